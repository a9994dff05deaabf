from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.common.models import Record
from minhdinh.organisations.models import Organisation


class RegimeChange(Record):
    """A value of a regime that an office set for its schools, with the paper it rests on; the newest one counts.

    ``place`` names the value ("stages.response.days"), ``value`` is None where no number is known.
    """

    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    regime = models.CharField(_("quy định áp dụng"), max_length=20)
    place = models.CharField(_("giá trị"), max_length=80)
    value = models.PositiveIntegerField(null=True, blank=True)
    legal_reference = models.CharField(_("căn cứ"), max_length=400)
    by_name = models.CharField(_("người sửa"), max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["office", "regime", "place", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "regime", "place"],
                condition=models.Q(ended_at__isnull=True),
                name="regime_change_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.regime} {self.place}"
