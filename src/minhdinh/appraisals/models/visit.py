from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from minhdinh.appraisals.enums import NoteKind, VisitKind
from minhdinh.appraisals.models.body import BodyMember
from minhdinh.appraisals.models.case import Case
from minhdinh.organisations.models import SchoolOwned


class Visit(SchoolOwned):
    """A visit to the school or a meeting of the body: its plan, then its minutes (biên bản)."""

    same_school = ("case",)

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="visits")
    kind = models.CharField(_("loại"), max_length=10, choices=VisitKind.choices)
    starts_at = models.DateTimeField(_("bắt đầu"))
    ends_at = models.DateTimeField(_("kết thúc"))
    place = models.CharField(_("địa điểm"), max_length=250, blank=True)
    plan = models.TextField(_("nội dung, lịch làm việc"), blank=True)
    minutes_number = models.CharField(_("số biên bản"), max_length=60, blank=True)
    present = models.TextField(_("thành phần dự"), blank=True)
    absent = models.TextField(_("vắng mặt"), blank=True)
    content = models.TextField(_("diễn biến"), blank=True)
    conclusion = models.TextField(_("kết luận"), blank=True)
    votes_for = models.PositiveSmallIntegerField(_("đồng ý"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("không đồng ý"), null=True, blank=True)
    votes_blank = models.PositiveSmallIntegerField(_("ý kiến khác"), null=True, blank=True)
    held_at = models.DateTimeField(_("lúc ghi biên bản xong"), null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.CharField(_("lý do hủy"), max_length=400, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["case", "starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_at__lte=F("ends_at")), name="visit_days_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.starts_at}"


class VisitNote(SchoolOwned):
    """What a member noted at a visit; ``client_id`` is what the phone called it before it could send."""

    same_school = ("visit", "member")

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="notes")
    member = models.ForeignKey(BodyMember, on_delete=models.PROTECT, related_name="visit_notes")
    kind = models.CharField(_("loại"), max_length=20, choices=NoteKind.choices)
    who = models.CharField(_("đối tượng, nơi"), max_length=250, blank=True)
    track = models.CharField(_("cấp học"), max_length=20, blank=True)
    criterion = models.CharField(_("tiêu chí"), max_length=10, blank=True)
    text = models.TextField(_("nội dung"))
    noted_at = models.DateTimeField(_("lúc ghi"))
    client_id = models.CharField(max_length=40, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["visit", "noted_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "client_id"], condition=~Q(client_id=""), name="visit_note_once"
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
