"""What the system knows of a year by itself."""

import datetime as dt
from collections.abc import Iterator

import pytest

from minhdinh.assessments import facts as room
from minhdinh.assessments.domain.plan import PlanValues, StepValues, save_plan
from minhdinh.assessments.domain.review import move_sheet
from minhdinh.assessments.enums import State
from minhdinh.assessments.facts import facts_of, register_fact
from minhdinh.assessments.models import Sheet
from tests.assessments.cases import Case, advance, decide, make_case, seat_council
from tests.assessments.working.staff import make_staff

pytestmark = pytest.mark.django_db


def known(case: Case) -> dict[str, bool]:
    return facts_of([case.assessment.pk])[case.assessment.pk]


@pytest.fixture
def own_fact() -> Iterator[set[int]]:
    """Put a provider of our own in the place of the one that the program has."""
    true: set[int] = set()
    before = dict(room._providers)
    register_fact("improvement_planned", lambda ids: true & set(ids))
    yield true
    room._providers.clear()
    room._providers.update(before)


def test_a_year_just_opened_has_nothing(small: Case) -> None:
    assert not any(known(small).values())


def test_the_council_is_decided_with_number_day_and_people(small: Case) -> None:
    seat_council(small)
    assert known(small)["council_decided"]
    small.assessment.decision_number = ""
    small.assessment.save()
    assert not known(small)["council_decided"]


def test_a_plan_is_issued_with_number_day_and_steps(small: Case) -> None:
    for values, expected in (
        (PlanValues("1/KH", dt.date(2026, 9, 20)), False),
        (PlanValues("", dt.date(2026, 9, 20), steps=[StepValues("Một")]), False),
        (PlanValues("1/KH", dt.date(2026, 9, 20), steps=[StepValues("Một")]), True),
    ):
        save_plan(actor=small.system, assessment=small.assessment, values=values)
        assert known(small)["plan_issued"] is expected


def test_every_criterion_has_somebody(small: Case) -> None:
    make_staff(small)
    assert known(small)["assigned"]
    Sheet.objects.filter(assessment=small.assessment).first().assignments.all().delete()
    assert not known(small)["assigned"]


def test_levels_evidence_and_approved_sheets(decided: Case) -> None:
    found = known(decided)
    assert found["levels_decided"]
    assert found["evidence_everywhere"]
    assert not found["sheets_approved"]
    for sheet in Sheet.objects.filter(assessment=decided.assessment).select_related("track", "assessment"):
        move_sheet(actor=decided.system, sheet=sheet, move="approve")
    assert known(decided)["sheets_approved"]


def test_one_open_criterion_is_seen(small: Case) -> None:
    decide(small, "1.3")
    found = known(small)
    assert not found["levels_decided"]
    assert not found["evidence_everywhere"]


@pytest.mark.parametrize(
    ("state", "true"),
    [
        (State.DRAFT, set()),
        (State.SUBMITTED, {"submitted"}),
        (State.APPROVED, {"submitted", "approved"}),
        (State.SEALED, {"submitted", "approved", "sealed"}),
    ],
)
def test_the_way_of_the_report(decided: Case, state: str, true: set[str]) -> None:
    advance(decided, state)
    found = known(decided)
    assert {name for name in ("submitted", "approved", "sealed") if found[name]} == true


def test_an_upper_room_says_what_it_knows(small: Case, own_fact: set[int]) -> None:
    assert known(small)["improvement_planned"] is False
    own_fact.add(small.assessment.pk)
    assert known(small)["improvement_planned"] is True


def test_a_fact_nobody_has_heard_of_is_refused() -> None:
    with pytest.raises(KeyError):
        register_fact("bia_dat", lambda ids: ids)


def test_many_years_cost_as_much_as_one(small: Case, django_assert_num_queries) -> None:
    other = make_case()
    ids = [small.assessment.pk, other.assessment.pk]
    with django_assert_num_queries(2 + len(room._providers)):
        assert set(facts_of(ids)) == set(ids)
