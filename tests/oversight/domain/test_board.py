"""Counting and listing by the same conditions, on the tree of the year."""

import datetime as dt

import pytest

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import path_scope
from minhdinh.assessments.models import Sheet
from minhdinh.organisations.domain.tree import move_organisation
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.board import (
    SORTS,
    BoardFilter,
    board_rows,
    chosen,
    count_board,
    filtered,
    names_above,
    offices_directly_below,
    without_evidence,
)
from minhdinh.oversight.domain.board_export import export_pages
from minhdinh.oversight.enums import Stage
from tests.factories import SchoolFactory, World, make_world
from tests.oversight.boards import YEAR, assess, one_at_each_stage, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def codes(office: Organisation, year: str = YEAR, **wanted: str) -> list[str]:
    found = BoardFilter(**wanted)
    rows = filtered(office, year, found).select_related("school").order_by(*found.order)
    return [row.school.code for row in rows]


def test_each_group_adds_up(world: World) -> None:
    one_at_each_stage(world.commune)
    rows = board_rows(world.department, YEAR, [])
    children = offices_directly_below(world.department, YEAR)
    counts = count_board(rows, world.department, YEAR, children)
    assert counts.overall.total == rows.count() == 13
    assert sum(counts.overall.stages.values()) == 13
    for groups in (counts.by_type, counts.by_child):
        assert sum(group.total for group in groups.values()) == 13
        assert sum(group.completed for group in groups.values()) == counts.overall.completed
    assert set(counts.by_child) == {"xa-an-binh", "xa-phu-son"}
    for stage in Stage:
        listed = filtered(world.department, YEAR, BoardFilter(stage=str(stage.value))).count()
        assert listed == counts.overall.stages.get(stage.value, 0), stage


def test_counting_is_one_query(world: World, django_assert_num_queries) -> None:
    rows = board_rows(world.department, YEAR, [])
    with django_assert_num_queries(1):
        count_board(rows, world.department, YEAR)


def test_schools_that_stand_under_the_office_itself_are_counted_apart(world: World) -> None:
    SchoolFactory(under=world.department, code="thpt-so")
    children = offices_directly_below(world.department, YEAR)
    counts = count_board(board_rows(world.department, YEAR, []), world.department, YEAR, children)
    assert {code: group.total for code, group in counts.by_child.items()} == {
        "": 1,
        "xa-an-binh": 1,
        "xa-phu-son": 1,
    }
    assert [one.code for one in offices_directly_below(world.ministry, YEAR)] == ["so"]
    assert offices_directly_below(world.commune, YEAR) == []


def test_a_commune_elsewhere_finds_nothing(world: World) -> None:
    assert codes(world.commune, commune="xa-phu-son") == []
    assert codes(world.department, commune="thcs-an-binh") == []
    assert codes(world.department, commune="xa-phu-son") == ["thcs-phu-son"]


@pytest.mark.parametrize("sort", [*SORTS, *(f"-{name}" for name in SORTS)])
def test_every_sorting_gives_every_school_once_over_pages(world: World, sort: str) -> None:
    for number, school in enumerate(SchoolFactory.create_batch(5, under=world.commune)):
        assess(school, idle=number if number != 2 else None, sheets_decided=number % 2)
    order = BoardFilter(sort=sort).order
    with path_scope(world.department.path):
        rows = board_rows(world.department, YEAR, [])
        paged = [row.school.code for row, _parent, _gaps in export_pages(rows, order, piece=2)]
    assert paged == codes(world.department, sort=sort)
    assert len(set(paged)) == 7


def test_the_tree_of_the_year_decides(world: World) -> None:
    past = "2023-2024"
    day = dt.date(2024, 7, 1)
    move_organisation(actor=system_actor(), organisation=world.school, parent=world.other_commune, day=day)
    assert codes(world.commune, past) == ["thcs-an-binh"]
    assert codes(world.commune) == []
    assert codes(world.department, past, commune="xa-an-binh") == ["thcs-an-binh"]
    rows = list(chosen(board_rows(world.department, past, []), past, BoardFilter()).order_by("school__code"))
    assert list(names_above(rows).values()) == [world.commune.name, world.other_commune.name]


def test_criteria_without_evidence_of_the_own_schools_only(world: World) -> None:
    assessment = opened(world.school)
    with path_scope(world.department.path):
        total = Sheet.objects.filter(assessment=assessment).count()
    rows = list(board_rows(world.department, YEAR, []))
    with path_scope(world.department.path):
        assert without_evidence(rows) == {assessment.pk: total}
        assert without_evidence([]) == {}
    with path_scope(world.other_commune.path):
        assert without_evidence(rows) == {}


def test_idle_schools_are_those_that_still_have_something_to_do(world: World) -> None:
    assess(world.school, idle=20)
    assess(world.other_school, idle=20, state="sealed", complete=True)
    assert codes(world.department, idle="14") == ["thcs-an-binh"]
    assert codes(world.department, idle="30") == []
    assert codes(world.department, idle="99999999") == []
