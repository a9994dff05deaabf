from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.assessments.enums import Certainty
from minhdinh.assessments.models.assessment import SelfAssessment
from minhdinh.assessments.models.council import CouncilMember, PlanStep
from minhdinh.common.models import Record
from minhdinh.organisations.models import Organisation, SchoolOwned


class StepPerson(SchoolOwned):
    """A member of the council or of a working group who carries out a step of the plan."""

    same_school = ("step", "member")

    step = models.ForeignKey(PlanStep, on_delete=models.CASCADE, related_name="people")
    member = models.ForeignKey(CouncilMember, on_delete=models.CASCADE, related_name="steps")

    class Meta:
        ordering = ["step", "id"]
        constraints = [models.UniqueConstraint(fields=["step", "member"], name="step_person_once")]

    def __str__(self) -> str:
        return f"{self.step_id} → {self.member_id}"


class DutyMark(SchoolOwned):
    """That people say a duty of the calendar is done, where the system cannot know it."""

    same_school = ("assessment",)

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="duty_marks")
    key = models.CharField(max_length=60)
    done_on = models.DateField(_("ngày xong"))
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    by_name = models.CharField(_("người ghi"), max_length=150)

    class Meta:
        ordering = ["assessment", "key"]
        constraints = [models.UniqueConstraint(fields=["assessment", "key"], name="duty_mark_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.done_on}"


class WorkReminder(SchoolOwned):
    """That somebody reminded a person of the work waiting for him or her; once a day a person."""

    same_school = ("assessment",)

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="work_reminders")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sender_name = models.CharField(_("người nhắc"), max_length=150)
    day = models.DateField(_("ngày"))
    text = models.TextField(_("lời nhắc"))

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "person", "day"], name="work_reminder_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.day}"


class Milestone(Record):
    """A day of the school year that an office sets for the schools below it, with where it is written.

    ``duty`` names a duty of a packaged calendar whose day it moves (``calendars.packaged_duty``); empty for a duty of
    the office's own.
    """

    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    duty = models.CharField(_("việc trong lịch của bộ tiêu chuẩn"), max_length=80, blank=True)
    title = models.CharField(_("việc"), max_length=200)
    day = models.PositiveSmallIntegerField(
        _("ngày"), validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    month = models.PositiveSmallIntegerField(
        _("tháng"), validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    legal_reference = models.CharField(_("căn cứ"), max_length=300)
    certainty = models.CharField(
        _("mức chắc chắn"), max_length=8, choices=Certainty.choices, default=Certainty.HIGH
    )
    from_year = models.CharField(_("từ năm học"), max_length=9)
    to_year = models.CharField(_("đến năm học"), max_length=9, blank=True)
    made_by_name = models.CharField(_("người ghi"), max_length=150)

    class Meta:
        ordering = ["office", "id"]

    def __str__(self) -> str:
        return self.title
