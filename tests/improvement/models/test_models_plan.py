"""What the database itself refuses of plans and issues."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from minhdinh.improvement.models import FocalIssue, ImprovementPlan, PlanPublication
from tests.improvement.plans import Desk


def refused(model: type, **values: object) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**values)  # type: ignore[attr-defined]


def test_one_plan_a_year(desk: Desk) -> None:
    refused(ImprovementPlan, school=desk.school, year=desk.plan.year)


def test_no_approval_without_number_and_day(desk: Desk) -> None:
    refused(ImprovementPlan, school=desk.school, year="2030-2031", state="approved", number="1/KH")
    refused(ImprovementPlan, school=desk.school, year="2030-2031", state="approved", date=dt.date(2030, 9, 1))


@pytest.mark.parametrize(
    "values",
    [
        {"source": "finding", "source_ref": ""},
        {"answer_state": "left_open", "left_open_reason": ""},
    ],
)
def test_an_issue_keeps_its_source_and_its_reason(desk: Desk, values: dict[str, str]) -> None:
    refused(FocalIssue, school=desk.school, plan=desk.plan, limit="x", **values)


def test_a_source_stands_once_in_a_plan(desk: Desk) -> None:
    values = {
        "school": desk.school,
        "plan": desk.plan,
        "limit": "x",
        "source": "remark",
        "source_ref": "remark:1:1",
    }
    FocalIssue.objects.create(**values)
    refused(FocalIssue, **values)


def test_names(desk: Desk) -> None:
    assert str(desk.plan) == f"{desk.school.pk} {desk.plan.year}"
    assert str(FocalIssue(limit="x" * 90)) == "x" * 60
    assert str(PlanPublication(place="Bảng tin")) == "Bảng tin"
