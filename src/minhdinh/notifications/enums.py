"""Words of this room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeKind(models.TextChoices):
    """What a notice is about."""

    REMINDER = "reminder", _("Nhắc nhở")
    CAMPAIGN = "campaign", _("Đợt công tác")
    SCHEDULE = "schedule", _("Lịch đánh giá ngoài")
    CROSSCHECK = "crosscheck", _("Kiểm tra chéo")
    OTHER = "other", _("Thông báo")
