"""Improvement plans leave a server whole and arrive whole."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.models import DutyMark, StepPerson
from minhdinh.common.problems import Problem
from minhdinh.evidence.models import EvidenceItem
from minhdinh.exchange.domain.exporting import export_school
from minhdinh.exchange.domain.importing import import_school
from minhdinh.exchange.domain.improvement_part import PlanParts
from minhdinh.exchange.references import References
from minhdinh.improvement.domain.proposals import proposals
from minhdinh.improvement.domain.queries import action_of, actions_of, earlier_of, issues_of, plan_of_year
from minhdinh.improvement.enums import OutsideState
from minhdinh.improvement.models import ImprovementPlan
from minhdinh.organisations.models import Organisation
from tests.assessments.cases import YEAR
from tests.exchange.packages import Parts, parts_of
from tests.exchange.planned import NEXT, for_elsewhere, package_of, planned
from tests.factories import CommuneFactory
from tests.improvement.plans import Desk, make_desk

pytestmark = pytest.mark.django_db
FIRST, SECOND = "improvement/001.json", "improvement/002.json"


@pytest.fixture
def desk(db: None) -> Iterator[Desk]:
    made = make_desk()
    with scopes_disabled():
        yield planned(made)


def arrive(
    desk: Desk, folder: Path, change: object = None, parent: Organisation | None = None
) -> Organisation:
    path = for_elsewhere(package_of(desk, folder), folder / "there.zip", change)
    return import_school(actor=system_actor(), path=path, parent=parent or desk.commune).school


def plan_there(school: Organisation, year: str = YEAR) -> ImprovementPlan:
    found = plan_of_year(school.pk, year)
    assert found is not None
    return found


def test_the_sample_holds_what_a_plan_can_hold(desk: Desk, tmp_path: Path) -> None:
    """What the sample lacks the round trip would not prove: every field differs from its empty value somewhere."""
    parts = parts_of(package_of(desk, tmp_path))
    plans = [parts[FIRST], parts[SECOND]]
    for name in ("issues", "actions", "monitorings", "publications"):
        filled = [one for plan in plans for one in plan[name]]
        assert filled
        empty = {key for key in filled[0] if all(one[key] in ("", None, []) for one in filled)}
        assert not empty, name
    reports = [one for plan in plans for action in plan["actions"] for one in action["progress"]]
    assert all(any(one[key] not in ("", None) for one in reports) for key in reports[0])


def test_plans_come_back_as_they_left(desk: Desk, tmp_path: Path) -> None:
    school = arrive(desk, tmp_path)
    export_school(actor=system_actor(school.pk), school=school, path=tmp_path / "again.zip")
    before, after = parts_of(tmp_path / "here.zip"), parts_of(tmp_path / "again.zip")
    assert set(after) == set(before)
    for name in set(before) - {"school.json", "people.json"}:
        assert after[name] == before[name], name
    assert len(after["people.json"]["people"]) == len(before["people.json"]["people"])


def test_carried_links_hold_across_the_years(desk: Desk, tmp_path: Path) -> None:
    school = arrive(desk, tmp_path)
    later = plan_there(school, NEXT)
    carried = action_of(later, actions_of(later)[0].pk)
    assert carried is not None
    assert [one.plan.year for one in earlier_of(carried)] == [YEAR]
    assert carried.carried_from is not None
    assert carried.carried_from.school == school
    sources = {one.carried_from.plan_id for one in issues_of(later) if one.carried_from}
    assert sources == {plan_there(school).pk}


def test_what_was_taken_from_the_report_is_not_proposed_again(desk: Desk, tmp_path: Path) -> None:
    before = len(proposals(desk.plan))
    school = arrive(desk, tmp_path)
    assert len(proposals(plan_there(school))) == before


def test_a_source_that_stays_behind_keeps_its_words_and_means_nobody_elses(
    desk: Desk, tmp_path: Path
) -> None:
    school = arrive(desk, tmp_path)
    [found] = [one for one in issues_of(plan_there(school)) if one.source == "finding"]
    assert (found.source_ref, found.source_label) == ("ngoai-crosscheck:7", "Trường bạn")


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


def test_steps_keep_their_people_and_duties_their_marks(desk: Desk, tmp_path: Path) -> None:
    school = arrive(desk, tmp_path)
    people = StepPerson.objects.filter(school=school).select_related("member", "step")
    assert {(one.step.content, one.member.name) for one in people} == {
        ("Thu thập minh chứng", "Một"),
        ("Thu thập minh chứng", "Hai"),
    }
    marks = dict(DutyMark.objects.filter(school=school).values_list("key", "note"))
    assert marks == {"council-decision": "Đã nộp", "ngoai-office-5": "Đã nộp"}


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


def test_queries_do_not_grow_with_the_plans(desk: Desk) -> None:
    def count() -> int:
        people = References("p", [user.pk for user in [*desk.case.people.values(), *desk.officers.values()]])
        items = References("e", EvidenceItem.objects.filter(school=desk.school).values_list("pk", flat=True))
        names = {desk.case.assessment.pk: "assessments/001.json"}
        with CaptureQueriesContext(
            connection,
        ) as queries:
            PlanParts(people, items, names).build(desk.school)
        return len(queries)

    before = count()
    for number in range(5):
        desk.action(f"Việc {number}")
    ImprovementPlan.objects.create(school=desk.school, year="2030-2031", date=dt.date(2030, 9, 5))
    assert count() == before
