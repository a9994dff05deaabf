from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minhdinh.assessments.enums import SheetState, State
from minhdinh.organisations.enums import EducationLevel
from minhdinh.organisations.models import Organisation, SchoolOwned
from minhdinh.standards.models import StandardSetVersion


class SelfAssessment(SchoolOwned):
    """A school's self-assessment of one year by one standard set.

    The summary columns (``level`` … ``sheets_decided``) are rewritten in the transaction that changes a sheet, so
    that boards above read them without opening a sheet. Where a school assesses itself by two sets in one year,
    ``leading`` marks the one that counts in statistics.
    """

    # Boards join from the dated place of a school to its assessment of a year in one query.
    school = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", related_query_name="selfassessment"
    )
    year = models.CharField(_("năm học"), max_length=9)
    standard_set = models.ForeignKey(StandardSetVersion, on_delete=models.PROTECT, related_name="+")
    leading = models.BooleanField(_("được tính vào thống kê"), default=True)
    set_reason = models.TextField(_("lý do chọn bộ tiêu chuẩn khác"), blank=True)
    state = models.CharField(_("tình trạng"), max_length=12, choices=State.choices, default=State.DRAFT)
    revision = models.PositiveSmallIntegerField(_("lần"), default=1)
    decision_number = models.CharField(_("số quyết định thành lập hội đồng"), max_length=60, blank=True)
    decision_date = models.DateField(_("ngày quyết định"), null=True, blank=True)
    council_reason = models.TextField(_("lý do hội đồng khác quy định"), blank=True)
    plan = models.JSONField(_("kế hoạch"), default=dict)
    abbreviations = models.JSONField(_("chữ viết tắt"), default=list)
    level = models.PositiveSmallIntegerField(_("mức của trường"), null=True, blank=True)
    complete = models.BooleanField(default=False)
    sheets_total = models.PositiveSmallIntegerField(default=0)
    sheets_decided = models.PositiveSmallIntegerField(default=0)
    last_activity_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    return_reason = models.TextField(_("lý do trả lại"), blank=True)
    review_steps = models.JSONField(_("các bước duyệt phiếu"), default=list)

    class Meta:
        ordering = ["-year", "id"]
        constraints = [
            models.UniqueConstraint(fields=["school", "year", "standard_set"], name="assessment_once"),
            models.UniqueConstraint(
                fields=["school", "year"], condition=Q(leading=True), name="assessment_one_leading"
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | Q(complete=True), name="assessment_submitted_complete"
            ),
        ]
        indexes = [models.Index(fields=["year", "state"], name="assessment_year_state")]

    def __str__(self) -> str:
        return f"{self.school_id} {self.year}"

    @property
    def is_open(self) -> bool:
        """Whether texts and answers may still be changed."""
        return self.state == State.DRAFT


class Track(SchoolOwned):
    """A cấp học assessed on its own inside a self-assessment."""

    same_school = ("assessment",)

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="tracks")
    education_level = models.CharField(_("cấp học"), max_length=20, choices=EducationLevel.choices)
    position = models.PositiveSmallIntegerField(default=1)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    level_4 = models.JSONField(_("các yêu cầu Mức 4"), default=dict)

    class Meta:
        ordering = ["assessment", "position"]
        constraints = [models.UniqueConstraint(fields=["assessment", "education_level"], name="track_once")]

    def __str__(self) -> str:
        return self.get_education_level_display()


class Sheet(SchoolOwned):
    """The sheet of one criterion in one track.

    ``level`` is what people pressed: None chưa xét, 0 không đạt Mức 1, else the level. The counters are kept by the
    verbs, so that the database itself can refuse a level without statement and usable evidence.
    """

    same_school = ("track", "assessment")

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="sheets")
    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="sheets")
    standard = models.CharField(_("tiêu chuẩn"), max_length=10)
    criterion = models.CharField(_("tiêu chí"), max_length=10)
    position = models.PositiveSmallIntegerField()
    mandatory = models.BooleanField(_("bắt buộc"), default=False)
    state = models.CharField(max_length=12, choices=SheetState.choices, default=SheetState.EMPTY)
    level = models.PositiveSmallIntegerField(_("mức"), null=True, blank=True)
    level_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    level_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(_("vì sao mức được rút về chưa xét"), max_length=400, blank=True)
    to_mend = models.TextField(_("nội dung cần sửa khi bị trả lại"), blank=True)
    review_step = models.CharField(_("đang chờ bước duyệt"), max_length=12, blank=True)
    requirements_total = models.PositiveSmallIntegerField(default=0)
    requirements_answered = models.PositiveSmallIntegerField(default=0)
    statement_levels = models.PositiveSmallIntegerField(_("số mức liền nhau đã có mô tả"), default=0)
    usable_evidence = models.PositiveSmallIntegerField(_("số minh chứng dùng được"), default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["track", "position"]
        constraints = [
            models.UniqueConstraint(fields=["track", "criterion"], name="sheet_once"),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level=0) | Q(usable_evidence__gte=1),
                name="sheet_level_needs_usable_evidence",
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True)
                | Q(level=0, statement_levels__gte=1)
                | Q(level__gte=1, statement_levels__gte=models.F("level")),
                name="sheet_level_needs_statement",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} ({self.track_id})"
