"""Which schools a campaign reaches, and since when a school is late."""

import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.models import ExternalEvaluation, Registration
from minhdinh.assessments.models import RecordedAssessment
from minhdinh.oversight.domain.board import board_deadlines, board_rows
from minhdinh.oversight.domain.campaign_reach import campaigns_over, offices_over, reach_of, reaches
from minhdinh.oversight.domain.population import school_years
from minhdinh.oversight.enums import StepKind
from minhdinh.oversight.models import Campaign
from tests.factories import SchoolFactory, World, make_world
from tests.oversight.boards import YEAR, assess, campaign

pytestmark = pytest.mark.django_db
ALL = {"thcs-an-binh", "thcs-phu-son", "mn-hoa-mi"}


@pytest.fixture
def world() -> World:
    found = make_world()
    SchoolFactory(
        code="mn-hoa-mi",
        name="Trường MN Họa Mi",
        under=found.commune,
        profile__school_type="mam_non",
        profile__ownership="private",
    )
    return found


def days(world: World, office: str = "department") -> dict[str, tuple[int | None, int | None]]:
    """Return how many days ago each school missed something and in how many days it owes something."""
    at, today = getattr(world, office), timezone.localdate()
    rows = board_rows(at, YEAR, board_deadlines(at, YEAR)).select_related("school")

    def apart(day: dt.date | None) -> int | None:
        return None if day is None else (day - today).days

    return {row.school.code: (apart(row.late_since), apart(row.due_next)) for row in rows}


def reached(made: Campaign, world: World) -> set[str]:
    (made,) = campaigns_over(world.department, YEAR)
    rows = school_years(world.department, YEAR)
    by_query = {row.school.code for row in rows.filter(reach_of(made))}
    assert by_query == {row.school.code for row in rows if reaches(made, row)}
    return by_query


def test_a_path_names_the_offices_over_it(world: World) -> None:
    chain = [world.ministry, world.department, world.commune, world.school]
    assert offices_over(world.school.path) == [one.pk for one in chain]


def test_what_is_not_chosen_narrows_nothing(world: World) -> None:
    assert reached(campaign(world.department), world) == ALL


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"school_types": ["mam_non"]}, {"mn-hoa-mi"}),
        ({"school_types": ["mam_non", "thcs"]}, ALL),
        ({"ownership": "public"}, {"thcs-an-binh", "thcs-phu-son"}),
        ({"school_types": ["thcs"], "ownership": "private"}, set()),
    ],
)
def test_types_and_ownership(world: World, values: dict[str, object], expected: set[str]) -> None:
    assert reached(campaign(world.department, **values), world) == expected


def test_communes(world: World) -> None:
    assert reached(campaign(world.department, communes=[world.other_commune]), world) == {"thcs-phu-son"}


def test_each_office_sees_its_own_campaigns_and_those_above(world: World) -> None:
    above, own, beside = (campaign(one) for one in (world.department, world.commune, world.other_commune))
    campaign(world.commune, year="2019-2020")
    assert set(campaigns_over(world.commune, YEAR)) == {above, own}
    assert set(campaigns_over(world.department, YEAR)) == {above}
    assert set(campaigns_over(world.school, YEAR)) == {above, own}
    assert beside not in campaigns_over(world.school, YEAR)


@pytest.mark.parametrize(
    ("kind", "done"),
    [
        (StepKind.DATA, {"complete": True}),
        (StepKind.SELF_ASSESSMENT, {"complete": True, "state": "approved"}),
    ],
)
def test_late_until_the_assessment_has_it(world: World, kind: str, done: dict[str, object]) -> None:
    campaign(world.commune, (kind, -5), school_types=["thcs"])
    assert days(world, "commune")["thcs-an-binh"] == (-5, None)
    made = assess(world.school)
    assert days(world, "commune")["thcs-an-binh"] == (-5, None)
    with scopes_disabled():
        type(made).objects.filter(pk=made.pk).update(**done)
    assert days(world, "commune") == {"thcs-an-binh": (None, None), "mn-hoa-mi": (None, None)}


def test_a_record_of_the_office_counts_as_done(world: World) -> None:
    campaign(world.commune, (StepKind.DATA, -5), (StepKind.SELF_ASSESSMENT, -4))
    with scopes_disabled():
        RecordedAssessment.objects.create(school=world.school, year=YEAR, completed=True)
    assert days(world, "commune") == {"thcs-an-binh": (None, None), "mn-hoa-mi": (-5, None)}


def test_registering_and_being_evaluated(world: World) -> None:
    campaign(world.commune, (StepKind.REGISTRATION, -5), (StepKind.EXTERNAL, -2))
    with scopes_disabled():
        Registration.objects.create(school=world.school, year=YEAR)
        assert days(world, "commune")["thcs-an-binh"] == (-2, None)
        ExternalEvaluation.objects.create(school=world.school, year=YEAR)
    assert days(world, "commune")["thcs-an-binh"] == (None, None)


def test_the_earliest_miss_and_the_next_day_count(world: World) -> None:
    campaign(world.department, (StepKind.SELF_ASSESSMENT, -1), (StepKind.EXTERNAL, 30))
    campaign(world.commune, (StepKind.DATA, -9), (StepKind.REGISTRATION, 3), (StepKind.OTHER, -50))
    assert days(world) == dict.fromkeys(ALL, (-1, 30))  # what a commune asks is not the department's board
    assert days(world, "commune")["thcs-an-binh"] == (-9, 3)


def test_today_is_not_late(world: World) -> None:
    campaign(world.department, (StepKind.SELF_ASSESSMENT, 0))
    assert days(world)["thcs-an-binh"] == (None, 0)


def test_an_ended_campaign_asks_nothing(world: World) -> None:
    campaign(world.department, closed_on=timezone.localdate())
    assert days(world) == dict.fromkeys(ALL, (None, None))
