"""The entries of this room in the menus."""

from django.utils.translation import gettext_lazy as _

from minhdinh.access.permissions import P
from minhdinh.organisations.web import NavEntry

ENTRIES: tuple[NavEntry, ...] = (
    NavEntry(
        "unit", 40, _("Công nhận"), "certificate", "recognition:school", P.SCHOOL_VIEW, needs_year=False
    ),
    NavEntry(
        "oversee",
        65,
        _("Sổ công nhận"),
        "certificate",
        "recognition:register",
        P.OFFICE_VIEW,
        needs_year=False,
    ),
)
