from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def new_key() -> str:
    """Return what a secret address is derived from; worth nothing without the installation's own key."""
    return secrets.token_hex(16)


class NoticeProfile(models.Model):
    """How a person wants to be told, and how far the letters to that person are. No row means the usual choices."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    channels = models.JSONField(_("cách nhận"), default=dict)
    stopped_at = models.DateTimeField(_("ngừng nhận thư từ"), null=True, blank=True)
    digest_on = models.DateField(_("thư gộp gần nhất"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(_("lỗi gửi thư gần nhất"), max_length=300, blank=True)
    mail_key = models.CharField(max_length=32, default=new_key)
    calendar_key = models.CharField(max_length=32, blank=True)
    calendar_made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["person"]

    def __str__(self) -> str:
        return f"{self.person_id}"
