from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.evidence.models.item import EvidenceItem
from minhdinh.organisations.models import SchoolOwned


class ImportState(models.TextChoices):
    """The life of a list or of a bundle of files that was read."""

    CHECKED = "checked", _("Đã đọc")
    APPLYING = "applying", _("Đang ghi")
    APPLIED = "applied", _("Đã ghi")


class ListImport(SchoolOwned):
    """A list, or files whose names carry codes, read and waiting for a person's word.

    ``rows`` holds what was read, so that confirming needs no second upload and judges again what may have changed
    meanwhile. ``person_id`` is who brought it. What is written stays written: a list brought again writes the rest only.
    """

    person_id = models.BigIntegerField()
    year = models.CharField(_("năm học"), max_length=9)
    kind = models.CharField(max_length=10, default="list")
    file_name = models.CharField(_("tệp"), max_length=200)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.CHECKED)
    rows = models.JSONField(default=list)
    outcome = models.JSONField(default=dict)
    job_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_state_display()})"


class ImportedRow(SchoolOwned):
    """Which item a row without code became, so that the same row brought again makes no second one."""

    same_school = ("item",)

    item = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["school", "key"], name="imported_row_once_a_school")]

    def __str__(self) -> str:
        return f"{self.key[:12]} → {self.item_id}"
