from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from minhdinh.organisations.models import SchoolOwned
from minhdinh.recognition.enums import RemedyState
from minhdinh.recognition.models.decision import Decision


class Remedy(SchoolOwned):
    """A period in which a school that no longer meets its degree has to put things right, before a revocation."""

    same_school = ("decision",)

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="remedies")
    asked_on = models.DateField(_("ngày yêu cầu"))
    due_on = models.DateField(_("hạn khắc phục"))
    number = models.CharField(_("số văn bản"), max_length=100, blank=True)
    reason = models.CharField(_("nội dung cần khắc phục"), max_length=400)
    state = models.CharField(
        _("tình trạng"), max_length=10, choices=RemedyState.choices, default=RemedyState.OPEN
    )
    closed_on = models.DateField(_("ngày kết thúc"), null=True, blank=True)
    closed_note = models.CharField(_("kết quả khắc phục"), max_length=400, blank=True)

    class Meta:
        ordering = ["decision", "-asked_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=Q(state=RemedyState.OPEN), name="remedy_one_open"
            ),
            models.CheckConstraint(condition=Q(asked_on__lte=F("due_on")), name="remedy_days_in_order"),
            models.CheckConstraint(
                condition=Q(state=RemedyState.OPEN, closed_on__isnull=True)
                | ~Q(state=RemedyState.OPEN) & Q(closed_on__isnull=False),
                name="remedy_closed_with_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.asked_on}"


class ClockNotice(SchoolOwned):
    """That people were told how many months are left of a recognition that ends on a day; told once."""

    same_school = ("decision",)

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="notices")
    months = models.PositiveSmallIntegerField(_("còn số tháng"))
    ends_on = models.DateField(_("hết hạn ngày"))
    told_on = models.DateField(_("ngày báo"))

    class Meta:
        ordering = ["decision", "-told_on", "months"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "months", "ends_on"], name="clock_notice_once")
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.months}"
