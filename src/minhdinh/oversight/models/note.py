from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.common.models import Record
from minhdinh.organisations.models import Organisation


class OfficeNote(Record):
    """What an officer notes about a school, for the own office only."""

    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.CharField(_("năm học"), max_length=9)
    text = models.TextField(_("ghi chú"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    writer_name = models.CharField(_("người ghi"), max_length=150)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["office", "school"], name="note_of_office")]

    def __str__(self) -> str:
        return self.text[:60]
