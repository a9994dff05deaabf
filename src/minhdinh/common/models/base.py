from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Record(models.Model):
    """A row that knows when it was made and last changed."""

    created_at = models.DateTimeField(_("lúc tạo"), auto_now_add=True)
    updated_at = models.DateTimeField(_("lúc sửa"), auto_now=True)

    class Meta:
        abstract = True
