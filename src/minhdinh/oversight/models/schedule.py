from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.common.models import Record
from minhdinh.organisations.models import Organisation

MONTH_LENGTH = 7  # 2017-11


class Schedule(Record):
    """An office's schedule of external evaluations in a school year (P6).

    ``version`` is the number last published, 0 before the first; the rows may have changed since.
    """

    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.CharField(_("năm học"), max_length=9)
    version = models.PositiveSmallIntegerField(_("lần công bố"), default=0)

    class Meta:
        ordering = ["office", "-year"]
        constraints = [models.UniqueConstraint(fields=["office", "year"], name="schedule_once_a_year")]

    def __str__(self) -> str:
        return f"{self.office_id} {self.year}"


class ScheduleRow(Record):
    """A school on a schedule; ``month`` is ``2017-11``, empty while no month is chosen."""

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="rows")
    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    month = models.CharField(_("tháng"), max_length=MONTH_LENGTH, blank=True)
    note = models.CharField(_("ghi chú"), max_length=200, blank=True)

    class Meta:
        ordering = ["schedule", "id"]
        constraints = [models.UniqueConstraint(fields=["schedule", "school"], name="schedule_school_once")]

    def __str__(self) -> str:
        return f"{self.school_id} {self.month}"


class ScheduleChange(models.Model):
    """That a school was put on a month, moved to another or taken off (``after`` empty), by whom and why."""

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="changes")
    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    before = models.CharField(_("tháng trước"), max_length=MONTH_LENGTH, blank=True)
    after = models.CharField(_("tháng sau"), max_length=MONTH_LENGTH, blank=True)
    reason = models.CharField(_("lý do"), max_length=400, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(_("người sửa"), max_length=200)
    at = models.DateTimeField(_("lúc"), auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.school_id}: {self.before} → {self.after}"


class ScheduleVersion(models.Model):
    """A schedule as it was published: its rows in print order, and what changed since the version before.

    ``rows`` holds ``{school, name, month, note}``, ``changes`` ``{school, name, before, after}``.
    """

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("lần"))
    rows = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    published_at = models.DateTimeField(_("lúc công bố"), auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    published_by_name = models.CharField(_("người công bố"), max_length=200)

    class Meta:
        ordering = ["schedule", "-number"]
        constraints = [models.UniqueConstraint(fields=["schedule", "number"], name="schedule_version_once")]

    def __str__(self) -> str:
        return f"{self.schedule_id} lần {self.number}"
