from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minhdinh.appraisals.enums import ReplyKind, ResponseKind
from minhdinh.appraisals.models.case import Case
from minhdinh.organisations.models import SchoolOwned


class Conclusion(SchoolOwned):
    """What the body holds of one criterion together, beside what the school said of itself.

    ``self_level`` is the sealed level; where ``level`` is another one, ``reason`` says why.
    """

    same_school = ("case",)

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="conclusions")
    track = models.CharField(_("cấp học"), max_length=20)
    criterion = models.CharField(_("tiêu chí"), max_length=10)
    self_level = models.PositiveSmallIntegerField(_("mức trường tự đánh giá"), null=True, blank=True)
    level = models.PositiveSmallIntegerField(_("mức kết luận"), null=True, blank=True)
    strengths = models.TextField(_("điểm mạnh"), blank=True)
    weaknesses = models.TextField(_("điểm yếu, tồn tại"), blank=True)
    unclear = models.TextField(_("nội dung chưa rõ, cần bổ sung"), blank=True)
    advice = models.TextField(_("khuyến nghị cải tiến"), blank=True)
    reason = models.TextField(_("lý do khác với tự đánh giá"), blank=True)
    by_name = models.CharField(_("người ghi"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["case", "track", "criterion"]
        constraints = [
            models.UniqueConstraint(fields=["case", "track", "criterion"], name="conclusion_once_a_criterion")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.track} {self.criterion}"


class ReportPart(SchoolOwned):
    """A general part of the body's report: introduction, how the work went, recommendations, proposal."""

    same_school = ("case",)

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="report_parts")
    key = models.CharField(max_length=20)
    text = models.TextField(_("nội dung"), blank=True)
    by_name = models.CharField(_("người ghi"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["case", "key"]
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="report_part_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.key}"


class Draft(SchoolOwned):
    """A report as it was sent to the school, or the final one (``final``): ``content`` is kept as it was then.

    ``sha256`` is the hash of the content's canonical JSON.
    """

    same_school = ("case",)

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="drafts")
    number = models.PositiveSmallIntegerField(_("lần"))
    final = models.BooleanField(_("bản hoàn thiện"), default=False)
    content = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(_("lúc lập"))
    made_by_name = models.CharField(_("người lập"), max_length=200)
    due_on = models.DateField(_("hạn phản hồi"), null=True, blank=True)
    response = models.CharField(_("phản hồi"), max_length=10, choices=ResponseKind.choices, blank=True)
    response_text = models.TextField(_("ý kiến chung"), blank=True)
    responded_by_name = models.CharField(_("người phản hồi"), max_length=200, blank=True)
    responded_at = models.DateTimeField(_("lúc phản hồi"), null=True, blank=True)

    class Meta:
        ordering = ["case", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="draft_once"),
            models.UniqueConstraint(fields=["case"], condition=Q(final=True), name="draft_one_final"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.number}"


class Objection(SchoolOwned):
    """What the school says against a place of a draft, and what the body does with it."""

    same_school = ("draft",)

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="objections")
    track = models.CharField(_("cấp học"), max_length=20, blank=True)
    criterion = models.CharField(_("tiêu chí"), max_length=10, blank=True)
    text = models.TextField(_("ý kiến của trường"))
    reply = models.CharField(_("xử lý"), max_length=10, choices=ReplyKind.choices, blank=True)
    reply_reason = models.TextField(_("lý do"), blank=True)
    replied_by_name = models.CharField(_("người xử lý"), max_length=200, blank=True)
    replied_at = models.DateTimeField(_("lúc xử lý"), null=True, blank=True)

    class Meta:
        ordering = ["draft", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reply="", replied_at__isnull=True) | ~Q(reply="") & Q(replied_at__isnull=False),
                name="objection_replied_with_its_day",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
