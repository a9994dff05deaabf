import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.permissions import P, Role
from minhdinh.access.scope import school_scope
from minhdinh.organisations.domain import queries
from minhdinh.organisations.domain.queries import actor_for, current_memberships
from minhdinh.organisations.models import ImportDraft, Membership, Organisation, SchoolYear, Site
from tests.factories import MembershipFactory, UserFactory, World

PLACES = ("ministry", "department", "commune", "other_commune", "school", "other_school")


def reachable(world: World, person: str) -> set[str]:
    user = getattr(world, person)
    return {place for place in PLACES if actor_for(user, getattr(world, place)) is not None}


@pytest.mark.parametrize(
    ("person", "places"),
    [
        ("owner", {"school"}),
        ("colleague", {"school"}),
        ("stranger", {"other_school"}),
        ("officer", {"department", "commune", "other_commune", "school", "other_school"}),
        ("manager", {"department", "commune", "other_commune", "school", "other_school"}),
        ("commune_officer", {"commune", "school"}),
        ("system", {"ministry", "department", "commune", "other_commune"}),
    ],
)
def test_where_each_person_is_somebody(world: World, person: str, places: set[str]) -> None:
    assert reachable(world, person) == places


def test_a_superuser_looks_after_offices_but_enters_no_school(world: World) -> None:
    root = UserFactory(is_superuser=True)
    actor = actor_for(root, world.department)
    assert actor is not None
    assert actor.roles == {Role.SYSTEM_ADMIN}
    assert actor_for(root, world.school) is None


def test_an_officer_acts_at_a_school_from_outside(world: World) -> None:
    actor = actor_for(world.officer, world.school)
    assert actor is not None
    assert (actor.organisation_id, actor.home_id) == (world.school.pk, world.department.pk)
    assert actor.is_outside
    assert actor.can(P.SHEET_VIEW)
    assert not actor.can(P.SHEET_WRITE)


def test_own_roles_go_before_those_of_an_office(world: World) -> None:
    MembershipFactory(user=world.officer, organisation=world.school, role=Role.CONTRIBUTOR)
    actor = actor_for(world.officer, world.school)
    assert actor is not None
    assert (actor.roles, actor.is_outside) == ({Role.CONTRIBUTOR}, False)


def test_the_nearest_office_acts(world: World) -> None:
    MembershipFactory(user=world.commune_officer, organisation=world.department, role=Role.DEPARTMENT_ADMIN)
    actor = actor_for(world.commune_officer, world.school)
    assert actor is not None
    assert (actor.roles, actor.home_id) == ({Role.COMMUNE_OFFICER}, world.commune.pk)


def test_a_school_role_opens_nothing_below(world: World) -> None:
    """A role of a school held at an office by mistake does not open the schools below it."""
    Membership.objects.filter(user=world.officer).update(role=Role.PRINCIPAL)
    assert reachable(world, "officer") == {"department"}


@pytest.mark.parametrize(
    ("change", "holds"),
    [
        ({}, True),
        ({"ended": True}, False),
        ({"valid_from": 1}, False),
        ({"valid_from": 0}, True),
        ({"valid_to": 0}, False),
        ({"valid_to": 1}, True),
    ],
)
def test_memberships_hold_from_a_day_to_a_day(world: World, change: dict[str, int], holds: bool) -> None:
    today = timezone.localdate()
    values = {
        name: days if name == "ended" else today + dt.timedelta(days=days) for name, days in change.items()
    }
    Membership.objects.filter(user=world.owner).update(**values)
    assert current_memberships(world.owner).exists() is holds
    assert (actor_for(world.owner, world.school) is not None) is holds


def test_a_closed_organisation_is_nobodys(world: World) -> None:
    Organisation.objects.filter(pk=world.school.pk).update(active=False)
    assert not current_memberships(world.owner).exists()


def test_organisations_of_a_person_come_highest_first(world: World) -> None:
    MembershipFactory(user=world.owner, organisation=world.department, role=Role.DEPARTMENT_SPECIALIST)
    found = [row.organisation for row in current_memberships(world.owner)]
    assert found == [world.department, world.school]


def test_by_code(world: World) -> None:
    assert queries.organisation_with_code("thcs-an-binh") == world.school
    assert queries.organisation_with_code("THCS-AN-BINH") is None


@pytest.mark.parametrize(
    ("person", "place", "kind", "expected"),
    [
        ("officer", "department", "", {"so", "xa-an-binh", "xa-phu-son", "thcs-an-binh", "thcs-phu-son"}),
        ("officer", "department", "school", {"thcs-an-binh", "thcs-phu-son"}),
        ("commune_officer", "commune", "", {"xa-an-binh", "thcs-an-binh"}),
        ("owner", "school", "", {"thcs-an-binh"}),
    ],
)
def test_what_lies_below(world: World, person: str, place: str, kind: str, expected: set[str]) -> None:
    organisation = getattr(world, place)
    actor = actor_for(getattr(world, person), organisation)
    assert actor is not None
    rows = queries.organisations_below(actor, organisation, kind=kind)
    assert {row.code for row in rows} == expected


def test_members_in_vietnamese_order(world: World) -> None:
    MembershipFactory(user=UserFactory(full_name="Lê Thị An"), organisation=world.school)
    Membership.objects.filter(user=world.colleague).update(ended=True)
    assert [row.user.full_name for row in queries.members_of(world.school)] == [
        "Lê Thị An",
        "Phạm Quang Minh",
    ]


def test_what_a_school_owns(world: World) -> None:
    with school_scope(world.school.pk):
        for year in ("2025-2026", "2026-2027"):
            SchoolYear.objects.create(
                school=world.school, year=year, path=world.school.path, school_type="thcs", ownership="public"
            )
        Site.objects.create(school=world.school, name="Điểm B")
        Site.objects.create(school=world.school, name="Điểm chính", main=True)
        assert queries.opened_years(world.school.pk) == ["2026-2027", "2025-2026"]
        assert [site.name for site in queries.sites_of(world.school)] == ["Điểm chính", "Điểm B"]
    profile = queries.profile_of(world.school)
    assert profile is not None
    assert profile.school_type == "thcs"
    assert queries.profile_of(world.commune) is None


def test_an_import_belongs_to_its_organisation(world: World) -> None:
    draft = ImportDraft.objects.create(
        organisation=world.school, owner=world.owner, kind="people", file_name="a"
    )
    assert queries.import_draft_of(world.school, "people", draft.pk) == draft
    assert queries.import_draft_of(world.school, "schools", draft.pk) is None
    assert queries.import_draft_of(world.other_school, "people", draft.pk) is None
