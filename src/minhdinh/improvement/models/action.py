from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from minhdinh.evidence.models import EvidenceItem
from minhdinh.improvement.enums import ActionState, OutsideState
from minhdinh.improvement.models.plan import FocalIssue, ImprovementPlan
from minhdinh.organisations.models import Organisation, SchoolOwned


class Action(SchoolOwned):
    """One thing that a school does about an issue.

    ``time_text`` is what people wrote ("11/2020 - 5/2021", "khi có mở lớp"); the days are what was read from it,
    None where the words name none. ``value_*`` of the target say what shall be reached and by when.
    """

    same_school = ("plan", "issue", "carried_from")

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.PROTECT, related_name="actions")
    issue = models.ForeignKey(
        FocalIssue, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    position = models.PositiveSmallIntegerField(default=1)
    content = models.TextField(_("nội dung cải tiến"))
    objective = models.TextField(_("mục tiêu cải tiến"), blank=True)
    activity = models.TextField(_("hoạt động, giải pháp"), blank=True)
    indicator = models.TextField(_("chỉ số đánh giá kết quả"), blank=True)
    target_value = models.DecimalField(
        _("con số cần đạt"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    target_unit = models.CharField(_("đơn vị tính"), max_length=40, blank=True)
    target_on = models.DateField(_("đạt trước ngày"), null=True, blank=True)
    time_text = models.CharField(_("thời gian thực hiện"), max_length=200, blank=True)
    starts_on = models.DateField(_("từ ngày"), null=True, blank=True)
    ends_on = models.DateField(_("đến hết ngày"), null=True, blank=True)
    owner = models.CharField(_("đơn vị, cá nhân phụ trách"), max_length=250, blank=True)
    owner_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    partners = models.CharField(_("đơn vị phối hợp"), max_length=400, blank=True)
    resources = models.TextField(_("nguồn lực bảo đảm"), blank=True)
    resource_source = models.CharField(_("nguồn kinh phí"), max_length=250, blank=True)
    planned_evidence = models.TextField(_("thông tin, dữ liệu hoặc minh chứng dự kiến"), blank=True)
    outside_state = models.CharField(
        _("phê duyệt của cấp trên"), max_length=10, choices=OutsideState.choices, default=OutsideState.NONE
    )
    outside_office = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outside_request = models.TextField(_("nội dung trình"), blank=True)
    outside_answer = models.TextField(_("nội dung trả lời"), blank=True)
    outside_number = models.CharField(_("số văn bản trả lời"), max_length=60, blank=True)
    outside_on = models.DateField(_("ngày trả lời"), null=True, blank=True)
    outside_by_name = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=ActionState.choices, default=ActionState.NOT_STARTED)
    state_reason = models.CharField(_("lý do"), max_length=1000, blank=True)
    state_on = models.DateField(_("ngày ghi tình trạng"), null=True, blank=True)
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["plan", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(starts_on__lte=F("ends_on")),
                name="improvement_action_days_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ActionState.BLOCKED, ActionState.NOT_DONE]) | ~Q(state_reason=""),
                name="improvement_action_reason",
            ),
            models.UniqueConstraint(
                fields=["plan", "carried_from"],
                condition=Q(carried_from__isnull=False),
                name="improvement_action_carried_once",
            ),
        ]
        indexes = [models.Index(fields=["owner_user", "state"], name="improvement_action_of")]

    def __str__(self) -> str:
        return self.content[:60]


class Progress(SchoolOwned):
    """What was reported of an action on a day: its state, words, a figure at two dates, evidence of the result."""

    same_school = ("action", "evidence")

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="progress")
    day = models.DateField(_("ngày"))
    state = models.CharField(max_length=12, choices=ActionState.choices)
    note = models.TextField(_("kết quả, ghi chú"), blank=True)
    value_before = models.DecimalField(
        _("con số trước"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    on_before = models.DateField(_("ngày của con số trước"), null=True, blank=True)
    value_after = models.DecimalField(_("con số sau"), max_digits=12, decimal_places=2, null=True, blank=True)
    on_after = models.DateField(_("ngày của con số sau"), null=True, blank=True)
    unit = models.CharField(_("đơn vị tính"), max_length=40, blank=True)
    evidence = models.ForeignKey(
        EvidenceItem, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    author_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["action", "-day", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value_before__isnull=True) | Q(on_before__isnull=False),
                name="improvement_before_with_day",
            ),
            models.CheckConstraint(
                condition=Q(value_after__isnull=True) | Q(on_after__isnull=False),
                name="improvement_after_with_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action_id} {self.day}: {self.state}"
