"""The entry of this room in a school's menu."""

from django.utils.translation import gettext_lazy as _

from minhdinh.access.permissions import P
from minhdinh.organisations.web import NavEntry

ENTRIES: tuple[NavEntry, ...] = (
    NavEntry("improve", 128, _("Kế hoạch cải tiến"), "target-arrow", "improvement:plan", P.IMPROVEMENT_VIEW),
)
