"""Pages that schools and offices share: one view, two addresses."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path, reverse

from minhdinh.access.permissions import Permission
from minhdinh.access.web import View
from minhdinh.organisations.models import Organisation
from minhdinh.organisations.web.gate import office_view, school_view

OFFICE = "office-"


def both(route: str, view: View, name: str, permission: Permission) -> list[URLPattern]:
    """Return the addresses of a view below ``/truong/<code>/`` and below ``/co-quan/<code>/`` (``office-`` names)."""
    return [
        path(f"truong/<str:code>/{route}", school_view(permission)(view), name=name),
        path(f"co-quan/<str:code>/{route}", office_view(permission)(view), name=f"{OFFICE}{name}"),
    ]


def url_in(organisation: Organisation, name: str, **kwargs: Any) -> str:
    """Return the address of such a page for an organisation."""
    prefix = "" if organisation.is_school else OFFICE
    return reverse(f"organisations:{prefix}{name}", kwargs={"code": organisation.code, **kwargs})


def import_url(organisation: Organisation, kind: str, page: str = "", **kwargs: Any) -> str:
    """Return the address of a page of an import: ``template``, ``draft``, ``confirm`` …; "" is where it begins."""
    name = f"{kind}-import-{page}" if page else f"{kind}-import"
    return url_in(organisation, name, **kwargs)
