from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.common.models import Record
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.enums import ReportKind, ReportState


class OfficeReport(Record):
    """A semester, year or quick report of an office (P14).

    ``tables`` are ids of the statistics that go in, in print order; ``drafted_from`` their figures when the results
    were last drafted. ``counted_on`` is the day whose tree counts; empty means the year's own day.
    """

    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.CharField(_("năm học"), max_length=9)
    kind = models.CharField(_("loại báo cáo"), max_length=10, choices=ReportKind.choices)
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.DRAFT)
    number = models.CharField(_("số"), max_length=60, blank=True)
    dated = models.DateField(_("ngày"), null=True, blank=True)
    opening = models.TextField(_("mở đầu, căn cứ"), blank=True)
    last_tasks = models.TextField(_("nhiệm vụ của kỳ trước"), blank=True)
    results = models.TextField(_("kết quả"), blank=True)
    key_tasks = models.TextField(_("nhiệm vụ trọng tâm kỳ tới"), blank=True)
    specific_tasks = models.TextField(_("nhiệm vụ cụ thể kỳ tới"), blank=True)
    proposals = models.TextField(_("kiến nghị, đề xuất"), blank=True)
    recipients = models.TextField(_("nơi nhận"), blank=True)
    signer = models.CharField(_("người ký"), max_length=150, blank=True)
    tables = models.JSONField(_("các bảng"), default=list)
    counted_on = models.DateField(_("số liệu tính đến ngày"), null=True, blank=True)
    drafted_from = models.JSONField(default=list)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    writer_name = models.CharField(_("người lập"), max_length=200)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["office", "year", "state"], name="report_of_office")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}"

    @property
    def is_issued(self) -> bool:
        """Whether it was signed and sent: nothing of it changes any more."""
        return self.state == ReportState.ISSUED


class IssuedReport(models.Model):
    """What was sent: the Word file with its hash and the figures in it. Written once, never again."""

    report = models.OneToOneField(
        OfficeReport, on_delete=models.PROTECT, primary_key=True, related_name="issued"
    )
    name = models.CharField(_("tên tệp"), max_length=250)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    figures = models.JSONField(default=list)
    issued_at = models.DateTimeField(_("lúc ban hành"), auto_now_add=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    issuer_name = models.CharField(_("người ban hành"), max_length=200)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row the first time; raises TypeError afterwards."""
        if not self._state.adding:
            raise TypeError("An issued report is never written again.")
        super().save(*args, **kwargs)


class DataRequest(Record):
    """That an office asks offices below for figures by a day (S8): its own number and day, tables, reference day."""

    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.CharField(_("năm học"), max_length=9)
    title = models.CharField(_("nội dung yêu cầu"), max_length=250)
    number = models.CharField(_("số văn bản"), max_length=60, blank=True)
    dated = models.DateField(_("ngày văn bản"), null=True, blank=True)
    basis = models.TextField(_("căn cứ, hướng dẫn"), blank=True)
    tables = models.JSONField(_("các bảng"), default=list)
    counted_on = models.DateField(_("số liệu tính đến ngày"), null=True, blank=True)
    due = models.DateField(_("hạn trả lời"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asker_name = models.CharField(_("người yêu cầu"), max_length=200)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["office", "year"], name="request_of_office")]

    def __str__(self) -> str:
        return self.title


class RequestedOffice(models.Model):
    """An office that was asked, and its answer: the figures as they were at ``answered_at``."""

    request = models.ForeignKey(DataRequest, on_delete=models.CASCADE, related_name="offices")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    figures = models.JSONField(default=list)
    note = models.TextField(_("ghi chú"), blank=True)
    answered_at = models.DateTimeField(_("lúc trả lời"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answerer_name = models.CharField(_("người trả lời"), max_length=200, blank=True)

    class Meta:
        ordering = ["request", "id"]
        constraints = [models.UniqueConstraint(fields=["request", "office"], name="requested_once")]
        indexes = [models.Index(fields=["office", "answered_at"], name="requested_of_office")]

    def __str__(self) -> str:
        return f"{self.request_id} → {self.office_id}"
