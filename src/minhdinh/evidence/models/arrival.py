from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.evidence.models.item import EvidenceItem
from minhdinh.organisations.models import SchoolOwned


class ArrivalState(models.TextChoices):
    """How far a file is that its sender brings to the store without passing through this program."""

    SENDING = "sending", _("đang gửi")
    CHECKING = "checking", _("đang kiểm tra")
    READY = "ready", _("đã vào kho")
    REFUSED = "refused", _("không nhận")


class DirectArrival(SchoolOwned):
    """A file that is brought straight to the store, into quarantine: nobody opens it before it was checked.

    ``number`` is the store's own of a file in several parts. ``item`` is where it goes (none: a new one of ``criterion``
    and ``track``, or the inbox), ``became`` the item that has it, ``twin`` the one that held the same bytes already,
    ``refused`` why it was not taken; refused without a word is given up.
    """

    same_school = ("item",)

    key = models.CharField(max_length=32, unique=True)
    number = models.CharField(max_length=1024, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    year = models.CharField(_("năm học"), max_length=9)
    item = models.ForeignKey(EvidenceItem, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    criterion = models.CharField(_("tiêu chí"), max_length=10, blank=True)
    track = models.CharField(_("cấp học"), max_length=20, blank=True)
    name = models.CharField(_("tên tệp"), max_length=250)
    length = models.PositiveBigIntegerField(_("dung lượng (byte)"))
    state = models.CharField(max_length=10, choices=ArrivalState.choices, default=ArrivalState.SENDING)
    expires_at = models.DateTimeField()
    became = models.BigIntegerField(null=True, blank=True)
    twin = models.BigIntegerField(null=True, blank=True)
    refused = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["state", "expires_at"], name="arrival_by_expiry"),
            models.Index(fields=["person", "state"], name="arrival_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"

    @property
    def place(self) -> str:
        """Where the unchecked bytes are in the store: beside the files of schools, never among them."""
        return f"quarantine/{self.school_id}/{self.key}"
