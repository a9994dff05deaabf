"""A school with improvement plans of two years, everything in them that a plan can hold, and its package."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.duties import OFFICE_KEY
from minhdinh.assessments.models import CouncilMember, DutyMark, PlanStep, StepPerson
from minhdinh.exchange.domain.exporting import export_school
from minhdinh.exchange.domain.importing import import_school
from minhdinh.improvement.domain.carrying import carry_actions
from minhdinh.improvement.domain.issues import leave_open, take_proposals
from minhdinh.improvement.domain.monitoring import FoundOfAction, MonitoringValues, save_monitoring
from minhdinh.improvement.domain.outside import answer_outside, ask_outside
from minhdinh.improvement.domain.plans import PlanValues, adjust_plan, open_plan, publish_plan, save_plan
from minhdinh.improvement.domain.proposals import proposals
from minhdinh.improvement.domain.queries import actions_of, plan_of_year
from minhdinh.improvement.enums import ActionState, IssueSource, Moment
from minhdinh.improvement.models import FocalIssue, ImprovementPlan
from minhdinh.lib.school_year import shift
from minhdinh.organisations.models import Organisation
from tests.assessments.cases import YEAR, item
from tests.exchange.packages import Parts, parts_of, write_parts
from tests.improvement.plans import Desk

TODAY = dt.date.today
NEXT = shift(YEAR, 1)
THERE = "thcs-noi-khac"
FIRST, SECOND = "improvement/001.json", "improvement/002.json"


def planned(desk: Desk) -> Desk:
    """Fill a desk's school: proposals taken and left, actions reported and asked, a monitoring, next year's plan."""
    _issues(desk)
    _actions(desk)
    _running(desk)
    _next_year(desk)
    _work(desk)
    return desk


def _issues(desk: Desk) -> None:
    desk.remark("1")
    desk.remark("2", words="Thư viện chật.")
    desk.unmet()
    first, second, *_rest = proposals(desk.plan)
    take_proposals(actor=desk.actor(), plan=desk.plan, refs=[first.ref])
    leave_open(actor=desk.actor(), plan=desk.plan, ref=second.ref, reason="Đã có trong kế hoạch năm học.")
    desk.issue(criterion="1.3")
    FocalIssue.objects.create(
        school=desk.school, plan=desk.plan, limit="Sân trơn.", source=IssueSource.FINDING,
        source_ref="crosscheck:7", source_label="Trường bạn", source_text="Sân trơn.", position=9,
        track="thcs", requirement="1.3.1a", situation="Sân xi măng.", cause="Làm đã lâu.",
    )  # fmt: skip


def _actions(desk: Desk) -> None:
    target = {"target_value": Decimal("12.50"), "target_unit": "%", "target_on": dt.date(2027, 5, 31)}
    issues = list(FocalIssue.objects.filter(plan=desk.plan, answer_state="taken").order_by("position"))
    words = {"objective": "Đủ sách", "activity": "Mua", "indicator": "Số bản", "partners": "Hội phụ huynh"}
    more = {"resources": "Ngân sách", "resource_source": "Chi thường xuyên", "planned_evidence": "Hóa đơn"}
    owner = desk.case.user(Role.MEMBER)
    long_one = desk.action(
        "Việc dài", issue_id=issues[0].pk, time_text="2026-2030", **target, **words, **more
    )
    desk.action("Có người", issue_id=issues[1].pk, owner="Thầy Ba", owner_user_id=owner.pk)
    desk.action("Việc chung", time_text="học kỳ I")
    for issue in issues[2:]:
        desk.action(f"Cho vấn đề {issue.position}", issue_id=issue.pk)
    ask_outside(actor=desk.actor(), action=long_one, office=desk.commune, request="Xin kinh phí")
    answered = {"granted": True, "number": "7/UBND", "on": TODAY(), "words": "Đồng ý"}
    answer_outside(actor=desk.office_actor(), action=desk.fresh(long_one), **answered)


def _running(desk: Desk) -> None:
    texts = PlanValues(number="18/KH", texts={"purpose": "Mục đích riêng"})
    save_plan(actor=desk.actor(), plan=desk.plan, values=texts)
    desk.approve()
    publish_plan(
        actor=desk.actor(), plan=desk.plan, place="Bảng tin", day=TODAY(), link="https://truong.vn/kh"
    )
    first, second, *_rest = actions_of(desk.plan)
    figures = {
        "value_before": Decimal(3),
        "on_before": TODAY() - dt.timedelta(3),
        "value_after": Decimal("4.5"),
        "unit": "bản",
    }
    desk.report(
        first, ActionState.DOING, note="Đã mua", on_after=TODAY(), evidence_id=item(desk.case).pk, **figures
    )
    desk.report(first, ActionState.BLOCKED, reason="Hết kinh phí.")
    desk.report(second, ActionState.DONE, note="Xong")
    found = {first.pk: FoundOfAction("Chậm", "Lùi một tháng")}
    values = MonitoringValues(TODAY(), "Được một nửa", "Hội đồng", "Từng việc", "Bổ sung", found)
    save_monitoring(actor=desk.actor(), plan=desk.plan, moment=Moment.MID_YEAR, values=values)
    adjust_plan(actor=desk.actor(Role.PRINCIPAL), plan=desk.plan, reason="Đổi thời gian.")


def _next_year(desk: Desk) -> None:
    later = open_plan(actor=desk.actor(), school=desk.school, year=NEXT)
    carry_actions(actor=desk.actor(), from_plan=desk.plan, to_plan=later)
    waiting = actions_of(later)[-1]
    ask_outside(actor=desk.actor(), action=desk.fresh(waiting), office=desk.department, request="Xin thêm")


def _work(desk: Desk) -> None:
    place = {"school": desk.school, "assessment": desk.case.assessment}
    people = [
        CouncilMember.objects.create(name=name, role="member", order=number, **place)
        for number, name in enumerate(("Một", "Hai"), start=90)
    ]
    step = PlanStep.objects.create(position=1, content="Thu thập minh chứng", key="collect", **place)
    PlanStep.objects.create(position=2, content="Không ai", **place)
    for member in people:
        StepPerson.objects.create(school=desk.school, step=step, member=member)
    for key in ("council-decision", f"{OFFICE_KEY}5"):
        DutyMark.objects.create(key=key, done_on=TODAY(), note="Đã nộp", by_name="Thư ký", **place)


def package_of(desk: Desk, folder: Path) -> Path:
    """Write the school's package."""
    path = folder / "here.zip"
    export_school(actor=system_actor(desk.school.pk), school=desk.school, path=path)
    return path


def for_elsewhere(path: Path, target: Path, change: object = None) -> Path:
    """Return the same package as another school's, so that it can be read into this very database."""
    parts: Parts = parts_of(path)
    parts["school.json"]["code"] = THERE
    if callable(change):
        change(parts)
    return write_parts(target, parts)


def arrive(
    desk: Desk, folder: Path, change: object = None, parent: Organisation | None = None
) -> Organisation:
    """Export the school, read its package back as another school's below ``parent``, and return that one."""
    path = for_elsewhere(package_of(desk, folder), folder / "there.zip", change)
    return import_school(actor=system_actor(), path=path, parent=parent or desk.commune).school


def plan_there(school: Organisation, year: str = YEAR) -> ImprovementPlan:
    """Return the plan of a year that arrived."""
    found = plan_of_year(school.pk, year)
    assert found is not None
    return found
