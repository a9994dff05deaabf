"""View decorators: the only way from an address to an organisation's rows.

Each decorated view carries ``access`` (its permission, or "public" or "signed-in"): the permission table of the
tests walks all addresses and fails where a view has none.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission
from minhdinh.access.scope import path_scope, school_scope
from minhdinh.common.middleware import wants_json
from minhdinh.common.problems import NotAllowed, NotHere
from minhdinh.lib.school_year import SchoolYearError, first_year
from minhdinh.organisations.domain.queries import actor_for, organisation_with_code
from minhdinh.organisations.models import Organisation
from minhdinh.organisations.web.place import Place, place_of

View = Callable[..., HttpResponseBase]


class OrganisationRequest(HttpRequest):
    """A request inside an organisation."""

    organisation: Organisation
    actor: Actor
    place: Place
    year: str


class SchoolRequest(OrganisationRequest):
    """A request inside a school; ``organisation`` is the school and its rows are open."""


class OfficeRequest(OrganisationRequest):
    """A request inside an office; the rows of all schools below are open for reading."""


def public_view(view: View) -> View:
    """Let anybody see this page."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def signed_in_view(view: View) -> View:
    """Let anybody signed in see this page; it belongs to no organisation."""

    @wraps(view)
    def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        return view(request, *args, **kwargs)

    gate.access = "signed-in"  # type: ignore[attr-defined]
    return gate


def school_view(permission: Permission, *more: Permission) -> Callable[[View], View]:
    """Open ``/truong/<code>/[<year>/]…`` for whoever holds one of the permissions at that school."""
    return _organisation_view((permission, *more), school=True)


def office_view(permission: Permission, *more: Permission) -> Callable[[View], View]:
    """Open ``/co-quan/<code>/…`` for whoever holds one of the permissions at that office."""
    return _organisation_view((permission, *more), school=False)


def _organisation_view(permissions: tuple[Permission, ...], *, school: bool) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def gate(request: OrganisationRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            if getattr(request.user, "must_change_password", False) and not wants_json(request):
                return redirect("accounts:first-password")
            organisation, actor = _enter(request, code, school=school)
            if not any(actor.can(permission) for permission in permissions):
                raise NotAllowed("Thầy/Cô chưa được giao quyền mở trang này.")
            request.organisation, request.actor = organisation, actor
            request.year = kwargs.get("year", "")
            if request.year:
                _check_year(request.year)
            opened = school_scope(organisation.pk) if school else path_scope(organisation.path)
            with opened:
                request.place = place_of(request, organisation, actor, request.year)
                return view(request, *args, **kwargs)

        gate.access = "|".join(permissions)  # type: ignore[attr-defined]
        return gate

    return decorate


def _enter(request: HttpRequest, code: str, *, school: bool) -> tuple[Organisation, Actor]:
    organisation = organisation_with_code(code)
    if organisation is None or organisation.is_school != school or not organisation.active:
        raise NotHere("Không có đơn vị này.")
    actor = actor_for(request.user, organisation)  # type: ignore[arg-type]
    if actor is None:
        raise NotHere("Không có đơn vị này.")
    return organisation, actor


def _check_year(year: str) -> None:
    try:
        first_year(year)
    except SchoolYearError as error:
        raise NotHere(str(error)) from error


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        return HttpResponse(
            '{"message": "Phiên làm việc đã hết. Hãy đăng nhập lại; nội dung đang viết vẫn được giữ trên máy."}',
            status=401,
            content_type="application/json",
        )
    return redirect_to_login(request.get_full_path())
