"""Whose people read what an organisation left behind."""

import datetime as dt

import pytest

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import OVERSEE, READ_SCHOOL, Role
from minhdinh.accounts.models import User
from minhdinh.organisations.domain.closing import close_organisation
from minhdinh.organisations.domain.inheritance import end_of, heirs_of, lineage_of, predecessors_of
from minhdinh.organisations.domain.queries import actor_for
from minhdinh.organisations.domain.tree import move_organisation
from minhdinh.organisations.models import Organisation
from tests.factories import DepartmentFactory, SchoolFactory, World, acting, member
from tests.organisations.reorganising import REFORM, carry_out, get, merger, new, split, there

LATER = REFORM + dt.timedelta(days=30)


def heirs(code: str) -> list[str]:
    return [one.code for one in heirs_of(get(code))]


def reads(user: User, organisation: Organisation) -> bool:
    return actor_for(user, get(organisation.code)) is not None


def test_a_school_without_successor_belongs_to_the_office_above(world: World) -> None:
    close_organisation(actor=system_actor(), organisation=world.school, day=REFORM)
    assert heirs("thcs-an-binh") == ["xa-an-binh"]
    assert acting(world.commune_officer, world.school).permissions == READ_SCHOOL
    assert not reads(world.owner, world.school)


def test_when_that_office_ends_too_its_heir_reads(world: World) -> None:
    close_organisation(actor=system_actor(), organisation=world.school, day=REFORM)
    carry_out(merger(world.commune, into=there(world.other_commune), day=LATER))
    assert heirs("thcs-an-binh") == heirs("xa-an-binh") == ["xa-phu-son"]
    assert reads(world.commune_officer, world.school)
    assert not reads(world.owner, world.school)


def test_successors_of_successors_read(world: World) -> None:
    third = SchoolFactory(code="ba", under=world.other_commune)
    head = member(third, Role.PRINCIPAL)
    carry_out(merger(world.school, into=there(world.other_school)))
    carry_out(merger(get("thcs-phu-son"), into=there(third), day=LATER))
    assert heirs("thcs-an-binh") == ["ba"]
    assert acting(head, get("thcs-an-binh")).permissions == READ_SCHOOL
    assert acting(head, get("thcs-phu-son")).permissions == READ_SCHOOL


def test_a_school_goes_by_its_successor_not_by_where_it_lay(world: World) -> None:
    """The old commune's heir does not read a school whose successor stands elsewhere."""
    carry_out(merger(world.school, into=there(world.other_school)))
    officer = member(world.department, Role.VIEWER)
    carry_out(merger(get("xa-an-binh"), into=new("xa-moi", world.department), day=LATER))
    new_officer = member(get("xa-moi"), Role.COMMUNE_OFFICER)
    assert heirs("thcs-an-binh") == ["thcs-phu-son"]
    assert not reads(new_officer, world.school)
    assert not reads(officer, world.school)
    assert reads(world.stranger, world.school)
    assert reads(new_officer, world.commune)


def test_both_parts_of_a_split_read_the_whole(world: World) -> None:
    carry_out(split(world.commune, new("a", world.department), new("b", world.department)))
    assert heirs("xa-an-binh") == ["a", "b"]
    other = member(get("b"), Role.COMMUNE_OFFICER)
    assert acting(other, get("xa-an-binh")).permissions == OVERSEE
    assert not reads(other, world.school), "the school went to the first part"


def test_a_successor_in_another_province_takes_its_readers_with_it(world: World) -> None:
    elsewhere = DepartmentFactory(code="so-khac", under=world.ministry)
    specialist = member(elsewhere, Role.DEPARTMENT_SPECIALIST)
    carry_out(merger(world.school, into=there(world.other_school)))
    move_organisation(actor=system_actor(), organisation=get("xa-phu-son"), parent=elsewhere, day=LATER)
    assert reads(specialist, world.school)
    assert not reads(world.officer, world.school)


def test_the_rights_at_the_successor_bound_what_is_read(world: World) -> None:
    clerk = member(world.other_school, Role.CONTRIBUTOR)
    administrator = member(world.other_school, Role.SCHOOL_ADMIN)
    supervisor = member(world.department, Role.SUPERVISOR)
    carry_out(merger(world.school, into=there(world.other_school)))
    assert acting(clerk, get("thcs-an-binh")).permissions == {"school.view"}
    assert acting(administrator, get("thcs-an-binh")).permissions == {"school.view"}
    assert acting(supervisor, get("thcs-an-binh")).permissions == {
        "school.view", "sheet.view", "improvement.view", "case.view",
    }  # fmt: skip


def test_a_school_role_at_an_office_opens_no_closed_school(world: World) -> None:
    mistaken = member(world.commune, Role.PRINCIPAL)
    close_organisation(actor=system_actor(), organisation=world.school, day=REFORM)
    assert not reads(mistaken, world.school)


def test_the_system_administrator_reads_old_offices_but_no_school(world: World) -> None:
    carry_out(merger(world.school, into=there(world.other_school)))
    carry_out(merger(get("xa-an-binh"), into=there(world.other_commune), day=LATER))
    assert acting(world.system, get("xa-an-binh")).permissions == {"office.view"}
    assert not reads(world.system, world.school)


def test_lineage_with_its_days(world: World) -> None:
    carry_out(merger(world.commune, into=there(world.other_commune)))
    old, made = lineage_of(get("xa-an-binh")), lineage_of(get("xa-phu-son"))
    assert [row.successor.code for row in old.after] == ["xa-phu-son"]
    assert [row.predecessor.code for row in made.before] == ["xa-an-binh"]
    assert (old.before, made.after, old.own) == ([], [], [])
    assert (old.ended, made.ended) == (REFORM, None)
    assert not lineage_of(world.department)


def test_the_end_of_what_closed_without_successor(world: World) -> None:
    close_organisation(actor=system_actor(), organisation=world.school, day=REFORM)
    assert end_of(world.school) == lineage_of(get("thcs-an-binh")).ended == REFORM
    Organisation.objects.filter(pk=world.ministry.pk).update(active=False)
    assert end_of(world.ministry) is None


@pytest.mark.parametrize("person", ["officer", "commune_officer"])
def test_reading_costs_few_queries(world: World, person: str, django_assert_max_num_queries) -> None:
    carry_out(merger(world.school, into=there(world.other_school)))
    closed = get("thcs-an-binh")
    with django_assert_max_num_queries(5):
        actor_for(getattr(world, person), closed)


def test_everything_that_came_before(world: World) -> None:
    third = SchoolFactory(code="ba", under=world.other_commune)
    carry_out(merger(world.school, into=there(world.other_school)))
    carry_out(merger(get("thcs-phu-son"), into=there(third), day=LATER))
    assert [one.code for one in predecessors_of(third)] == ["thcs-phu-son", "thcs-an-binh"]
    assert [one.code for one in predecessors_of(world.other_school)] == ["thcs-an-binh"]
    assert predecessors_of(world.school) == []
