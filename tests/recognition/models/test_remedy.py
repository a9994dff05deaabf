"""What the database itself holds of remedy periods and of marks that were told."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from minhdinh.access.scope import scopes_disabled
from minhdinh.recognition.enums import RemedyState
from minhdinh.recognition.models import ClockNotice, Decision, Remedy
from tests.factories import World, make_world
from tests.recognition.register import recognise

DAY = dt.date(2025, 1, 10)


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def decision(world: World) -> Decision:
    return recognise(world.school)


def make(decision: Decision, **values: object) -> Remedy:
    given = {"school": decision.school, "asked_on": DAY, "due_on": DAY, "reason": "Sửa", **values}
    with scopes_disabled(), transaction.atomic():
        return Remedy.objects.create(decision=decision, **given)


def looked_at(_row: Remedy) -> None:
    """Ask the database now what PostgreSQL would look at with the commit only."""
    connection.check_constraints()


def test_one_open_period_a_decision(decision: Decision) -> None:
    assert str(make(decision)) == f"{decision.pk} 2025-01-10"
    with pytest.raises(IntegrityError):
        make(decision)
    make(decision, state=RemedyState.REMEDIED, closed_on=DAY)


@pytest.mark.parametrize(
    "values",
    [
        {"due_on": DAY - dt.timedelta(days=1)},
        {"closed_on": DAY},
        {"state": RemedyState.FAILED},
    ],
)
def test_periods_that_cannot_be(decision: Decision, values: dict[str, object]) -> None:
    with pytest.raises(IntegrityError):
        make(decision, **values)


def test_a_mark_is_told_once(decision: Decision) -> None:
    values = {"school": decision.school, "decision": decision, "months": 3, "ends_on": DAY, "told_on": DAY}
    with scopes_disabled():
        assert str(ClockNotice.objects.create(**values)) == f"{decision.pk} 3"
        with pytest.raises(IntegrityError), transaction.atomic():
            ClockNotice.objects.create(**values)
        ClockNotice.objects.create(**{**values, "months": 5})


def test_no_period_for_another_schools_decision(world: World, decision: Decision) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        looked_at(make(decision, school=world.other_school))
