from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.evidence.models.item import EvidenceItem
from minhdinh.organisations.models import SchoolOwned


class IncomingUpload(SchoolOwned):
    """A file on its way in pieces: whose it is, where it goes, how many of its bytes are safe on the disk.

    The bytes stand in a part file of this ``key`` until the whole file is taken in; ``became`` is then the item it
    went to, ``twin`` the one that held the same bytes already, ``refused`` why it was not taken.
    """

    same_school = ("item",)

    key = models.CharField(max_length=32, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    year = models.CharField(_("năm học"), max_length=9)
    item = models.ForeignKey(EvidenceItem, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    criterion = models.CharField(_("tiêu chí"), max_length=10, blank=True)
    track = models.CharField(_("cấp học"), max_length=20, blank=True)
    name = models.CharField(_("tên tệp"), max_length=250)
    length = models.PositiveBigIntegerField(_("dung lượng (byte)"))
    offset = models.PositiveBigIntegerField(default=0)
    expires_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    became = models.BigIntegerField(null=True, blank=True)
    twin = models.BigIntegerField(null=True, blank=True)
    refused = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["expires_at"], name="incoming_by_expiry"),
            models.Index(fields=["person", "finished_at"], name="incoming_of_person"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(offset__lte=models.F("length")), name="incoming_within")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.offset}/{self.length} B)"
