"""The entries of this room in an office's menu."""

from django.utils.translation import gettext_lazy as _

from minhdinh.access.permissions import P
from minhdinh.organisations.web import NavEntry

ENTRIES: tuple[NavEntry, ...] = (
    NavEntry("oversee", 30, _("Thống kê"), "chart-bar", "oversight:statistics", P.OFFICE_VIEW),
)
