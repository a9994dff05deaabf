import datetime as dt

from minhdinh.improvement.domain.moments import days_of_plan, due_moments
from minhdinh.improvement.domain.plans import PlanValues, save_plan
from minhdinh.improvement.domain.proposals import Proposal, proposals
from minhdinh.improvement.domain.queries import actions_of, issues_of
from minhdinh.improvement.domain.warnings import Warned, warnings_of
from minhdinh.improvement.enums import ActionState, IssueSource
from tests.assessments.cases import SMALL
from tests.improvement.plans import Desk

DAY = dt.date(2026, 9, 14)
WHOLE = {"owner": "Tổ Văn", "time_text": "tháng 10/2026", "indicator": "100%", "resources": "Kinh phí năm"}


def warned(desk: Desk, today: dt.date = DAY, waiting: list[Proposal] | None = None) -> list[Warned]:
    plan = desk.plan
    return warnings_of(
        plan,
        issues_of(plan),
        actions_of(plan),
        proposals(plan) if waiting is None else waiting,
        due_moments(days_of_plan(desk.plan), {}, today),
        today,
    )


def codes(desk: Desk, today: dt.date = DAY) -> list[str]:
    return [one.code for one in warned(desk, today)]


def test_a_whole_action_is_not_warned_of(desk: Desk) -> None:
    desk.action(**WHOLE)
    assert codes(desk) == []


def test_a_time_before_the_plans_day(desk: Desk) -> None:
    save_plan(actor=desk.actor(), plan=desk.plan, values=PlanValues(date=DAY))
    early = desk.action("Vận động tài trợ", **{**WHOLE, "time_text": "tháng 8/2026"})
    desk.action("Từ tháng này", **{**WHOLE, "time_text": "từ tháng 9/2026"})
    [one] = warned(desk, DAY)[:1]
    assert (one.code, one.action_id) == ("early", early.pk)
    assert "tháng 8/2026" in one.text
    assert "14/09/2026" in one.text
    assert codes(desk).count("early") == 1


def test_every_criterion_with_an_action_has_no_focus(desk: Desk) -> None:
    for criterion in SMALL:
        assert "everything" not in codes(desk)
        issue = desk.issue(f"Hạn chế {criterion}", criterion=criterion)
        desk.action(issue_id=issue.pk, **WHOLE)
    assert codes(desk) == ["everything"]


def test_what_is_empty_what_is_bare_and_what_is_late(desk: Desk) -> None:
    desk.action(time_text="tháng 10/2026")
    desk.issue()
    assert codes(desk) == ["bare", "missing"]
    assert codes(desk, dt.date(2026, 11, 1)) == ["bare", "missing", "late"]


def test_an_approval_not_asked_for(desk: Desk) -> None:
    desk.action(needs_outside=True, **WHOLE)
    assert codes(desk) == ["outside"]


def test_findings_without_an_answer_are_counted(desk: Desk) -> None:
    waiting = [Proposal("crosscheck:1", IssueSource.FINDING, "Góp ý", "x")]
    [one] = warned(desk, waiting=waiting)
    assert one.code == "findings"
    assert one.text.startswith("Còn 1 góp ý")


def test_monitorings_are_owed_only_by_a_plan_that_was_approved(desk: Desk) -> None:
    action = desk.action(**WHOLE)
    assert "monitoring" not in codes(desk, dt.date(2027, 2, 1))
    desk.approve(date=DAY)
    desk.report(action, ActionState.DONE, note="Xong")
    assert codes(desk, dt.date(2027, 2, 1)) == ["monitoring"]
    assert codes(desk, dt.date(2027, 7, 1)) == ["monitoring", "monitoring"]
