"""An office's officers act for another one, from a day to a day, with the roles they hold at home."""

import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import Role
from minhdinh.accounts.models import User
from minhdinh.audit.models import Entry
from minhdinh.audit.registry import sentence
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.organisations.domain.delegations import (
    delegate,
    delegation_with_id,
    delegations_of,
    end_delegation,
)
from minhdinh.organisations.domain.queries import actor_for
from minhdinh.organisations.models import Delegation
from tests.factories import CommuneFactory, DepartmentFactory, MembershipFactory, World, acting, member
from tests.organisations.reorganising import BASIS, REFORM

DAY = dt.timedelta(days=1)


@pytest.fixture
def neighbour(world: World) -> User:
    return member(world.other_commune, Role.COMMUNE_OFFICER)


def given(world: World, since: dt.date = REFORM, until: dt.date | None = None) -> Delegation:
    return delegate(
        actor=system_actor(),
        office=world.commune,
        acting=world.other_commune,
        day=since,
        until=until,
        basis=BASIS,
    )


def test_the_neighbour_acts_with_the_role_held_at_home(world: World, neighbour: User) -> None:
    assert actor_for(neighbour, world.commune) is None
    given(world)
    for place in (world.commune, world.school):
        actor = acting(neighbour, place)
        assert (actor.roles, actor.home_id) == ({Role.COMMUNE_OFFICER}, world.other_commune.pk)
        assert actor.is_outside
    assert actor_for(neighbour, world.department) is None


def test_it_holds_from_its_first_day_to_before_its_last(world: World, neighbour: User) -> None:
    today = timezone.localdate()
    row = given(world, today)
    for since, until, holds in (
        (today, None, True),
        (today + DAY, None, False),
        (today - DAY, today, False),
        (today - DAY, today + DAY, True),
    ):
        Delegation.objects.filter(pk=row.pk).update(valid_from=since, valid_to=until)
        assert (actor_for(neighbour, world.school) is not None) is holds


def test_it_gives_school_people_and_other_offices_nothing(world: World) -> None:
    given(world)
    clerk = member(world.other_commune, Role.VIEWER)
    for person in (world.stranger, clerk, world.owner):
        assert actor_for(person, world.commune) is None
    assert actor_for(world.commune_officer, world.other_commune) is None


def test_it_does_not_pass_on(world: World) -> None:
    """Who acts for an office does not act for those that this one acts for."""
    third = CommuneFactory(under=world.department)
    delegate(actor=system_actor(), office=third, acting=world.commune, day=REFORM, basis=BASIS)
    given(world)
    neighbour = member(world.other_commune, Role.COMMUNE_OFFICER)
    assert actor_for(neighbour, third) is None


def test_own_roles_go_first(world: World, neighbour: User) -> None:
    MembershipFactory(user=neighbour, organisation=world.department, role=Role.SUPERVISOR)
    given(world)
    assert acting(neighbour, world.school).roles == {Role.SUPERVISOR}


def test_ending(world: World, neighbour: User) -> None:
    row = given(world)
    end_delegation(actor=system_actor(), delegation=row, day=timezone.localdate())
    assert actor_for(neighbour, world.school) is None
    with pytest.raises(Problem, match="đã kết thúc"):
        end_delegation(actor=system_actor(), delegation=row, day=timezone.localdate())
    told = [sentence(entry.action, entry.data) for entry in Entry.objects.order_by("pk")]
    assert told[0] == "Ủy ban nhân dân xã Phú Sơn làm thay Ủy ban nhân dân xã An Bình từ 01/07/2025"
    assert told[1].startswith("Ủy ban nhân dân xã Phú Sơn thôi làm thay")


def test_one_that_has_not_begun_is_cancelled(world: World) -> None:
    since = timezone.localdate() + 10 * DAY
    row = given(world, since)
    end_delegation(actor=system_actor(), delegation=row, day=timezone.localdate())
    row.refresh_from_db()
    assert row.valid_to == row.valid_from == since


@pytest.mark.parametrize(
    ("office", "hands", "more", "field"),
    [
        ("school", "commune", {}, "acting"),
        ("commune", "commune", {}, "acting"),
        ("commune", "other_commune", {"basis": " "}, "basis"),
        ("commune", "other_commune", {"until": REFORM}, "until"),
    ],
)
def test_what_is_refused(world: World, office: str, hands: str, more: dict[str, object], field: str) -> None:
    values = {"day": REFORM, "basis": BASIS, **more}
    with pytest.raises(Problem) as caught:
        delegate(actor=system_actor(), office=getattr(world, office), acting=getattr(world, hands), **values)
    assert caught.value.field == field


def test_the_same_does_not_hold_twice(world: World) -> None:
    given(world, REFORM, REFORM + 10 * DAY)
    for since, until in ((REFORM, None), (REFORM - DAY, REFORM + DAY), (REFORM + 9 * DAY, None)):
        with pytest.raises(Problem, match="trong thời gian này"):
            given(world, since, until)
    given(world, REFORM + 10 * DAY)
    given(world, REFORM - 9 * DAY, REFORM)


def test_an_office_delegates_below_itself_only(world: World) -> None:
    foreign = CommuneFactory(under=DepartmentFactory(under=world.ministry))
    manager = acting(world.manager, world.department)
    with pytest.raises(NotAllowed):
        delegate(actor=manager, office=world.commune, acting=foreign, day=REFORM, basis=BASIS)
    with pytest.raises(NotAllowed):
        delegate(
            actor=acting(world.officer, world.department),
            office=world.commune,
            acting=world.other_commune,
            day=REFORM,
            basis=BASIS,
        )
    delegate(actor=manager, office=world.commune, acting=world.other_commune, day=REFORM, basis=BASIS)


def test_it_is_found_from_both_sides(world: World) -> None:
    row = given(world)
    assert delegations_of(world.commune) == delegations_of(world.other_commune) == [row]
    assert delegations_of(world.department) == []
    assert delegation_with_id(world.commune, row.pk) == row
    assert delegation_with_id(world.department, row.pk) is None


def test_who_has_an_own_role_costs_no_further_query(world: World, django_assert_num_queries) -> None:
    given(world)
    with django_assert_num_queries(1):
        acting(world.officer, world.school)
