from __future__ import annotations

from django.db import models

from minhdinh.common.models import Record


class ScanMark(Record):
    """Bytes that were let in without a verdict of the virus scanner, or in which it found something later.

    By hash, not by school: the same bytes have the same verdict. ``finding`` is empty until something was found;
    bytes that turn out clean lose their mark. ``tried_at`` is when the scanner last could not read them.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    finding = models.CharField(max_length=200, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.sha256[:12]} {self.finding or '?'}"
