"""Placements follow the dated edges: every day's tree can be asked for."""

import datetime as dt

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.access.actor import system_actor
from minhdinh.lib.school_year import SchoolYearError
from minhdinh.organisations.domain.closing import close_organisation
from minhdinh.organisations.domain.placements import (
    day_of_year,
    misplaced,
    path_on,
    place_all,
    place_missing,
    schools_on,
)
from minhdinh.organisations.domain.school import write_profile
from minhdinh.organisations.domain.tree import add_organisation, move_organisation
from minhdinh.organisations.enums import SchoolType
from minhdinh.organisations.models import Organisation, Placement
from minhdinh.organisations.models.placement import EVER
from tests.factories import CommuneFactory, DepartmentFactory, SchoolFactory, World, make_world

pytestmark = pytest.mark.django_db
REFORM = dt.date(2025, 7, 1)
BEFORE = REFORM - dt.timedelta(days=1)


def codes(office: Organisation, day: dt.date) -> set[str]:
    return set(schools_on(path_on(office, day), day).values_list("school__code", flat=True))


@pytest.fixture
def world() -> World:
    return make_world()


def test_a_school_stands_where_it_always_stood(world: World) -> None:
    row = Placement.objects.get(school=world.school)
    assert (row.path, row.valid_to, row.school_type) == (world.school.path, EVER, SchoolType.LOWER_SECONDARY)
    assert codes(world.department, dt.date(1990, 1, 1)) == {"thcs-an-binh", "thcs-phu-son"}


def test_a_moved_school_belongs_to_both_each_in_its_time(world: World) -> None:
    move_organisation(actor=system_actor(), organisation=world.school, parent=world.other_commune, day=REFORM)
    assert codes(world.commune, BEFORE) == {"thcs-an-binh"}
    assert codes(world.commune, REFORM) == set()
    assert codes(world.other_commune, BEFORE) == {"thcs-phu-son"}
    assert codes(world.other_commune, REFORM) == {"thcs-an-binh", "thcs-phu-son"}


def test_an_office_that_moves_takes_its_schools_from_that_day(world: World) -> None:
    other = DepartmentFactory(code="so-khac", under=world.ministry)
    move_organisation(actor=system_actor(), organisation=world.commune, parent=other, day=REFORM)
    assert codes(world.department, BEFORE) == {"thcs-an-binh", "thcs-phu-son"}
    assert codes(world.department, REFORM) == {"thcs-phu-son"}
    assert codes(other, BEFORE) == set()
    assert codes(other, REFORM) == {"thcs-an-binh"}
    assert codes(world.commune, BEFORE) == codes(world.commune, REFORM) == {"thcs-an-binh"}


def test_a_closed_school_is_counted_until_its_end(world: World) -> None:
    close_organisation(actor=system_actor(), organisation=world.school, day=REFORM)
    assert codes(world.department, BEFORE) == {"thcs-an-binh", "thcs-phu-son"}
    assert codes(world.department, REFORM) == {"thcs-phu-son"}


def test_a_school_founded_on_a_day_is_not_there_before(world: World) -> None:
    add_organisation(
        actor=system_actor(),
        code="moi",
        name="Trường mới",
        kind="school",
        parent=world.commune,
        valid_from=REFORM,
    )
    assert "moi" not in codes(world.commune, BEFORE)
    assert "moi" in codes(world.commune, REFORM)


def test_the_type_follows_the_profile(world: World) -> None:
    write_profile(
        actor=system_actor(),
        organisation=world.school,
        values={"school_type": SchoolType.PRIMARY, "education_levels": ["tieu_hoc"]},
    )
    assert Placement.objects.get(school=world.school).school_type == SchoolType.PRIMARY


def test_what_is_missing_is_found_and_made_again(world: World) -> None:
    before = list(Placement.objects.values_list("school", "path", "valid_from", "valid_to"))
    Placement.objects.filter(school=world.school).delete()
    assert misplaced() == [world.school.pk]
    place_missing(using=connection.alias)
    assert misplaced() == []
    place_all()
    assert list(Placement.objects.values_list("school", "path", "valid_from", "valid_to")) == before


def test_placing_many_asks_the_database_a_constant_number_of_times(
    world: World, django_assert_num_queries
) -> None:
    for _number in range(10):
        SchoolFactory(under=CommuneFactory(under=world.department))
    with django_assert_num_queries(7):  # ids, edges, profiles; transaction, delete, insert, end
        place_all()


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)))
def test_a_year_is_counted_today_while_it_runs_and_in_its_last_may_later(today: dt.date) -> None:
    day = day_of_year("2024-2025", today)
    assert day == min(dt.date(2025, 5, 31), today)


def test_a_year_must_be_one() -> None:
    with pytest.raises(SchoolYearError):
        day_of_year("2024", dt.date(2025, 1, 1))
