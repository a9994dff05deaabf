"""The entries of this room in the menus."""

from django.utils.translation import gettext_lazy as _

from minhdinh.access.permissions import P
from minhdinh.organisations.web import NavEntry

ENTRIES: tuple[NavEntry, ...] = (
    NavEntry(
        "unit",
        45,
        _("Góp ý của người dân"),
        "messages",
        "portal:feedback-school",
        P.SCHOOL_EDIT,
        needs_year=False,
    ),
    NavEntry(
        "unit", 46, _("Công bố báo cáo"), "world", "portal:publishing", P.ASSESSMENT_CONFIRM, needs_year=False
    ),
    NavEntry(
        "oversee",
        66,
        _("Góp ý của người dân"),
        "messages",
        "portal:feedback-office",
        P.OFFICE_NOTE,
        needs_year=False,
    ),
    NavEntry(
        "oversee",
        67,
        _("Công bố báo cáo"),
        "world",
        "portal:office-publishing",
        P.RECOGNITION_RECORD,
        needs_year=False,
    ),
)
