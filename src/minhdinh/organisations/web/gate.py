"""View decorators: the only way from an address to an organisation's rows.

Each decorated view carries ``access`` (its permissions joined by ``|``); see ``access.web`` for the other kinds.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject

from minhdinh.access.actor import Actor, actor_with_roles
from minhdinh.access.permissions import Permission, Role
from minhdinh.access.scope import path_scope, school_scope
from minhdinh.access.web import View, stopped_at_the_door
from minhdinh.accounts.models import User
from minhdinh.common.problems import NotAllowed, NotHere
from minhdinh.lib.school_year import SchoolYearError, first_year
from minhdinh.organisations.domain.queries import (
    actor_among,
    current_memberships,
    is_system_administrator,
    organisation_with_code,
)
from minhdinh.organisations.models import Membership, Organisation
from minhdinh.organisations.web.place import Place, place_of, system_place


class OrganisationRequest(HttpRequest):
    """A request inside an organisation."""

    organisation: Organisation
    actor: Actor
    place: Place
    year: str
    memberships: list[Membership]


class SchoolRequest(OrganisationRequest):
    """A request inside a school; ``organisation`` is the school and its rows are open."""


class OfficeRequest(OrganisationRequest):
    """A request inside an office; the rows of all schools below are open for reading."""


class SystemRequest(HttpRequest):
    """A request of a system administrator; no school's rows are open."""

    actor: Actor
    place: Place
    memberships: list[Membership]


def school_view(permission: Permission, *more: Permission) -> Callable[[View], View]:
    """Open ``/truong/<code>/[<year>/]…`` for whoever holds one of the permissions at that school."""
    return _organisation_view((permission, *more), school=True)


def office_view(permission: Permission, *more: Permission) -> Callable[[View], View]:
    """Open ``/co-quan/<code>/…`` for whoever holds one of the permissions at that office."""
    return _organisation_view((permission, *more), school=False)


def system_view(permission: Permission) -> Callable[[View], View]:
    """Open ``/quan-tri/…`` for system administrators; anybody else learns nothing of it (404)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def gate(request: SystemRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            stopped = stopped_at_the_door(request)
            if stopped is not None:
                return stopped
            user = cast("User", request.user)
            request.memberships = list(current_memberships(user))
            if not is_system_administrator(user, request.memberships):
                raise NotHere("Không có trang này.")
            request.actor = _system_administrator(user, request.memberships)
            if not request.actor.can(permission):
                raise NotAllowed("Thầy/Cô chưa được giao quyền mở trang này.")
            request.place = system_place(request, request.actor, request.memberships)
            return view(request, *args, **kwargs)

        gate.access = f"system:{permission}"  # type: ignore[attr-defined]
        return gate

    return decorate


def _system_administrator(user: User, memberships: list[Membership]) -> Actor:
    home = next((row.organisation_id for row in memberships if row.role == Role.SYSTEM_ADMIN), None)
    actor = actor_with_roles(user.pk, user.full_name, home or 0, frozenset({Role.SYSTEM_ADMIN}), home)
    return actor if home else Actor(user.pk, user.full_name, None, actor.roles, actor.permissions)


def _organisation_view(permissions: tuple[Permission, ...], *, school: bool) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def gate(request: OrganisationRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            stopped = stopped_at_the_door(request)
            if stopped is not None:
                return stopped
            _enter(request, code, school=school)
            if not any(request.actor.can(permission) for permission in permissions):
                raise NotAllowed("Thầy/Cô chưa được giao quyền mở trang này.")
            request.year = _checked_year(kwargs.get("year", ""))
            request.place = _place_when_shown(request, school=school)
            with _scope_of(request.organisation, school=school):
                return view(request, *args, **kwargs)

        gate.access = "|".join(permissions)  # type: ignore[attr-defined]
        return gate

    return decorate


def _scope_of(organisation: Organisation, *, school: bool) -> Any:
    return school_scope(organisation.pk) if school else path_scope(organisation.path)


def _place_when_shown(request: OrganisationRequest, *, school: bool) -> Place:
    """Return the place, built when a page shows it: an answer to a script (a save, a search) costs no menu.

    It opens its scope itself, for a refusal is shown after the view has ended.
    """

    def build() -> Place:
        with _scope_of(request.organisation, school=school):
            return place_of(request, request.organisation, request.actor, request.year, request.memberships)

    return cast("Place", SimpleLazyObject(build))


def _enter(request: OrganisationRequest, code: str, *, school: bool) -> None:
    """Put organisation, actor and memberships on the request; raises NotHere for a stranger."""
    organisation = organisation_with_code(code)
    if organisation is None or organisation.is_school != school:
        raise NotHere("Không có đơn vị này.")
    user = cast("User", request.user)
    request.memberships = list(current_memberships(user))
    actor = actor_among(user, request.memberships, organisation)
    if actor is None:
        raise NotHere("Không có đơn vị này.")
    request.organisation, request.actor = organisation, actor


def _checked_year(year: str) -> str:
    try:
        if year:
            first_year(year)
    except SchoolYearError as error:
        raise NotHere(str(error)) from error
    return year
