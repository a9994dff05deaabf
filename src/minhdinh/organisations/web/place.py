"""Where a page stands: what the top bar and the menu show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission, Role, permissions_of
from minhdinh.lib.school_year import containing, latest, shift
from minhdinh.organisations.domain.inheritance import end_of
from minhdinh.organisations.domain.placements import day_of_year
from minhdinh.organisations.domain.queries import opened_years
from minhdinh.organisations.models import Membership, Organisation
from minhdinh.organisations.web.navigation import OFFICE_SECTIONS, SCHOOL_SECTIONS, build_nav

API_STARTS_WITH = frozenset(
    {Permission.SCHOOL_VIEW, Permission.OFFICE_VIEW}
)  # without one a token opens nothing
OFFICE_YEARS = 15
OFFICE_YEAR_PAGE = "oversight:board"
OFFICE_YEAR_PAGE_WITHOUT_SCHOOLS = (
    "oversight:statistics"  # for whoever looks after an office but opens no school
)
YearsProvider = Callable[[int], list[str]]
Bell = tuple[str, Callable[[int], int]]
_years: list[YearsProvider] = []
_bells: list[Bell] = []
_own_pages: dict[str, tuple[int, str | Promise, str]] = {}


def years_provider(provider: YearsProvider) -> None:
    """Let an upper room add school years of a school to the switch in the top bar, beside the opened ones."""
    if provider not in _years:
        _years.append(provider)


def hang_bell(url_name: str, count: Callable[[int], int]) -> None:
    """Let an upper room show its bell in the top bar: the page it leads to, and how many a person has not read."""
    _bells[:] = [(url_name, count)]


def person_link(order: int, label: str | Promise, url_name: str, icon: str) -> None:
    """Let an upper room add a page of the person's own to the menu under the name."""
    _own_pages[url_name] = (order, label, icon)


@dataclass(slots=True)
class Place:
    """What ``common/frame`` shows of the place (docs/architecture/pages.md)."""

    organisation_name: str = ""
    role_label: str = ""
    home_url: str = "/"
    school_year: str = ""
    years: list[dict[str, object]] = field(default_factory=list)
    nav: list[dict[str, object]] = field(default_factory=list)
    search_url: str = ""
    bell_url: str = ""
    bell_count: int = 0
    user_links: list[dict[str, object]] = field(default_factory=list)
    memberships: list[dict[str, object]] = field(default_factory=list)


def place_of(
    request: HttpRequest,
    organisation: Organisation,
    actor: Actor,
    year: str,
    memberships: Sequence[Membership] = (),
) -> Place:
    """Build the place of a page inside an organisation (scope open)."""
    kwargs = {"code": organisation.code, "year": year}
    years = (
        _school_years(organisation, year)
        if organisation.is_school
        else _office_years(request, organisation, kwargs, actor)
    )
    shown_year = year or str(next((entry["label"] for entry in years), ""))
    place = Place(organisation_name=organisation.name, role_label=role_label(actor), school_year=shown_year)
    place.years = years
    sections = SCHOOL_SECTIONS if organisation.is_school else OFFICE_SECTIONS
    place.nav = build_nav(request, actor, {**kwargs, "year": shown_year}, sections)
    place.user_links = person_links(memberships, organisation.pk)
    if organisation.is_school and not actor.can(Permission.SCHOOL_VIEW):
        place.years, place.home_url = [], entrance_of(organisation)  # a passing reviewer: nothing else opens
        return _with_bell(place, actor.user_id)
    place.home_url = home_of(organisation, shown_year)
    if organisation.is_school and shown_year:
        place.search_url = _url("assessments:search", code=organisation.code, year=shown_year)
    return _with_bell(place, actor.user_id)


def system_place(request: HttpRequest, actor: Actor, memberships: Sequence[Membership]) -> Place:
    """Build the place of a page of the whole installation."""
    place = Place(
        organisation_name=str(_("Quản trị hệ thống")),
        role_label=role_label(actor),
        home_url=_url("organisations:system") or "/",
        nav=build_nav(request, actor, {}, ("system",)),
        user_links=person_links(memberships),
    )
    return _with_bell(place, actor.user_id)


def person_place(memberships: Sequence[Membership]) -> Place:
    """Build the place of a page that belongs to the person only (own account, own jobs)."""
    place = Place(user_links=person_links(memberships))
    place.memberships = organisation_links(memberships)
    return _with_bell(place, next((row.user_id for row in memberships), None))


def organisation_links(
    memberships: Sequence[Membership], current_id: int | None = None
) -> list[dict[str, object]]:
    """Return one link an organisation that the person belongs to, with the roles there."""
    links: dict[int, dict[str, object]] = {}
    for row in memberships:
        label = row.get_role_display()
        if row.organisation_id in links:
            links[row.organisation_id]["note"] = f"{links[row.organisation_id]['note']}, {label}"
            continue
        links[row.organisation_id] = {
            "label": row.organisation.name,
            "note": label,
            "url": entrance_of(row.organisation),
            "icon": "school" if row.organisation.is_school else "building-bank",
            "active": row.organisation_id == current_id,
        }
    return list(links.values())


def person_links(memberships: Sequence[Membership], current_id: int | None = None) -> list[dict[str, object]]:
    """Return the person's menu: the own pages, and before them the organisations where there is one to go to."""
    organisations = organisation_links(memberships, current_id)
    is_visitor = current_id is not None and not any(link["active"] for link in organisations)
    own: list[dict[str, object]] = [
        *_own_links(),
        {"label": _("Tài khoản của tôi"), "url": _url("accounts:profile"), "icon": "user"},
        {"label": _("Việc chạy nền của tôi"), "url": _url("jobs:list"), "icon": "loader-2"},
    ]
    roles = frozenset(row.role for row in memberships)
    if API_STARTS_WITH & permissions_of(roles):
        own.append({"label": _("Mã truy cập cho phần mềm khác"), "url": _url("tokens:list"), "icon": "key"})
    if Role.SYSTEM_ADMIN in roles:
        own.insert(
            0, {"label": _("Quản trị hệ thống"), "url": _url("organisations:system"), "icon": "settings"}
        )
    return [
        *(organisations if is_visitor or len(organisations) > 1 else []),
        *(link for link in own if link["url"]),
    ]


def _own_links() -> list[dict[str, object]]:
    return [
        {"label": str(label), "url": _url(name), "icon": icon}
        for name, (_order, label, icon) in sorted(_own_pages.items(), key=lambda page: page[1][0])
    ]


def entrance_of(organisation: Organisation) -> str:
    """Return the address that enters an organisation: its page of the current year, or an office's first page."""
    return _url("enter", code=organisation.code) or "/"


def home_of(organisation: Organisation, year: str) -> str:
    """Return where the logo leads inside an organisation."""
    if not organisation.is_school:
        return _url("organisations:office-home", code=organisation.code) or "/"
    return (year and _url("assessments:overview", code=organisation.code, year=year)) or "/"


def role_label(actor: Actor) -> str:
    """Return the weightiest role in words."""
    roles = [role for role in Role if role in actor.roles]
    return str(roles[0].label) if roles else ""


def _with_bell(place: Place, person_id: int | None) -> Place:
    """Return the place with the bell of a person, where a room has hung one."""
    if person_id is not None:
        for url_name, count in _bells:
            place.bell_url, place.bell_count = _url(url_name), count(person_id)
    return place


def _school_years(organisation: Organisation, year: str) -> list[dict[str, object]]:
    labels = {*opened_years(organisation.pk), *(label for one in _years for label in one(organisation.pk))}
    return [
        {
            "label": label,
            "url": _url("assessments:overview", code=organisation.code, year=label),
            "active": label == year,
        }
        for label in sorted(labels | ({year} - {""}), reverse=True)
    ]


def _office_years(
    request: HttpRequest, organisation: Organisation, kwargs: dict[str, str], actor: Actor
) -> list[dict[str, object]]:
    """Return the switch of an office: the same page in each year where its address carries one, else nothing to press.

    The running year goes first, of an office that has ended the last one that it saw to its end; older ones are there
    for history that was imported.
    """
    current = _last_year(organisation)
    shown = kwargs["year"] or current
    first = OFFICE_YEAR_PAGE if actor.can(Permission.SCHOOL_VIEW) else OFFICE_YEAR_PAGE_WITHOUT_SCHOOLS
    name = request.resolver_match.view_name if kwargs["year"] and request.resolver_match else first
    labels = sorted({*latest(shift(current, 1), OFFICE_YEARS), shown}, reverse=True)
    links = [(label, _url(name, code=kwargs["code"], year=label)) for label in labels]
    found = [{"label": label, "url": url, "active": label == shown} for label, url in links if url]
    # The first label is what the menu leads to where the address carries no year.
    return sorted(found, key=lambda link: link["label"] != shown)


def _last_year(office: Organisation) -> str:
    """Return the running year, or the last one on whose counting day (31 May) an ended office still stood."""
    today = timezone.localdate()
    ended = None if office.active else end_of(office)
    if ended is None:
        return containing(today)
    year = containing(ended)
    return year if day_of_year(year, today) < ended else shift(year, -1)


def _url(name: str, **kwargs: str) -> str:
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""
