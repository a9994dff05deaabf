from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.evidence.enums import ReadingState
from minhdinh.evidence.models.blob import Blob
from minhdinh.organisations.models import SchoolOwned


class BlobText(SchoolOwned):
    """The words of a stored file, read once for the same bytes; a file without such a row was not read yet.

    ``words`` is the text as it is searched (``reading.folding``). ``by_eye`` tells that the words were recognised
    from a picture, so that single letters may be wrong. ``reason`` says in words why there are none.
    """

    same_school = ("blob",)

    blob = models.ForeignKey(Blob, on_delete=models.CASCADE, related_name="texts")
    state = models.CharField(max_length=10, choices=ReadingState.choices)
    text = models.TextField(blank=True, default="")
    words = models.TextField(blank=True, default="")
    by_eye = models.BooleanField(_("nhận dạng từ ảnh"), default=False)
    pages = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["blob"], name="blob_text_once")]

    def __str__(self) -> str:
        return f"{self.blob_id} {self.state}"
