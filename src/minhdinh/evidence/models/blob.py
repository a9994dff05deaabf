from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.organisations.models import SchoolOwned


class Blob(SchoolOwned):
    """The bytes of a file, stored once a school under their hash and never changed."""

    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("dung lượng (byte)"))
    media_type = models.CharField(_("kiểu tệp"), max_length=100)
    extension = models.CharField(max_length=10)
    path = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "sha256"], name="blob_once_a_school")]

    def __str__(self) -> str:
        return f"{self.sha256[:12]} ({self.size} B)"
