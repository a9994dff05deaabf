"""Exactly what every role reaches over the whole tree: today, after mergers, and on a past day.

The country has two provinces. Every role stands at every place it can be held; the tables below name all that opens,
so that whatever is not named must stay shut.
"""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import OFFICE_ROLES, PASSING_ROLES, SCHOOL_ROLES, Role
from minhdinh.accounts.models import User
from minhdinh.organisations.domain.delegations import delegate, end_delegation
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.population import school_years
from tests.factories import CommuneFactory, DepartmentFactory, MinistryFactory, SchoolFactory, member
from tests.organisations.reorganising import (
    BASIS,
    BEFORE,
    REFORM,
    carry_out,
    codes_under,
    get,
    merger,
    new,
    split,
)

TREE = {
    "so-a": "bo", "so-b": "bo",
    "phong": "so-a",  # a district office of old times, with the school that it kept
    "xa-1": "so-a", "xa-2": "so-a", "xa-3": "so-b",
    "t-1": "xa-1", "t-2": "xa-1", "t-3": "xa-2", "t-4": "xa-3", "t-5": "so-a", "t-6": "phong",
}  # fmt: skip
OFFICES = ("bo", "so-a", "so-b", "phong", "xa-1", "xa-2", "xa-3")
SCHOOLS = ("t-1", "t-2", "t-3", "t-4", "t-5", "t-6")
TODAY = {
    "bo": {*OFFICES, *SCHOOLS},
    "so-a": {"so-a", "phong", "xa-1", "xa-2", "t-1", "t-2", "t-3", "t-5", "t-6"},
    "so-b": {"so-b", "xa-3", "t-4"},
    "phong": {"phong", "t-6"},
    "xa-1": {"xa-1", "t-1", "t-2"},
    "xa-2": {"xa-2", "t-3"},
    "xa-3": {"xa-3", "t-4"},
}
HELD = {
    "ministry": {Role.MINISTRY_OFFICER, Role.SUPERVISOR},
    "department": {
        Role.DEPARTMENT_ADMIN,
        Role.DEPARTMENT_SPECIALIST,
        Role.DEPARTMENT_LEADER,
        Role.SUPERVISOR,
    },
    "district_office": {Role.DISTRICT_OFFICER},
    "commune": {Role.COMMUNE_OFFICER, Role.SUPERVISOR},
}
LATER = REFORM + dt.timedelta(days=60)


@pytest.fixture
def country(db: None) -> None:
    MinistryFactory(code="bo")
    factories = {"so": DepartmentFactory, "xa": CommuneFactory, "t": SchoolFactory}
    for code, parent in TREE.items():
        if code == "phong":
            CommuneFactory(code=code, kind_id="district_office", under=get(parent))
        else:
            factories[code.split("-")[0]](code=code, under=get(parent))


def opens(user: User) -> set[str]:
    """Return the organisations whose first page a person opens, of all that there are or were."""
    client = Client()
    client.force_login(user)
    found = set()
    for one in Organisation.objects.select_related("kind"):
        address = f"/truong/{one.code}/ho-so/" if one.is_school else f"/co-quan/{one.code}/"
        if client.get(address).status_code == 200:
            found.add(one.code)
    return found


def counted(office: str, year: str, day: dt.date) -> set[str]:
    """Return the schools in an office's statistics of a year."""
    return set(school_years(get(office), year, day).values_list("school__code", flat=True))


@pytest.mark.usefixtures("country")
@pytest.mark.parametrize("place", OFFICES)
def test_every_role_of_an_office_reaches_its_subtree_and_nothing_else(place: str) -> None:
    office = get(place)
    for role in sorted(HELD[office.kind_id]):
        assert opens(member(office, role)) == TODAY[place], role
    assert counted(place, "2026-2027", dt.date(2026, 11, 1)) == TODAY[place] & set(SCHOOLS)


@pytest.mark.usefixtures("country")
def test_the_table_holds_every_role_of_offices() -> None:
    assert set().union(*HELD.values()) == OFFICE_ROLES


@pytest.mark.usefixtures("country")
@pytest.mark.parametrize("role", sorted(SCHOOL_ROLES))
def test_every_role_of_a_school_reaches_that_school_only(role: str) -> None:
    assert opens(member(get("t-1"), role)) == (set() if role in PASSING_ROLES else {"t-1"})


@pytest.mark.usefixtures("country")
def test_the_system_administrator_reaches_offices_and_no_school() -> None:
    assert opens(member(get("bo"), Role.SYSTEM_ADMIN)) == set(OFFICES)


@pytest.mark.usefixtures("country")
def test_a_person_without_role_reaches_nothing() -> None:
    person = member(get("xa-1"), Role.COMMUNE_OFFICER)
    person.memberships.update(ended=True)
    assert opens(person) == set()


def reform() -> None:
    """Merge both communes of the first province and two of its schools; divide the district office's school."""
    carry_out(merger(get("t-1"), get("t-3"), into=new("t-moi", get("xa-1"), "school")))
    carry_out(merger(get("xa-1"), get("xa-2"), into=new("xa-moi", get("so-a")), day=LATER))
    carry_out(
        split(get("phong"), new("dk-a", get("so-a")), new("dk-b", get("so-a")), assignment={"t-6": "dk-b"})
    )


AFTER = {
    "bo": {*OFFICES, *SCHOOLS, "t-moi", "xa-moi", "dk-a", "dk-b"},
    "so-a": TODAY["so-a"] | {"t-moi", "xa-moi", "dk-a", "dk-b"},
    "so-b": TODAY["so-b"],
    "xa-moi": {"xa-moi", "t-moi", "t-2", "t-1", "t-3", "xa-1", "xa-2"},
    "xa-3": TODAY["xa-3"],
    "dk-a": {"dk-a", "phong"},
    "dk-b": {"dk-b", "phong", "t-6"},
}


@pytest.mark.usefixtures("country")
def test_after_mergers_the_successors_reach_their_predecessors_and_nobody_elses() -> None:
    reform()
    for place, expected in AFTER.items():
        office = get(place)
        for role in sorted(HELD[office.kind_id]):
            assert opens(member(office, role)) == expected, (place, role)


@pytest.mark.usefixtures("country")
def test_people_who_passed_over_reach_what_their_successor_does() -> None:
    officers = {code: member(get(code), Role.COMMUNE_OFFICER) for code in ("xa-1", "xa-2", "xa-3")}
    district = member(get("phong"), Role.DISTRICT_OFFICER)
    heads = {code: member(get(code), Role.PRINCIPAL) for code in SCHOOLS}
    reform()
    assert opens(officers["xa-1"]) == opens(officers["xa-2"]) == AFTER["xa-moi"]
    assert opens(officers["xa-3"]) == TODAY["xa-3"]
    assert opens(district) == AFTER["dk-a"], "the first part takes the people"
    assert opens(heads["t-1"]) == opens(heads["t-3"]) == {"t-moi", "t-1", "t-3"}
    for code in ("t-2", "t-4", "t-5", "t-6"):
        assert opens(heads[code]) == {code}, "a predecessor of another successor stays shut"


@pytest.mark.usefixtures("country")
def test_nothing_of_a_predecessor_can_be_written() -> None:
    reform()
    client = Client()
    client.force_login(member(get("so-a"), Role.DEPARTMENT_ADMIN))
    for address in (
        "/truong/t-1/ho-so/sua/",
        "/truong/t-1/nguoi-dung/",
        "/co-quan/xa-1/don-vi/moi/",
        "/co-quan/xa-1/sap-nhap/",
    ):
        assert client.get(address).status_code == 403, address
    client.force_login(member(get("t-moi"), Role.PRINCIPAL))
    for address in ("/truong/t-1/ho-so/sua/", "/truong/t-1/nguoi-dung/", "/truong/t-1/nhat-ky/"):
        assert client.get(address).status_code == 403, address


@pytest.mark.usefixtures("country")
def test_on_a_past_day_every_office_has_the_schools_of_that_day() -> None:
    reform()
    before = {place: TODAY[place] & set(SCHOOLS) for place in OFFICES}
    between = before | {
        "bo": {"t-2", "t-4", "t-5", "t-6", "t-moi"},
        "so-a": {"t-2", "t-5", "t-6", "t-moi"},
        "phong": set(),
        "xa-1": {"t-2", "t-moi"},
        "xa-2": set(),
        "dk-b": {"t-6"},
        "xa-moi": set(),
    }
    after = between | {"xa-1": set(), "xa-moi": {"t-2", "t-moi"}}
    for day, expected in (
        (BEFORE, before),
        (REFORM, between),
        (LATER - dt.timedelta(days=1), between),
        (LATER, after),
    ):
        assert {place: codes_under(get(place), day) for place in expected} == expected, day


@pytest.mark.usefixtures("country")
def test_the_figures_of_an_old_year_are_the_predecessors() -> None:
    old = {place: counted(place, "2023-2024", dt.date(2024, 5, 31)) for place in OFFICES}
    reform()
    assert {place: counted(place, "2023-2024", dt.date(2024, 5, 31)) for place in OFFICES} == old
    assert counted("xa-moi", "2023-2024", dt.date(2024, 5, 31)) == set()
    assert counted("xa-moi", "2026-2027", dt.date(2026, 11, 1)) == {"t-2", "t-moi"}


@pytest.mark.usefixtures("country")
def test_the_tree_of_a_past_day_shows_an_office_its_own_only() -> None:
    reform()
    client = Client()

    def shown(office: str, below: str, day: str) -> set[str] | None:
        response = client.get(f"/co-quan/{office}/cay/?below={below}&day={day}")
        return (
            {one.code for one, _count in response.context["children"]}
            if response.status_code == 200
            else None
        )

    client.force_login(member(get("so-a"), Role.DEPARTMENT_SPECIALIST))
    assert shown("so-a", "xa-1", "30/06/2025") == {"t-1", "t-2"}
    assert shown("so-a", "xa-3", "30/06/2025") is None
    client.force_login(member(get("xa-moi"), Role.COMMUNE_OFFICER))
    assert shown("xa-1", "xa-1", "30/06/2025") == {"t-1", "t-2"}
    assert shown("xa-moi", "xa-moi", "30/06/2025") == set()
    assert shown("xa-moi", "xa-1", "30/06/2025") is None
    assert shown("so-a", "so-a", "30/06/2025") is None


@pytest.mark.usefixtures("country")
def test_who_acts_for_another_office_reaches_it_while_it_lasts() -> None:
    officer = member(get("xa-1"), Role.COMMUNE_OFFICER)
    other = member(get("xa-2"), Role.COMMUNE_OFFICER)
    row = delegate(actor=system_actor(), office=get("xa-3"), acting=get("xa-1"), day=REFORM, basis=BASIS)
    assert opens(officer) == TODAY["xa-1"] | TODAY["xa-3"]
    assert opens(other) == TODAY["xa-2"]
    end_delegation(actor=system_actor(), delegation=row, day=LATER)
    assert opens(officer) == TODAY["xa-1"]


@pytest.mark.usefixtures("country")
def test_acting_for_an_office_ends_with_it() -> None:
    officer = member(get("xa-3"), Role.COMMUNE_OFFICER)
    delegate(actor=system_actor(), office=get("xa-1"), acting=get("xa-3"), day=REFORM, basis=BASIS)
    assert opens(officer) == TODAY["xa-3"] | TODAY["xa-1"]
    carry_out(merger(get("xa-1"), into=new("xa-moi", get("so-a")), day=LATER))
    assert opens(officer) == TODAY["xa-3"]
