"""What a package may bring into the plans of a server, and what it may not."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from minhdinh.access.actor import system_actor
from minhdinh.assessments.models import DutyMark, StepPerson
from minhdinh.common.problems import Problem
from minhdinh.exchange.domain.import_improvement import offices_above
from minhdinh.exchange.domain.importing import import_school
from minhdinh.improvement.domain.queries import actions_of
from minhdinh.improvement.enums import OutsideState
from minhdinh.improvement.models import ImprovementPlan
from tests.assessments.cases import YEAR
from tests.exchange.packages import Parts
from tests.exchange.planned import FIRST, NEXT, SECOND, arrive, plan_there
from tests.factories import CommuneFactory
from tests.improvement.plans import Desk

pytestmark = pytest.mark.django_db


def test_people_offices_and_evidence_are_those_of_the_new_server(desk: Desk, tmp_path: Path) -> None:
    school = arrive(desk, tmp_path)
    first, second, *_rest = actions_of(plan_there(school))
    assert first.outside_office == desk.commune
    assert second.owner_user is not None
    assert second.owner_user.memberships.get().organisation == school
    evidence = {one.evidence.school_id for one in first.progress.all() if one.evidence}
    assert evidence == {school.pk}


def test_an_office_that_is_not_above_the_school_here_owes_no_answer(desk: Desk, tmp_path: Path) -> None:
    elsewhere = CommuneFactory(code="xa-khac")
    school = arrive(desk, tmp_path, parent=elsewhere)
    first = actions_of(plan_there(school))[0]
    assert (first.outside_state, first.outside_office) == (OutsideState.GRANTED, None)
    assert desk.commune.name in first.outside_by_name
    waiting = actions_of(plan_there(school, NEXT))[-1]
    assert (waiting.outside_state, waiting.outside_request) == (OutsideState.NEEDED, "Xin thêm")


def test_the_offices_above_a_school_are_found_by_code(desk: Desk) -> None:
    above = offices_above(desk.school)
    assert above["xa-an-binh"] == desk.commune.pk
    assert above["so-an-hoa"] == desk.department.pk
    assert desk.school.code not in above


def as_before_plans(parts: Parts) -> None:
    del parts[FIRST], parts[SECOND]
    for step in parts["assessments/001.json"]["steps"]:
        del step["people"]
    del parts["assessments/001.json"]["duty_marks"]


def test_an_older_package_brings_none(desk: Desk, tmp_path: Path) -> None:
    school = arrive(desk, tmp_path, as_before_plans)
    assert not ImprovementPlan.objects.filter(school=school).exists()
    assert not StepPerson.objects.filter(school=school).exists()
    assert not DutyMark.objects.filter(school=school).exists()


def test_the_same_package_again_brings_nothing(desk: Desk, tmp_path: Path) -> None:
    arrive(desk, tmp_path)
    again = import_school(actor=system_actor(), path=tmp_path / "there.zip", parent=desk.commune)
    assert again.is_new is False
    assert ImprovementPlan.objects.count() == 4


def with_action(**values: Any) -> Callable[[Parts], None]:
    return lambda parts: parts[FIRST]["actions"][0].update(values)


def with_issue(**values: Any) -> Callable[[Parts], None]:
    return lambda parts: parts[FIRST]["issues"][0].update(values)


def with_plan(name: str = FIRST, **values: Any) -> Callable[[Parts], None]:
    return lambda parts: parts[name].update(values)


def with_result(**values: Any) -> Callable[[Parts], None]:
    return lambda parts: parts[FIRST]["monitorings"][0]["results"][0].update(values)


@pytest.mark.parametrize(
    "change",
    [
        with_action(issue="i999"),
        with_action(owner_user="p999"),
        with_action(carried_from="a999"),
        with_action(carried_from="a1"),
        with_action(outside_on="2026-02-30"),
        with_action(starts_on="2027-01-02", ends_on="2027-01-01"),
        with_action(state="blocked", state_reason=""),
        with_issue(carried_from="i999"),
        with_issue(source_ref="remark:assessments/009.json:1"),
        with_issue(source_ref="remark:1:1"),
        with_issue(answer_state="left_open", left_open_reason=""),
        with_plan(source="assessments/009.json"),
        with_plan(approved_by="p999"),
        with_plan(SECOND, year=YEAR),
        with_result(action="a999"),
        lambda parts: parts[SECOND]["actions"][0].update(issue="i1"),
        lambda parts: parts["assessments/001.json"]["steps"][0].update(people=[99]),
    ],
)
def test_a_plan_that_breaks_the_rules_brings_nothing(
    desk: Desk, tmp_path: Path, change: Callable[[Parts], None]
) -> None:
    plans = ImprovementPlan.objects.count()
    with pytest.raises(Problem, match="không nhập gì"):
        arrive(desk, tmp_path, change)
    assert ImprovementPlan.objects.count() == plans


@pytest.mark.parametrize(
    "change",
    [
        with_action(state="finished"),
        with_action(target_value="1e9"),
        with_action(content=""),
        with_action(outside_office={"code": "bo"}),
        with_action(key=7),
        with_issue(source="hearsay"),
        with_plan(texts={"purpose": 7}),
        with_plan(state="sealed"),
        with_plan(version=0),
        lambda parts: parts[FIRST]["publications"][0].update(link="javascript:alert(1)"),
        lambda parts: parts.update({"improvement/x.json": parts[FIRST]}),
    ],
)
def test_a_plan_that_does_not_follow_the_schema_is_refused(
    desk: Desk, tmp_path: Path, change: Callable[[Parts], None]
) -> None:
    with pytest.raises(Problem, match=r"không đúng mẫu|phần lạ"):
        arrive(desk, tmp_path, change)
