from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Storage(models.TextChoices):
    """Where an item is kept."""

    FILE = "file", _("Tệp trong kho")
    LINK = "link", _("Đường dẫn điện tử")
    PLACE = "place", _("Nơi lưu trữ bản giấy")


class Verification(models.TextChoices):
    """What the secretary said of an item; expiry is not stored, it follows from the date."""

    PENDING = "pending", _("Chờ xác minh")
    VERIFIED = "verified", _("Đã xác minh")
    REJECTED = "rejected", _("Từ chối")


class Status(models.TextChoices):
    """What people see: verification and expiry together."""

    PENDING = "pending", _("Chờ xác minh")
    VERIFIED = "verified", _("Đã xác minh")
    REJECTED = "rejected", _("Từ chối")
    EXPIRED = "expired", _("Hết hiệu lực")
    MISSING = "missing", _("Chưa có tệp hoặc nơi lưu")


class FileFaultKind(models.TextChoices):
    """What is wrong with a stored file."""

    MISSING = "missing", _("Mất tệp")
    ALTERED = "altered", _("Tệp đã bị đổi khác bản gốc")


class LinkState(models.TextChoices):
    """What a link answered. Only a page that is certainly gone is dead."""

    LIVE = "live", _("Mở được")
    DEAD = "dead", _("Không mở được")
    UNCLEAR = "unclear", _("Chưa rõ")
    REFUSED = "refused", _("Không được phép gọi")


class ReadingState(models.TextChoices):
    """What became of reading a file's words; a file without any of these was not read yet."""

    READ = "read", _("Đã đọc")
    EMPTY = "empty", _("Không có chữ")
    FAILED = "failed", _("Không đọc được")
    NO_TOOL = "no_tool", _("Máy chủ thiếu công cụ đọc")


class CollectingState(models.TextChoices):
    """How far somebody is who collects something."""

    COLLECTING = "collecting", _("Đang thu thập")
    HAVE = "have", _("Đã có")
    LOST = "lost", _("Thất lạc")
