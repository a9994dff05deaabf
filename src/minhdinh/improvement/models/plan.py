from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minhdinh.assessments.models import SelfAssessment
from minhdinh.improvement.enums import IssueSource, IssueState, PlanState
from minhdinh.organisations.models import Organisation, SchoolOwned


class ImprovementPlan(SchoolOwned):
    """A school's improvement plan of the year in which it is carried out, made from one self-assessment.

    ``texts`` holds the plan's own words by key (``domain.texts``); a missing key means the form's customary words.
    ``first_approved_at`` stays when an approved plan is taken back to be adjusted: what goes on is still reported.
    """

    same_school = ("source",)

    school = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", related_query_name="improvementplan"
    )
    year = models.CharField(_("năm học"), max_length=9)
    source = models.ForeignKey(
        SelfAssessment, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    number = models.CharField(_("số kế hoạch"), max_length=60, blank=True)
    date = models.DateField(_("ngày ban hành"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.DRAFT)
    texts = models.JSONField(default=dict)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_by_name = models.CharField(max_length=200, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    first_approved_at = models.DateTimeField(null=True, blank=True)
    adjust_reason = models.CharField(_("lý do điều chỉnh"), max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)  # of head and texts: each saving adds one

    class Meta:
        ordering = ["-year", "id"]
        constraints = [
            models.UniqueConstraint(fields=["school", "year"], name="improvement_plan_once_a_year"),
            models.CheckConstraint(
                condition=~Q(state=PlanState.APPROVED) | (~Q(number="") & Q(date__isnull=False)),
                name="improvement_approved_with_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_id} {self.year}"

    @property
    def is_draft(self) -> bool:
        """Whether issues and actions may be changed."""
        return self.state == PlanState.DRAFT


class FocalIssue(SchoolOwned):
    """One focal issue of a plan, with where it comes from.

    ``source_ref`` names the thing it was drawn from, once in a plan; ``source_text`` keeps what stood there then.
    """

    same_school = ("plan",)

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, related_name="issues")
    position = models.PositiveSmallIntegerField(default=1)
    track = models.CharField(_("cấp học"), max_length=20, blank=True)
    standard = models.CharField(_("tiêu chuẩn"), max_length=10, blank=True)
    criterion = models.CharField(_("tiêu chí"), max_length=10, blank=True)
    requirement = models.CharField(_("yêu cầu"), max_length=20, blank=True)
    situation = models.TextField(_("đánh giá hiện trạng"), blank=True)
    limit = models.TextField(_("điểm hạn chế"), blank=True)
    cause = models.TextField(_("nguyên nhân của hạn chế"), blank=True)
    source = models.CharField(max_length=12, choices=IssueSource.choices, default=IssueSource.OWN)
    source_ref = models.CharField(max_length=160, blank=True)
    source_label = models.CharField(_("nguồn"), max_length=250, blank=True)
    source_text = models.TextField(_("nội dung ở nguồn"), blank=True)
    answer_state = models.CharField(max_length=10, choices=IssueState.choices, default=IssueState.TAKEN)
    left_open_reason = models.CharField(_("lý do để ngỏ"), max_length=1000, blank=True)
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["plan", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "source_ref"], condition=~Q(source_ref=""), name="focal_issue_source_once"
            ),
            models.CheckConstraint(
                condition=Q(source=IssueSource.OWN) | ~Q(source_ref=""), name="focal_issue_with_source"
            ),
            models.CheckConstraint(
                condition=~Q(answer_state=IssueState.LEFT_OPEN) | ~Q(left_open_reason=""),
                name="focal_issue_open_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.limit[:60]


class PlanPublication(SchoolOwned):
    """Where and when a plan was made public."""

    same_school = ("plan",)

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, related_name="publications")
    place = models.CharField(_("nơi công khai"), max_length=250)
    day = models.DateField(_("ngày công khai"))
    link = models.URLField(_("đường dẫn"), max_length=1000, blank=True)

    class Meta:
        ordering = ["plan", "day", "id"]

    def __str__(self) -> str:
        return self.place
