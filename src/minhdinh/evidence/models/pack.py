from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.organisations.models import SchoolOwned


class EvidencePack(SchoolOwned):
    """A ZIP that a person asked for, as its table of contents: the bytes are in the store and never change.

    So the same archive can be streamed again from any place without being kept twice. ``contents`` is what
    ``pack.contents`` makes; ``size`` is the archive's length in bytes; ``moment`` stands as time in every entry.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    year = models.CharField(_("năm học"), max_length=9)
    title = models.CharField(_("nội dung gói"), max_length=250)
    etag = models.CharField(max_length=40)
    moment = models.DateTimeField()
    items = models.PositiveIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    contents = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["school", "owner"], name="pack_of_person")]

    def __str__(self) -> str:
        return f"{self.title} ({self.size} B)"
