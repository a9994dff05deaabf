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


class Recognised(models.TextChoices):
    """How a school stands in the register of recognitions."""

    VALID = "valid", _("Còn hiệu lực")
    EXPIRING = "expiring", _("Sắp hết hạn (trong 12 tháng)")
    ENDED = "ended", _("Đã hết hạn hoặc thu hồi")
    NONE = "none", _("Chưa có quyết định trong sổ")


RECOGNISED_TONES = {
    Recognised.VALID: "ok",
    Recognised.EXPIRING: "wait",
    Recognised.ENDED: "none",
    Recognised.NONE: "none",
}
TONES = {
    PaperState.VALID: "ok",
    PaperState.SUPERSEDED: "wait",
    PaperState.REVOKED: "bad",
    PaperState.EXPIRED: "none",
    PaperState.UNKNOWN: "none",
}


class FeedbackTopic(models.TextChoices):
    """What somebody outside writes about."""

    RESULT = "result", _("Kết quả công nhận, thông tin đã công bố")
    QUALITY = "quality", _("Chất lượng dạy và học")
    CONDITIONS = "conditions", _("Cơ sở vật chất, an toàn")
    OTHER = "other", _("Việc khác")


class FeedbackState(models.TextChoices):
    """How far what somebody wrote is."""

    NEW = "new", _("Chờ trả lời")
    ANSWERED = "answered", _("Đã trả lời")
    CLOSED = "closed", _("Đóng, không trả lời")


FEEDBACK_TONES = {FeedbackState.NEW: "wait", FeedbackState.ANSWERED: "ok", FeedbackState.CLOSED: "none"}
