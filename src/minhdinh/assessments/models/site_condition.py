from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minhdinh.assessments.enums import AnswerValue
from minhdinh.assessments.models.assessment import SelfAssessment
from minhdinh.organisations.models import SchoolOwned


class SiteCondition(SchoolOwned):
    """What one place of a school has and lacks for one criterion, in one self-assessment.

    ``site`` is the place's name as the school's profile had it: the list may change later, the year's words stay. An
    empty ``level_1`` or ``level_2`` means chưa xét. It decides nothing: levels are pressed on the criterion's sheet.
    """

    same_school = ("assessment",)

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="site_conditions")
    site = models.CharField(_("địa điểm"), max_length=150)
    criterion = models.CharField(_("tiêu chí"), max_length=10)
    level_1 = models.CharField(_("Mức 1"), max_length=5, choices=AnswerValue.choices, blank=True)
    level_2 = models.CharField(_("Mức 2"), max_length=5, choices=AnswerValue.choices, blank=True)
    situation = models.TextField(_("điều kiện thực tế"), blank=True)
    lacking = models.TextField(_("còn thiếu"), blank=True)
    author_name = models.CharField(max_length=200)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["assessment", "site", "criterion"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "site", "criterion"], name="site_condition_once"),
            models.CheckConstraint(
                condition=~Q(level_2=AnswerValue.MET) | Q(level_1=AnswerValue.MET),
                name="site_condition_levels_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site}: {self.criterion}"
