"""What the database itself refuses of actions and reports."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from minhdinh.improvement.models import Action, Monitoring, MonitoringResult, Progress
from tests.improvement.plans import Desk

DAY = dt.date(2026, 10, 1)


@pytest.mark.parametrize(
    "values",
    [
        {"starts_on": DAY, "ends_on": DAY - dt.timedelta(days=1)},
        {"state": "blocked", "state_reason": ""},
        {"state": "not_done", "state_reason": ""},
    ],
)
def test_what_an_action_cannot_be(desk: Desk, values: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.create(school=desk.school, plan=desk.plan, content="x", **values)


@pytest.mark.parametrize("values", [{"value_before": Decimal(1)}, {"value_after": Decimal(1)}])
def test_a_figure_has_its_day(desk: Desk, values: dict[str, object]) -> None:
    action = desk.action()
    with pytest.raises(IntegrityError), transaction.atomic():
        Progress.objects.create(school=desk.school, action=action, day=DAY, state="doing", **values)


def test_an_action_is_carried_into_a_plan_once(desk: Desk) -> None:
    first = desk.action()
    values = {"school": desk.school, "plan": desk.plan, "content": "x", "carried_from": first}
    Action.objects.create(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.create(**values)


def test_one_monitoring_a_moment_and_one_result_an_action(desk: Desk) -> None:
    values = {"school": desk.school, "plan": desk.plan, "moment": "mid_year", "day": timezone.localdate()}
    row = Monitoring.objects.create(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Monitoring.objects.create(**values)
    result = {"school": desk.school, "monitoring": row, "action": desk.action(), "state": "doing"}
    MonitoringResult.objects.create(**result)
    with pytest.raises(IntegrityError), transaction.atomic():
        MonitoringResult.objects.create(**result)


def test_names(desk: Desk) -> None:
    assert str(Action(content="x" * 90)) == "x" * 60
    assert str(Progress(action_id=3, day=DAY, state="done")) == "3 2026-10-01: done"
