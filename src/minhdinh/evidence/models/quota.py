from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.organisations.models import SchoolOwned


class SchoolQuota(SchoolOwned):
    """How much a school may keep, where that differs from the installation's rule.

    ``limit_mb`` is empty where the installation's rule holds, 0 where nothing limits the school. ``version`` counts
    the changes of the limit. The row is also what uploads of one school wait for when they take room.
    """

    limit_mb = models.PositiveIntegerField(_("hạn mức (MB)"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school"], name="school_quota_once")]

    def __str__(self) -> str:
        return f"{self.school_id} {self.limit_mb}"


class RoomReservation(SchoolOwned):
    """The room of one upload that was let in and is no row yet; what a killed process left here ends at ``until``."""

    size = models.PositiveBigIntegerField()
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.school_id} {self.size} B"
