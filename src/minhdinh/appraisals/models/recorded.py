from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.appraisals.enums import Wish
from minhdinh.organisations.models import Organisation, SchoolOwned


class Registration(SchoolOwned):
    """That a school registered for external evaluation or appraisal in a year, with the level it declares (S6, P7)."""

    school = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", related_query_name="registration"
    )
    year = models.CharField(_("năm học"), max_length=9)
    wish = models.CharField(_("nguyện vọng"), max_length=20, choices=Wish.choices, default=Wish.BOTH)
    declared_level = models.PositiveSmallIntegerField(_("mức tự nhận"), null=True, blank=True)
    registered_on = models.DateField(_("ngày đăng ký"), null=True, blank=True)
    note = models.CharField(_("ghi chú"), max_length=400, blank=True)
    source = models.CharField(_("nguồn"), max_length=200, blank=True)

    class Meta:
        ordering = ["-year", "id"]
        constraints = [models.UniqueConstraint(fields=["school", "year"], name="registration_once_a_year")]

    def __str__(self) -> str:
        return f"{self.school_id} {self.year}"


class ExternalEvaluation(SchoolOwned):
    """That a school was evaluated by others in a year (đánh giá ngoài, thẩm định), and the level they found."""

    school = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", related_query_name="externalevaluation"
    )
    year = models.CharField(_("năm học"), max_length=9)
    held_on = models.DateField(_("ngày"), null=True, blank=True)
    level = models.PositiveSmallIntegerField(_("mức được đánh giá"), null=True, blank=True)
    note = models.CharField(_("ghi chú"), max_length=400, blank=True)
    source = models.CharField(_("nguồn"), max_length=200, blank=True)

    class Meta:
        ordering = ["-year", "id"]
        constraints = [
            models.UniqueConstraint(fields=["school", "year"], name="external_evaluation_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.school_id} {self.year}"
