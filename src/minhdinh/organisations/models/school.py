from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from minhdinh.common.models import Record
from minhdinh.organisations.enums import Ownership, SchoolType
from minhdinh.organisations.models.organisation import Organisation
from minhdinh.organisations.models.owned import SchoolOwned


class SchoolProfile(Record):
    """What a school is today; each opened year freezes what it needs of it."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, primary_key=True, related_name="profile"
    )
    school_type = models.CharField(_("loại trường"), max_length=20, choices=SchoolType.choices)
    education_levels = models.JSONField(_("cấp học"), default=list)
    ownership = models.CharField(
        _("loại hình"), max_length=20, choices=Ownership.choices, default=Ownership.PUBLIC
    )
    former_name = models.CharField(_("tên trước đây"), max_length=250, blank=True)
    head_name = models.CharField(_("hiệu trưởng/giám đốc"), max_length=150, blank=True)
    province = models.CharField(_("tỉnh, thành phố"), max_length=100, blank=True)
    commune = models.CharField(_("xã, phường"), max_length=100, blank=True)
    address = models.CharField(_("địa chỉ"), max_length=300, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=40, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    website = models.CharField(_("trang thông tin"), max_length=200, blank=True)
    founded_year = models.PositiveSmallIntegerField(_("năm thành lập"), null=True, blank=True)
    managing_body = models.CharField(_("cơ quan chủ quản"), max_length=200, blank=True)
    professional_body = models.CharField(_("cơ quan quản lý chuyên môn"), max_length=200, blank=True)
    special = models.BooleanField(_("trường chuyên biệt"), default=False)
    foreign_linked = models.BooleanField(_("liên kết với nước ngoài"), default=False)
    difficult_area = models.BooleanField(_("vùng khó khăn"), default=False)
    very_difficult_area = models.BooleanField(_("vùng đặc biệt khó khăn"), default=False)
    national_standard = models.CharField(_("đạt chuẩn quốc gia (năm, mức độ)"), max_length=100, blank=True)

    def __str__(self) -> str:
        return self.organisation.name


class Site(SchoolOwned):
    """A place where the school teaches: the main one, a branch, a điểm trường."""

    name = models.CharField(_("tên điểm trường"), max_length=150)
    address = models.CharField(_("địa chỉ"), max_length=300, blank=True)
    main = models.BooleanField(_("điểm chính"), default=False)

    class Meta:
        ordering = ["-main", "name"]
        constraints = [models.UniqueConstraint(fields=["school", "name"], name="site_once_a_school")]

    def __str__(self) -> str:
        return self.name


class SchoolYear(SchoolOwned):
    """A school year that a school has opened, with the place in the tree and the type frozen for statistics."""

    year = models.CharField(_("năm học"), max_length=9)
    path = models.CharField(max_length=400)
    school_type = models.CharField(max_length=20, choices=SchoolType.choices)
    ownership = models.CharField(max_length=20, choices=Ownership.choices)

    class Meta:
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["school", "year"], name="school_year_once")]

    def __str__(self) -> str:
        return self.year
