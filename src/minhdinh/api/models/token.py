from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.common.models import Record


class ApiToken(Record):
    """A person's key for another program. Only its hash is stored; the key itself is shown once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="api_tokens")
    name = models.CharField(_("tên chương trình"), max_length=100)
    key_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(_("phạm vi"), default=list)
    expires_on = models.DateField(_("hết hạn sau ngày"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("dùng lần cuối"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name
