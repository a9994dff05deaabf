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
    CASE = "case", _("Đăng ký, đánh giá ngoài, thẩm định")
    WORK = "work", _("Việc cần làm")
    COMMENT = "comment", _("Trao đổi, góp ý")
    IMPROVEMENT = "improvement", _("Kế hoạch cải tiến")
    OTHER = "other", _("Thông báo")


class Channel(models.TextChoices):
    """How a person wants to hear of one kind of notices; every channel but the last also rings the bell."""

    AT_ONCE = "at_once", _("Gửi thư ngay")
    DAILY = "daily", _("Gộp trong thư hằng ngày")
    WEEKLY = "weekly", _("Gộp trong thư thứ Hai")
    APP = "app", _("Chỉ báo ở chuông")
    NONE = "none", _("Không báo (vẫn lưu trong danh sách)")


class DeliveryState(models.TextChoices):
    """How far a call of a web hook is."""

    WAITING = "waiting", _("Chờ gửi")
    SENT = "sent", _("Đã gửi")
    FAILED = "failed", _("Không gửi được")
