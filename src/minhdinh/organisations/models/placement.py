from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from minhdinh.organisations.enums import Ownership, SchoolType
from minhdinh.organisations.models.organisation import Organisation

ALWAYS = dt.date(1, 1, 1)
EVER = dt.date(9999, 12, 31)


class Placement(models.Model):
    """Where a school stood in the tree from one day (inclusive) to another (exclusive), and what it was.

    Follows from the dated edges and the profile (``domain.placements`` writes it); boards and statistics of any day
    start here, because one comparison of ``path`` and two of days give the schools that an office had on that day.
    """

    school = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="placements")
    path = models.CharField(max_length=400, db_index=True)
    valid_from = models.DateField(_("từ ngày"), default=ALWAYS)
    valid_to = models.DateField(_("đến trước ngày"), default=EVER)
    school_type = models.CharField(_("loại trường"), max_length=20, choices=SchoolType.choices, blank=True)
    ownership = models.CharField(_("loại hình"), max_length=20, choices=Ownership.choices, blank=True)

    class Meta:
        ordering = ["school", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["school", "valid_from"], name="placement_once_a_day"),
            models.CheckConstraint(condition=Q(valid_from__lt=F("valid_to")), name="placement_days_in_order"),
        ]
        indexes = [models.Index(fields=["valid_to", "path"], name="placement_now")]

    def __str__(self) -> str:
        return f"{self.path} {self.valid_from}–{self.valid_to}"
