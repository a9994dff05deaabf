"""Words of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """How a decision stands on a day."""

    VALID = "valid", _("Còn hiệu lực")
    EXPIRING = "expiring", _("Sắp hết hạn")
    EXPIRED = "expired", _("Hết hạn")
    SUPERSEDED = "superseded", _("Đã có quyết định mới")
    REVOKED = "revoked", _("Đã thu hồi")


class RemedyState(models.TextChoices):
    """How a remedy period that an office set stands."""

    OPEN = "open", _("Đang khắc phục")
    REMEDIED = "remedied", _("Đã khắc phục")
    FAILED = "failed", _("Không khắc phục được")


TONES = {
    Standing.VALID: "ok",
    Standing.EXPIRING: "wait",
    Standing.EXPIRED: "none",
    Standing.SUPERSEDED: "none",
    Standing.REVOKED: "bad",
}
