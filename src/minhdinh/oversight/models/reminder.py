from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.common.models import Record
from minhdinh.organisations.models import Organisation


class Reminder(Record):
    """That an office reminded schools: who, when, with which words; the words keep their placeholders."""

    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.CharField(_("năm học"), max_length=9)
    text = models.TextField(_("lời nhắc"))
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sender_name = models.CharField(_("người nhắc"), max_length=150)
    job_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["office", "year"], name="reminder_of_office")]

    def __str__(self) -> str:
        return f"{self.sender_name} {self.created_at:%d/%m/%Y}"


class RemindedSchool(models.Model):
    """A school of a reminder: the words as it got them, and who got them; not delivered yet while ``at`` is empty."""

    reminder = models.ForeignKey(Reminder, on_delete=models.CASCADE, related_name="schools")
    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("ngày"))
    at = models.DateTimeField(_("lúc"), null=True, blank=True)
    text = models.TextField(blank=True)
    people = models.JSONField(_("người nhận"), default=list)

    class Meta:
        ordering = ["reminder", "id"]
        constraints = [
            models.UniqueConstraint(fields=["reminder", "school"], name="reminded_once_a_reminder")
        ]
        indexes = [models.Index(fields=["school", "day"], name="reminded_school_day")]

    def __str__(self) -> str:
        return f"{self.school_id} {self.day}"
