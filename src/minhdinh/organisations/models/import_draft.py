from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.common.models import Record
from minhdinh.organisations.models.organisation import Organisation


class ImportKind(models.TextChoices):
    """What a file brings."""

    PEOPLE = "people", _("Người dùng")
    SCHOOLS = "schools", _("Trường")
    HISTORY = "history", _("Dữ liệu các năm trước")


class ImportState(models.TextChoices):
    """The life of an import."""

    CHECKED = "checked", _("Đã kiểm tra")
    APPLYING = "applying", _("Đang ghi")
    APPLIED = "applied", _("Đã ghi")


class ImportDraft(Record):
    """A file that was read and checked, waiting for the one confirmation that writes all of it or nothing.

    ``rows`` holds what was read (``{number, values}``), so that confirming needs no second upload and checks again
    what may have changed meanwhile. ``created_ids`` are the accounts it made, for the list of first passwords.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=ImportKind.choices)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.CHECKED)
    file_name = models.CharField(_("tệp"), max_length=200)
    rows = models.JSONField(default=list)
    job_id = models.BigIntegerField(null=True, blank=True)
    new_count = models.PositiveIntegerField(default=0)
    created_ids = models.JSONField(default=list)
    passwords_given_at = models.DateTimeField(_("lúc đưa mật khẩu"), null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_state_display()})"
