"""Steps with their people and marks of duties leave a server and arrive."""

from pathlib import Path

import pytest

from minhdinh.assessments.models import CouncilMember, DutyMark, PlanStep, StepPerson
from minhdinh.exchange.domain.work_part import members_in_order, work_part, write_work
from tests.assessments.cases import make_case
from tests.exchange.planned import TODAY, arrive
from tests.improvement.plans import Desk

pytestmark = pytest.mark.django_db


def test_steps_keep_their_people_and_duties_their_marks(desk: Desk, tmp_path: Path) -> None:
    school = arrive(desk, tmp_path)
    people = StepPerson.objects.filter(school=school).select_related("member", "step")
    assert {(one.step.content, one.member.name) for one in people} == {
        ("Thu thập minh chứng", "Một"),
        ("Thu thập minh chứng", "Hai"),
    }
    marks = dict(DutyMark.objects.filter(school=school).values_list("key", "note"))
    assert marks == {"council-decision": "Đã nộp", "ngoai-office-5": "Đã nộp"}


def test_a_step_names_its_people_by_their_places(desk: Desk) -> None:
    part = work_part(desk.case.assessment)
    names = [one.name for one in members_in_order(desk.case.assessment)]
    first, second = part["steps"]
    assert [names[place] for place in first["people"]] == ["Một", "Hai"]
    assert second["people"] == []


def test_marks_that_arrived_earlier_stay_beside_those_of_a_day_here(desk: Desk) -> None:
    DutyMark.objects.create(
        school=desk.school,
        assessment=desk.case.assessment,
        key="ngoai-office-5",
        done_on=TODAY(),
        by_name="Cũ",
    )
    marks = work_part(desk.case.assessment)["duty_marks"]
    assert [one["key"] for one in marks] == ["council-decision", "ngoai-office-5", "ngoai-office-5-2"]


def test_a_mark_of_an_older_package_means_no_day_of_this_server(desk: Desk) -> None:
    other = make_case()
    mark = {"key": "office-5", "done_on": "2026-11-02", "note": "", "by_name": "Thư ký"}
    write_work(other.assessment, {"steps": [], "duty_marks": [mark]}, [])
    assert DutyMark.objects.get(assessment=other.assessment).key == "ngoai-office-5"


def test_a_place_that_no_member_has_is_an_error(desk: Desk) -> None:
    other = make_case()
    member = CouncilMember(school=other.school, assessment=other.assessment, name="Ba", role="member")
    member.save()
    step = work_part(desk.case.assessment)["steps"][0]
    with pytest.raises(KeyError):
        write_work(other.assessment, {"steps": [{**step, "people": [1]}]}, [member])
    write_work(other.assessment, {"steps": [{**step, "people": [0]}]}, [member])
    people = StepPerson.objects.filter(step__in=PlanStep.objects.filter(assessment=other.assessment))
    assert [one.member for one in people] == [member]
