from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SchoolType(models.TextChoices):
    """Types of schools; the standard sets name the same ids in ``institution_types``."""

    PRESCHOOL = "mam_non", _("Trường mầm non")
    PRIMARY = "tieu_hoc", _("Trường tiểu học")
    LOWER_SECONDARY = "thcs", _("Trường THCS")
    UPPER_SECONDARY = "thpt", _("Trường THPT")
    MULTI_LEVEL = "nhieu_cap", _("Trường phổ thông có nhiều cấp học")
    CONTINUING = "gdtx", _("Cơ sở giáo dục thường xuyên")


class EducationLevel(models.TextChoices):
    """Cấp học, the tracks of a self-assessment."""

    PRESCHOOL = "mam_non", _("Mầm non")
    PRIMARY = "tieu_hoc", _("Tiểu học")
    LOWER_SECONDARY = "thcs", _("Trung học cơ sở")
    UPPER_SECONDARY = "thpt", _("Trung học phổ thông")
    CONTINUING = "gdtx", _("Giáo dục thường xuyên")


class Ownership(models.TextChoices):
    """Loại hình."""

    PUBLIC = "public", _("Công lập")
    PRIVATE = "private", _("Ngoài công lập")


class ParentRelation(models.TextChoices):
    """What a parent is to an organisation; the direct managing one makes the path."""

    MANAGING = "managing", _("Cơ quan quản lý trực tiếp")
    PROFESSIONAL = "professional", _("Cơ quan quản lý chuyên môn")


class SuccessionForm(models.TextChoices):
    """How one organisation came after another; the last two leave the organisation itself in being."""

    MERGE = "merge", _("Sáp nhập")
    SPLIT = "split", _("Chia, tách")
    RENAME = "rename", _("Đổi tên")
    REPARENT = "reparent", _("Chuyển cơ quan quản lý")


class MergerForm(models.TextChoices):
    """What a merger of schools means for certificates held before (Circular 57; conditions of recognition)."""

    RENAMED = "renamed", _("Chỉ đổi tên, không thay đổi cấp học và điều kiện")
    ALL_CERTIFIED = "all_certified", _("Mọi trường sáp nhập đều còn giấy chứng nhận có hiệu lực")
    OTHER = "other", _("Trường hợp khác")


class HandOver(models.TextChoices):
    """What becomes of the roles of people at an organisation that ends."""

    PASS = "pass", _("Chuyển sang đơn vị kế tục")
    END = "end", _("Kết thúc cùng đơn vị cũ")
