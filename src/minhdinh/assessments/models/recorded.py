from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.organisations.models import Organisation, SchoolOwned


class RecordedAssessment(SchoolOwned):
    """What is known of a school's self-assessment of a year that was not done in this program.

    A fact from an office's list: it needs no standard set and no sheets and is never recomputed. Where the school has
    an assessment of its own for the year, that one counts.
    """

    school = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", related_query_name="recordedassessment"
    )
    year = models.CharField(_("năm học"), max_length=9)
    completed = models.BooleanField(_("hoàn thành báo cáo tự đánh giá"), default=False)
    level = models.PositiveSmallIntegerField(_("mức tự đánh giá"), null=True, blank=True)
    source = models.CharField(_("nguồn"), max_length=200, blank=True)

    class Meta:
        ordering = ["-year", "id"]
        constraints = [models.UniqueConstraint(fields=["school", "year"], name="recorded_assessment_once")]

    def __str__(self) -> str:
        return f"{self.school_id} {self.year}"
