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
