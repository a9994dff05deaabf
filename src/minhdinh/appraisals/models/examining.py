from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minhdinh.appraisals.enums import PaperKind, Verdict
from minhdinh.appraisals.models.body import BodyMember
from minhdinh.appraisals.models.case import Case
from minhdinh.organisations.models import SchoolOwned


class Slip(SchoolOwned):
    """A member's criterion slip: what he or she finds of one criterion; the member's alone until sent (D2)."""

    same_school = ("member",)

    member = models.ForeignKey(BodyMember, on_delete=models.PROTECT, related_name="slips")
    track = models.CharField(_("cấp học"), max_length=20)
    criterion = models.CharField(_("tiêu chí"), max_length=10)
    strengths = models.TextField(_("điểm mạnh"), blank=True)
    weaknesses = models.TextField(_("điểm yếu"), blank=True)
    unclear = models.TextField(_("nội dung chưa rõ"), blank=True)
    to_collect = models.TextField(_("minh chứng cần xem thêm"), blank=True)
    to_ask = models.TextField(_("câu hỏi, đối tượng phỏng vấn"), blank=True)
    plan_comment = models.TextField(_("nhận xét về kế hoạch cải tiến"), blank=True)
    private_note = models.TextField(_("ghi chú riêng"), blank=True)
    level = models.PositiveSmallIntegerField(_("mức đề xuất"), null=True, blank=True)
    sent_at = models.DateTimeField(_("lúc gửi"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["member", "track", "criterion"]
        constraints = [
            models.UniqueConstraint(fields=["member", "track", "criterion"], name="slip_once_a_criterion")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.track} {self.criterion}"


class MemberPaper(SchoolOwned):
    """What a member writes of the whole report: the preliminary report, or the opinion slip with a verdict."""

    same_school = ("member",)

    member = models.ForeignKey(BodyMember, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(_("loại"), max_length=20, choices=PaperKind.choices)
    texts = models.JSONField(_("nội dung"), default=dict, blank=True)
    verdict = models.CharField(_("ý kiến"), max_length=10, choices=Verdict.choices, blank=True)
    sent_at = models.DateTimeField(_("lúc gửi"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["member", "kind"]
        constraints = [models.UniqueConstraint(fields=["member", "kind"], name="member_paper_once")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.kind}"


class Question(SchoolOwned):
    """A question or request of a member to the school, and its answer; new evidence stands in ``files``."""

    same_school = ("case", "member")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="questions")
    member = models.ForeignKey(BodyMember, on_delete=models.PROTECT, related_name="questions")
    track = models.CharField(_("cấp học"), max_length=20, blank=True)
    criterion = models.CharField(_("tiêu chí"), max_length=10, blank=True)
    text = models.TextField(_("câu hỏi, yêu cầu"))
    asked_at = models.DateTimeField(_("lúc hỏi"))
    due_on = models.DateField(_("trả lời trước"), null=True, blank=True)
    answer = models.TextField(_("trả lời"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_by_name = models.CharField(_("người trả lời"), max_length=200, blank=True)
    answered_at = models.DateTimeField(_("lúc trả lời"), null=True, blank=True)
    closed_at = models.DateTimeField(_("lúc khép lại"), null=True, blank=True)

    class Meta:
        ordering = ["case", "-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(answered_by_name=""),
                name="question_answered_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
