from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from minhdinh.organisations.models import Organisation, SchoolOwned


class Decision(SchoolOwned):
    """A signed decision that recognises a school: accreditation grade, national-standard degree, and until when.

    ``valid_to`` is the last day as printed; where nothing is printed it stays empty and the rule of the regulation in
    force at signing says how long it holds.
    """

    school = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", related_query_name="decision"
    )
    year = models.CharField(_("năm học"), max_length=9)
    number = models.CharField(_("số quyết định"), max_length=100)
    decided_on = models.DateField(_("ngày quyết định"), null=True, blank=True)
    valid_to = models.DateField(_("ngày hết hạn"), null=True, blank=True)
    grade = models.PositiveSmallIntegerField(_("cấp độ kiểm định"), null=True, blank=True)
    degree = models.PositiveSmallIntegerField(_("mức độ chuẩn quốc gia"), null=True, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=250, blank=True)
    signer = models.CharField(_("người ký"), max_length=150, blank=True)
    revoked_on = models.DateField(_("ngày thu hồi"), null=True, blank=True)
    source = models.CharField(_("nguồn"), max_length=200, blank=True)

    class Meta:
        ordering = ["-decided_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["school", "year", "number"], name="decision_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(decided_on__isnull=True)
                | Q(decided_on__lte=F("valid_to")),
                name="decision_days_in_order",
            ),
        ]
        indexes = [models.Index(fields=["valid_to"], name="decision_valid_to")]

    def __str__(self) -> str:
        return self.number
