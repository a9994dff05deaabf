"""The work that this room itself knows of."""

import datetime as dt

import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.plan import mark_step
from minhdinh.assessments.domain.review import move_sheet
from minhdinh.assessments.domain.workers import workers_at
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import PlanStep, StepPerson
from minhdinh.assessments.work import Worker, work_of
from tests.assessments.cases import Case, advance, decide, item, make_case, small_set
from tests.assessments.working.staff import Staff, make_staff, plan_until

MAY, REPORT = dt.date(2027, 5, 15), dt.date(2027, 6, 14)
pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(small: Case) -> Staff:
    return make_staff(small)


def worker(case: Case, user_id: int) -> Worker:
    return workers_at([case.school.pk], [user_id])[case.school.pk][0]


def titles(case: Case, user_id: int) -> list[str]:
    return [one.title for one in work_of(case.fresh(), worker(case, user_id))]


def test_the_day_of_work_is_the_end_of_the_plans_step(staff: Staff) -> None:
    plan_until(staff.case, MAY)
    items = work_of(staff.case.fresh(), worker(staff.case, staff.teachers[0].pk))
    assert {one.kind: one.due for one in items} == {"write": MAY, "evidence": REPORT}


def test_a_step_without_an_end_is_wanted_by_the_reports_day(staff: Staff) -> None:
    case, teacher = staff.case, staff.teachers[0]
    step = PlanStep.objects.create(
        school=case.school, assessment=case.assessment, position=1, content="Rà soát"
    )
    member = case.assessment.members.get(user=teacher)
    StepPerson.objects.create(school=case.school, step=step, member=member)
    items = [one for one in work_of(case.fresh(), worker(case, teacher.pk)) if one.kind == "plan"]
    assert [one.due for one in items] == [REPORT]


def test_evidence_is_asked_for_until_there_is_some(staff: Staff) -> None:
    teacher = staff.teachers[0].pk
    assert "Thu thập minh chứng 1.3" in titles(staff.case, teacher)
    decide(staff.case, "1.3", 0)
    assert not [one for one in titles(staff.case, teacher) if "1.3" in one]


def test_a_sheet_handed_in_waits_for_the_chair_and_holds_up_its_writers(staff: Staff) -> None:
    decide(staff.case, "1.3")
    move_sheet(actor=staff.case.system, sheet=staff.case.sheet("1.3"), move="hand_in")
    items = work_of(staff.case.fresh(), worker(staff.case, staff.chair.pk))
    assert [(one.kind, one.title, one.blocks, one.criterion) for one in items if one.kind == "review"] == [
        ("review", "Duyệt phiếu 1.3", 2, "1.3")
    ]


@pytest.mark.usefixtures("_scopes_open")
def test_a_school_of_several_levels_names_the_level() -> None:
    case = make_case(levels=("tieu_hoc", "thcs"), standard_set=small_set())
    staff = make_staff(case, 1)
    assert "Viết 1.3 (Trung học cơ sở)" in titles(case, staff.teachers[0].pk)


def test_evidence_waits_for_who_verifies(staff: Staff) -> None:
    item(staff.case, verified=False)
    assert "Xác minh 01 minh chứng" in titles(staff.case, staff.secretary.pk)
    assert not [one for one in titles(staff.case, staff.teachers[0].pk) if one.startswith("Xác minh")]


@pytest.mark.parametrize(
    ("state", "who", "expected"),
    [(State.SUBMITTED, "chair", "Duyệt báo cáo tự đánh giá"), (State.SEALED, "chair", None)],
)
def test_the_report_on_its_way(decided: Case, state: str, who: str, expected: str | None) -> None:
    chair = decided.user(Role.CHAIR)
    advance(decided, state)
    assert titles(decided, chair.pk) == ([expected] if expected else [])


def test_a_step_of_the_plan_waits_for_whom_it_was_given_to(staff: Staff) -> None:
    teacher, other = staff.teachers
    plan_until(staff.case, MAY, people=(staff.seat(teacher).pk,))
    found = [one for one in work_of(staff.case.fresh(), worker(staff.case, teacher.pk)) if one.kind == "plan"]
    step = PlanStep.objects.get(assessment=staff.case.assessment)
    assert [(one.title, one.due, one.url) for one in found] == [
        ("Viết phiếu", MAY, f"{staff.url('ke-hoach/')}#buoc-{step.pk}")
    ]
    assert "Viết phiếu" not in titles(staff.case, other.pk)
    mark_step(actor=staff.case.system, step=step, state="done", note="Đã họp")
    assert "Viết phiếu" not in titles(staff.case, teacher.pk)
