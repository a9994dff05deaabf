"""Which departments answer for what is public of a school."""

import pytest

from minhdinh.portal.domain.offices import department_for, departments_of
from tests.factories import DepartmentFactory, World, make_world
from tests.organisations.reorganising import carry_out, get, merger, new

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def test_the_department_above_and_no_other_office(world: World) -> None:
    DepartmentFactory()
    assert departments_of(world.school) == [world.department]
    assert department_for(world.school, world.department) == world.department


def test_one_that_decided_and_stands_above_no_more_gives_way_to_the_one_above(world: World) -> None:
    other = DepartmentFactory()
    assert department_for(world.school, other) == world.department


def test_where_none_works_above_what_decided_stays(world: World) -> None:
    world.department.active = False
    world.department.save()
    assert departments_of(world.school) == []
    assert department_for(world.school, world.department) == world.department


def test_at_a_school_that_ended_also_the_department_of_its_heir(world: World) -> None:
    other = DepartmentFactory()
    carry_out(merger(world.school, into=new("thcs-moi", other, kind="school")))
    world.school.refresh_from_db()
    assert get("thcs-moi").path.startswith(other.path)
    assert set(departments_of(world.school)) == {world.department, other}
