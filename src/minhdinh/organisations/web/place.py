"""Where a page stands: what the top bar and the menu show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.organisations.models import Organisation
from minhdinh.organisations.web.navigation import build_nav

YearsProvider = Callable[[int], list[str]]
_years: list[YearsProvider] = []


def years_provider(provider: YearsProvider) -> None:
    """Let an upper room say which school years of a school can be opened in the top bar."""
    if provider not in _years:
        _years.append(provider)


@dataclass(slots=True)
class Place:
    """What ``common/frame`` shows of the place (docs/architecture/pages.md)."""

    organisation_name: str
    role_label: str
    home_url: str = "/"
    school_year: str = ""
    years: list[dict[str, object]] = field(default_factory=list)
    nav: list[dict[str, object]] = field(default_factory=list)
    search_url: str = ""


def place_of(request: HttpRequest, organisation: Organisation, actor: Actor, year: str) -> Place:
    """Build the place of a page inside an organisation (scope open)."""
    kwargs = {"code": organisation.code, "year": year}
    years = _school_years(organisation, year) if organisation.is_school else []
    shown_year = year or str(next((entry["label"] for entry in years), ""))
    place = Place(organisation_name=organisation.name, role_label=role_label(actor), school_year=shown_year)
    place.years = years
    place.nav = build_nav(request, actor, {**kwargs, "year": shown_year})
    if organisation.is_school and shown_year:
        place.search_url = _url("search", code=organisation.code, year=shown_year)
        place.home_url = _url("assessments:overview", code=organisation.code, year=shown_year) or "/"
    return place


def role_label(actor: Actor) -> str:
    """Return the weightiest role in words."""
    roles = [role for role in Role if role in actor.roles]
    return str(roles[0].label) if roles else ""


def _school_years(organisation: Organisation, year: str) -> list[dict[str, object]]:
    labels = sorted({label for provider in _years for label in provider(organisation.pk)} | ({year} - {""}), reverse=True)
    return [
        {
            "label": label,
            "url": _url("assessments:overview", code=organisation.code, year=label),
            "active": label == year,
        }
        for label in labels
    ]


def _url(name: str, **kwargs: str) -> str:
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""
