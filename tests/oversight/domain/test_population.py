"""The schools of an office on a day, each once, with stage and level of the year."""

import datetime as dt

import pytest

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.models import ExternalEvaluation, Registration
from minhdinh.assessments.domain.opening import open_assessment
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import RecordedAssessment, SelfAssessment
from minhdinh.organisations.domain.tree import move_organisation
from minhdinh.oversight.domain.population import school_years
from minhdinh.oversight.enums import Stage
from minhdinh.standards.catalogue import packaged_set
from minhdinh.standards.domain.loading import load_set
from minhdinh.standards.models import StandardSetVersion
from tests.factories import World, acting, make_world

pytestmark = pytest.mark.django_db
YEAR = "2026-2027"
DAY = dt.date(2026, 11, 1)


@pytest.fixture
def standard_sets() -> None:
    for set_id in ("tt57-2026-pho-thong", "tt18-2018-trung-hoc"):
        load_set(packaged_set(set_id))


@pytest.fixture
def world() -> World:
    return make_world()


def rows(world: World, office: str = "department", year: str = YEAR, day: dt.date = DAY) -> dict[str, tuple]:
    found = school_years(getattr(world, office), year, day)
    return {row.school.code: (row.stage, row.completed, row.level) for row in found.select_related("school")}


def test_a_school_that_opened_nothing_is_there_all_the_same(world: World) -> None:
    assert rows(world) == {
        "thcs-an-binh": (Stage.NOT_OPENED, False, None),
        "thcs-phu-son": (Stage.NOT_OPENED, False, None),
    }
    assert set(rows(world, "commune")) == {"thcs-an-binh"}


@pytest.mark.usefixtures("standard_sets")
def test_the_stage_follows_the_assessment(world: World) -> None:
    with scopes_disabled():
        open_assessment(actor=acting(world.owner, world.school), organisation=world.school, year=YEAR)
        mine = SelfAssessment.objects.filter(school=world.school)
        steps = [
            ({}, (Stage.OPENED, False, None)),
            ({"decision_date": DAY}, (Stage.COUNCIL, False, None)),
            ({"sheets_decided": 3, "level": 1}, (Stage.WRITING, False, None)),
            ({"complete": True}, (Stage.DECIDED, False, None)),
            ({"state": State.SUBMITTED}, (Stage.SUBMITTED, False, None)),
            ({"state": State.APPROVED}, (Stage.APPROVED, True, 1)),
            ({"state": State.SEALED}, (Stage.COMPLETED, True, 1)),
        ]
        for change, expected in steps:
            if change:
                mine.update(**change)
            assert rows(world)["thcs-an-binh"] == expected
        Registration.objects.create(school=world.school, year=YEAR)
        assert rows(world)["thcs-an-binh"] == (Stage.REGISTERED, True, 1)
        ExternalEvaluation.objects.create(school=world.school, year=YEAR)
        assert rows(world)["thcs-an-binh"] == (Stage.EVALUATED, True, 1)


@pytest.mark.usefixtures("standard_sets")
def test_a_record_counts_only_where_nothing_was_done_here(world: World) -> None:
    with scopes_disabled():
        RecordedAssessment.objects.create(school=world.school, year=YEAR, completed=True, level=2)
        assert rows(world)["thcs-an-binh"] == (Stage.COMPLETED, True, 2)
        open_assessment(actor=acting(world.owner, world.school), organisation=world.school, year=YEAR)
        assert rows(world)["thcs-an-binh"] == (Stage.OPENED, False, None)


@pytest.mark.usefixtures("standard_sets")
def test_two_assessments_of_a_year_count_once(world: World) -> None:
    with scopes_disabled():
        actor = acting(world.owner, world.school)
        first = open_assessment(actor=actor, organisation=world.school, year=YEAR)
        older = StandardSetVersion.objects.exclude(pk=first.standard_set_id).get()
        second = open_assessment(
            actor=actor, organisation=world.school, year=YEAR, standard_set=older, reason="Theo dõi song song"
        )
        SelfAssessment.objects.filter(pk=second.pk).update(state=State.SEALED, complete=True, level=1)
    assert (first.leading, second.leading) == (True, False)
    assert rows(world)["thcs-an-binh"] == (Stage.OPENED, False, None)
    assert school_years(world.department, YEAR, DAY).count() == 2


def test_the_tree_of_the_day_decides(world: World) -> None:
    day = dt.date(2026, 7, 1)
    move_organisation(actor=system_actor(), organisation=world.school, parent=world.other_commune, day=day)
    assert set(rows(world, "commune", day=day - dt.timedelta(days=1))) == {"thcs-an-binh"}
    assert set(rows(world, "commune", day=day)) == set()
    assert set(rows(world, "commune", year="2025-2026", day=None)) == {"thcs-an-binh"}


def test_it_is_one_query(world: World, django_assert_num_queries) -> None:
    with django_assert_num_queries(2):  # the edges of the office, the schools
        rows(world)
