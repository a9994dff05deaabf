"""Words of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PaperState(models.TextChoices):
    """How a printed paper stands today."""

    VALID = "valid", _("Còn hiệu lực")
    SUPERSEDED = "superseded", _("Đã có bản mới thay thế")
    REVOKED = "revoked", _("Đã thu hồi")
    EXPIRED = "expired", _("Hết hiệu lực")
    UNKNOWN = "unknown", _("Không có văn bản nào mang mã này")


TONES = {
    PaperState.VALID: "ok",
    PaperState.SUPERSEDED: "wait",
    PaperState.REVOKED: "bad",
    PaperState.EXPIRED: "none",
    PaperState.UNKNOWN: "none",
}
