"""The left menu, in the regulation's order. Rooms register their own entries in ``apps.py``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission

SECTIONS = {
    "work": _("Tự đánh giá"),
    "prepare": _("Chuẩn bị"),
    "assess": _("Đánh giá"),
    "report": _("Báo cáo"),
    "improve": _("Cải tiến"),
    "external": _("Đánh giá ngoài, kiểm tra chéo"),
    "unit": _("Đơn vị"),
    "oversee": _("Theo dõi, đôn đốc"),
    "office": _("Cơ quan"),
    "system": _("Hệ thống"),
}
SCHOOL_SECTIONS = ("work", "prepare", "assess", "report", "improve", "external", "unit")
OFFICE_SECTIONS = ("oversee", "office", "system")


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One link: shown to whoever holds ``permission``; ``order`` follows the regulation.

    ``section`` is one of a school's (``work``, then the steps ``prepare``, ``assess``, ``report``, ``improve``,
    ``external``; ``unit``), of an office's (``oversee``, ``office``), or ``system`` (addresses without a code).
    ``own_only`` leaves it out for whoever comes from above the organisation: to them its page is none.
    ``needs_year`` says that the address carries a school year, so the entry is left out where none is chosen.
    """

    section: str
    order: int
    label: str | Promise
    icon: str
    url_name: str
    permission: Permission
    needs_year: bool = True
    own_only: bool = False


_entries: dict[str, NavEntry] = {}


def register_nav(*entries: NavEntry) -> None:
    """Add entries; one of the same address name is replaced."""
    for entry in entries:
        _entries[entry.url_name] = entry


def build_nav(
    request: HttpRequest, actor: Actor, kwargs: dict[str, str], sections: Sequence[str] = tuple(SECTIONS)
) -> list[dict[str, object]]:
    """Return the menu's sections for an actor at an address, in the shape that ``frame/nav.html`` renders."""
    current = request.resolver_match.view_name if request.resolver_match else ""
    shown: list[dict[str, object]] = []
    for key in sections:
        links = [
            link
            for entry in sorted(_entries.values(), key=lambda one: (one.order, one.url_name))
            if entry.section == key and _shown_to(entry, actor)
            if (link := _link(entry, kwargs, current)) is not None
        ]
        if links:
            shown.append({"label": SECTIONS[key], "links": links})
    return shown


def _shown_to(entry: NavEntry, actor: Actor) -> bool:
    return actor.can(entry.permission) and not (entry.own_only and actor.is_outside)


def _link(entry: NavEntry, kwargs: dict[str, str], current: str) -> dict[str, object] | None:
    given = {} if entry.section == "system" else kwargs
    wanted = {name: value for name, value in given.items() if value and (entry.needs_year or name != "year")}
    if entry.needs_year and "year" not in wanted:
        return None
    try:
        url = reverse(entry.url_name, kwargs=wanted)
    except NoReverseMatch:
        return None
    active = current == entry.url_name or current.startswith(f"{entry.url_name}-")
    return {"label": entry.label, "url": url, "icon": entry.icon, "active": active}
