from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minhdinh.assessments.enums import CouncilRole, StepState
from minhdinh.assessments.models.assessment import SelfAssessment, Sheet
from minhdinh.lib.text import clean, name_sort_key
from minhdinh.organisations.models import SchoolOwned


class WorkingGroup(SchoolOwned):
    """A nhóm công tác or the nhóm thư ký."""

    same_school = ("assessment",)

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(_("tên nhóm"), max_length=120)
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["assessment", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["assessment", "name"], name="group_once")]

    def __str__(self) -> str:
        return self.name


class CouncilMember(SchoolOwned):
    """A member of the council or of a working group; the name stays when the account goes."""

    same_school = ("assessment", "group")

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("họ và tên"), max_length=150)
    position = models.CharField(_("chức vụ"), max_length=150, blank=True)
    role = models.CharField(
        _("vai trò"), max_length=12, choices=CouncilRole.choices, default=CouncilRole.MEMBER
    )
    in_council = models.BooleanField(_("là thành viên hội đồng"), default=True)
    trained = models.BooleanField(_("đã tập huấn"), default=False)
    group = models.ForeignKey(
        WorkingGroup, null=True, blank=True, on_delete=models.SET_NULL, related_name="members"
    )
    leads_group = models.BooleanField(_("nhóm trưởng"), default=False)
    task = models.TextField(_("nhiệm vụ"), blank=True)
    order = models.PositiveSmallIntegerField(default=1)
    sort_key = models.CharField(max_length=600, editable=False)

    class Meta:
        ordering = ["assessment", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "user"], condition=Q(user__isnull=False), name="council_user_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row with its derived sort key."""
        self.name = clean(self.name)
        self.sort_key = name_sort_key(self.name)
        super().save(*args, **kwargs)


class Assignment(SchoolOwned):
    """A member is in charge of a criterion; one of them leads."""

    same_school = ("sheet", "member")

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="assignments")
    member = models.ForeignKey(CouncilMember, on_delete=models.CASCADE, related_name="assignments")
    leads = models.BooleanField(_("phụ trách chính"), default=False)

    class Meta:
        ordering = ["sheet", "-leads", "id"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "member"], name="assignment_once"),
            models.UniqueConstraint(fields=["sheet"], condition=Q(leads=True), name="assignment_one_lead"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} → {self.member_id}"


class PlanStep(SchoolOwned):
    """A step of the self-assessment plan.

    ``key`` is the step of the set's template that it came from, empty for a step of the school's own. ``state`` is what
    people marked; that a step is late follows from its day and is never stored.
    """

    same_school = ("assessment",)

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField(default=1)
    content = models.TextField(_("nội dung"))
    starts_on = models.DateField(_("từ ngày"), null=True, blank=True)
    ends_on = models.DateField(_("đến ngày"), null=True, blank=True)
    owner = models.CharField(_("người phụ trách"), max_length=200, blank=True)
    note = models.CharField(_("ghi chú"), max_length=250, blank=True)
    key = models.CharField(max_length=40, blank=True)
    state = models.CharField(
        _("tình trạng"), max_length=12, choices=StepState.choices, default=StepState.NOT_STARTED
    )
    state_note = models.CharField(_("ghi chú khi đánh dấu"), max_length=300, blank=True)
    state_by_name = models.CharField(_("người đánh dấu"), max_length=150, blank=True)
    state_at = models.DateTimeField(_("lúc đánh dấu"), null=True, blank=True)

    class Meta:
        ordering = ["assessment", "position", "id"]

    def __str__(self) -> str:
        return self.content[:60]
