from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from minhdinh.appraisals.enums import CrossCheckState
from minhdinh.organisations.enums import EducationLevel
from minhdinh.organisations.models import Membership, Organisation, SchoolOwned


class CrossCheck(SchoolOwned):
    """That a school's report is checked by another school from a day to a day, both included (kiểm tra chéo, P8).

    ``school`` is the one that is checked, ``reviewer`` the one that checks, ``office`` who paired them.
    """

    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.CharField(_("năm học"), max_length=9)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến hết ngày"))
    state = models.CharField(
        _("tình trạng"), max_length=10, choices=CrossCheckState.choices, default=CrossCheckState.OPEN
    )
    closed_at = models.DateTimeField(_("lúc kết thúc"), null=True, blank=True)

    class Meta:
        ordering = ["-year", "id"]
        constraints = [
            models.UniqueConstraint(fields=["school", "reviewer", "year"], name="crosscheck_once_a_year"),
            models.CheckConstraint(condition=~Q(school=F("reviewer")), name="crosscheck_not_self"),
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="crosscheck_days_in_order"),
        ]
        indexes = [models.Index(fields=["reviewer", "year"], name="crosscheck_of_reviewer")]

    def __str__(self) -> str:
        return f"{self.reviewer_id} → {self.school_id} {self.year}"

    @property
    def is_closed(self) -> bool:
        """Whether the office has closed it."""
        return self.state == CrossCheckState.CLOSED


class CrossReviewer(SchoolOwned):
    """A person of the reviewing school who checks; the membership in the checked school lasts as long as the check."""

    same_school = ("crosscheck",)

    crosscheck = models.ForeignKey(CrossCheck, on_delete=models.PROTECT, related_name="reviewers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("họ và tên"), max_length=200)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("lúc gửi"), null=True, blank=True)
    dropped_at = models.DateTimeField(_("lúc thôi"), null=True, blank=True)

    class Meta:
        ordering = ["crosscheck", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["crosscheck", "user"], condition=Q(dropped_at__isnull=True), name="reviewer_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class CrossComment(SchoolOwned):
    """What a reviewer says of one criterion: a draft until the reviewer sends, then for the school to answer."""

    same_school = ("reviewer",)

    reviewer = models.ForeignKey(CrossReviewer, on_delete=models.PROTECT, related_name="comments")
    track = models.CharField(_("cấp học"), max_length=20)
    criterion = models.CharField(_("tiêu chí"), max_length=10)
    strength = models.TextField(_("điểm tốt"), blank=True)
    question = models.TextField(_("điều cần làm rõ"), blank=True)
    suggestion = models.TextField(_("gợi ý"), blank=True)
    answer = models.TextField(_("trả lời của trường"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_by_name = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["reviewer", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reviewer", "track", "criterion"], name="comment_once_a_criterion"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reviewer_id} {self.criterion}"

    @property
    def place(self) -> str:
        """The criterion, with its cấp học where the school that is checked has several (needs ``school__profile``)."""
        several = len(self.school.profile.education_levels) > 1
        return f"{self.criterion} ({EducationLevel(self.track).label})" if several else self.criterion

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written in it."""
        return not (self.strength or self.question or self.suggestion)
