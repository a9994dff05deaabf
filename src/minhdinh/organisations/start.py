"""What this room tells the others at start-up: its menu entries, the person's menu, its kind of job."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from minhdinh.access.permissions import P
from minhdinh.access.web import on_signed_in
from minhdinh.accounts.models import User
from minhdinh.jobs.registry import register
from minhdinh.organisations.domain.importing import JOB_KIND
from minhdinh.organisations.domain.queries import current_memberships
from minhdinh.organisations.tasks import run_import
from minhdinh.organisations.web.navigation import NavEntry, register_nav
from minhdinh.organisations.web.place import person_place

ROOM = "organisations:"
ENTRIES = (
    NavEntry("unit", 10, _("Hồ sơ trường"), "school", f"{ROOM}profile", P.SCHOOL_VIEW, needs_year=False),
    NavEntry("unit", 20, _("Người dùng"), "users", f"{ROOM}people", P.PEOPLE_MANAGE, needs_year=False),
    NavEntry("unit", 90, _("Nhật ký"), "history", f"{ROOM}audit", P.AUDIT_VIEW, needs_year=False),
    NavEntry("office", 10, _("Các trường"), "school", f"{ROOM}office-home", P.OFFICE_VIEW, needs_year=False),
    NavEntry("office", 20, _("Cây đơn vị"), "sitemap", f"{ROOM}office-tree", P.OFFICE_VIEW, needs_year=False),
    NavEntry("office", 80, _("Người dùng"), "users", f"{ROOM}office-people", P.PEOPLE_MANAGE, needs_year=False),
    NavEntry("office", 90, _("Nhật ký"), "history", f"{ROOM}office-audit", P.AUDIT_VIEW, needs_year=False),
    NavEntry("system", 10, _("Quản trị hệ thống"), "settings", f"{ROOM}system", P.SYSTEM_MANAGE, needs_year=False),
)  # fmt: skip


def prepare() -> None:
    """Register everything; doing it twice changes nothing."""
    register_nav(*ENTRIES)
    on_signed_in(put_person_place)
    register(JOB_KIND, run_import)


def put_person_place(request: HttpRequest) -> None:
    """Give a page outside organisations the person's menu."""
    request.place = person_place(list(current_memberships(cast("User", request.user))))  # type: ignore[attr-defined]
