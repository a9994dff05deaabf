"""The first page: everybody is led to where the work is."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from minhdinh.access.permissions import Permission
from minhdinh.access.scope import school_scope
from minhdinh.access.web import public_view, signed_in_view, stopped_at_the_door
from minhdinh.accounts.models import User
from minhdinh.common.problems import NotHere
from minhdinh.lib.school_year import containing
from minhdinh.organisations.domain.queries import (
    actor_among,
    current_memberships,
    is_system_administrator,
    opened_years,
    organisation_with_code,
)
from minhdinh.organisations.models import Membership, Organisation
from minhdinh.organisations.web.place import organisation_links, person_place


@public_view
def home(request: HttpRequest) -> HttpResponseBase:
    """Lead to the one organisation, or let the person choose among several."""
    stopped = stopped_at_the_door(request)
    if stopped is not None:
        return stopped
    user = cast("User", request.user)
    memberships = list(current_memberships(user))
    organisations = {row.organisation_id: row.organisation for row in memberships}
    if len(organisations) == 1:
        return _lead(request, user, memberships, organisations.popitem()[1])
    if not organisations and is_system_administrator(user, memberships):
        return redirect("organisations:system")
    request.place = person_place(memberships)  # type: ignore[attr-defined]
    return render(request, "organisations/choose.html", {"choices": organisation_links(memberships)})


@signed_in_view
def enter(request: HttpRequest, code: str) -> HttpResponseBase:
    """Lead to the page of one organisation where the work is; 404 for a stranger."""
    user = cast("User", request.user)
    organisation = organisation_with_code(code)
    if organisation is None:
        raise NotHere("Không có đơn vị này.")
    return _lead(request, user, list(current_memberships(user)), organisation)


def _lead(
    request: HttpRequest, user: User, memberships: list[Membership], organisation: Organisation
) -> HttpResponseBase:
    actor = actor_among(user, memberships, organisation)
    if actor is None:
        raise NotHere("Không có đơn vị này.")
    if not organisation.is_school:
        return redirect("organisations:office-home", code=organisation.code)
    if not actor.can(Permission.SCHOOL_VIEW):
        examines = actor.can(Permission.CASE_EXAMINE)
        room = "appraisals:desk-mine" if examines else "appraisals:crosscheck-mine"
        return redirect(_address(room, code=organisation.code))
    year = _current_year(organisation)
    if year:
        return redirect(_address("assessments:overview", code=organisation.code, year=year))
    if actor.can(Permission.YEAR_OPEN):
        return redirect(_address("assessments:open", code=organisation.code))
    return _waiting(request, memberships, organisation)


def _waiting(request: HttpRequest, memberships: list[Membership], organisation: Organisation) -> HttpResponse:
    request.place = person_place(memberships)  # type: ignore[attr-defined]
    request.place.organisation_name = organisation.name  # type: ignore[attr-defined]
    return render(request, "organisations/no_year.html", {"organisation": organisation})


def _current_year(organisation: Organisation) -> str:
    with school_scope(organisation.pk):
        years = opened_years(organisation.pk)
    today = containing(timezone.localdate())
    return today if today in years else next(iter(years), "")


def _address(name: str, **kwargs: str) -> str:
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return reverse("organisations:profile", kwargs={"code": kwargs["code"]})
