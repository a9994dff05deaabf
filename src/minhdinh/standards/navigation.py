"""The entries of this room in the menus."""

from django.utils.translation import gettext_lazy as _

from minhdinh.access.permissions import Permission
from minhdinh.organisations.web import NavEntry

ENTRIES = (
    NavEntry(
        "unit", 15, _("Bộ tiêu chuẩn"), "books", "standards:school", Permission.SCHOOL_VIEW, needs_year=False
    ),
    NavEntry(
        "unit",
        16,
        _("Thư viện văn bản"),
        "book",
        "standards:legal-school",
        Permission.SCHOOL_VIEW,
        needs_year=False,
    ),
    NavEntry(
        "office",
        45,
        _("Thư viện văn bản"),
        "book",
        "standards:legal-office",
        Permission.OFFICE_VIEW,
        needs_year=False,
    ),
    NavEntry(
        "unit",
        17,
        _("Mệnh đề riêng"),
        "bulb",
        "standards:own-school",
        Permission.SUGGESTIONS_MANAGE,
        needs_year=False,
    ),
    NavEntry(
        "office",
        46,
        _("Mệnh đề riêng"),
        "bulb",
        "standards:own-office",
        Permission.SUGGESTIONS_OFFER,
        needs_year=False,
    ),
    NavEntry(
        "system",
        20,
        _("Bộ tiêu chuẩn"),
        "books",
        "standards:system",
        Permission.STANDARDS_MANAGE,
        needs_year=False,
    ),
)
