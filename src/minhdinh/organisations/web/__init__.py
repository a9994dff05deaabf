"""From an address to an actor: decorators that find the organisation and open its scope, or answer 404."""

from minhdinh.access.web import public_view, signed_in_view
from minhdinh.organisations.web.gate import (
    OfficeRequest,
    SchoolRequest,
    SystemRequest,
    office_view,
    school_view,
    system_view,
)
from minhdinh.organisations.web.navigation import NavEntry, register_nav
from minhdinh.organisations.web.place import Place, hang_bell, person_link, years_provider

__all__ = [
    "NavEntry",
    "OfficeRequest",
    "Place",
    "SchoolRequest",
    "SystemRequest",
    "hang_bell",
    "office_view",
    "person_link",
    "public_view",
    "register_nav",
    "school_view",
    "signed_in_view",
    "system_view",
    "years_provider",
]
