from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from minhdinh.common.models import Record
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.enums import ParticipationBasis


class Participation(Record):
    """That a private school takes part, by directive or contract, from a day to a day, both inclusive (S10).

    Kept by the office that recorded it. Public schools take part by directive and have no row.
    """

    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="participations")
    basis = models.CharField(_("hình thức tham gia"), max_length=10, choices=ParticipationBasis.choices)
    number = models.CharField(_("số hợp đồng, văn bản"), max_length=100, blank=True)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    note = models.CharField(_("ghi chú"), max_length=400, blank=True)

    class Meta:
        ordering = ["school", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["school", "valid_from"], name="participation_once_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="participation_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_id} {self.get_basis_display()}"
