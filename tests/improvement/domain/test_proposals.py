import pytest

from minhdinh.improvement.domain import findings
from minhdinh.improvement.domain.findings import Finding
from minhdinh.improvement.domain.issues import leave_open, remove_issue, take_proposals
from minhdinh.improvement.domain.proposals import all_proposals, proposals
from minhdinh.improvement.domain.queries import answers_to, issues_of
from minhdinh.improvement.enums import IssueSource, IssueState
from tests.counting import CaptureQueriesContext, connection
from tests.improvement.plans import LIMIT, PRIORITY, Desk

FINDING = Finding("crosscheck:7", "Kiểm tra chéo, tiêu chí 1.3", "Nên nêu số liệu ba năm.", criterion="1.3")


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "_sources", [lambda assessment: [FINDING] if assessment else []])


def sources(desk: Desk) -> list[IssueSource]:
    return [one.source for one in proposals(desk.plan)]


def test_remarks_are_proposed_once_a_standard(desk: Desk) -> None:
    desk.remark()
    desk.remark(part="priorities", words=PRIORITY)
    desk.remark(part="trend", words="Ba năm liền chưa được bổ sung.")
    [one] = proposals(desk.plan)
    assert (one.source, one.standard, one.limit, one.action) == (IssueSource.REMARK, "1", LIMIT, PRIORITY)
    assert one.situation == "Ba năm liền chưa được bổ sung."


def test_priorities_alone_are_a_proposal_too(desk: Desk) -> None:
    desk.remark(part="priorities", words=PRIORITY)
    assert [one.limit for one in proposals(desk.plan)] == [PRIORITY]


def test_an_unmet_requirement_is_proposed_with_the_drafts_of_the_library(desk: Desk) -> None:
    desk.unmet()
    [one] = proposals(desk.plan)
    assert (one.source, one.criterion, one.requirement) == (IssueSource.ANSWER, "1.3", "1.3.1a")
    assert one.limit.startswith("Chưa đạt yêu cầu: ")
    assert (one.label, one.track) == ("Tiêu chí 1.3, yêu cầu a, năm học 2026-2027", "thcs")


def test_what_was_taken_is_not_proposed_again(desk: Desk, found: None) -> None:
    desk.remark()
    desk.unmet()
    assert sources(desk) == [IssueSource.FINDING, IssueSource.REMARK, IssueSource.ANSWER]
    refs = [one.ref for one in proposals(desk.plan)]
    assert len(set(refs)) == 3
    taken = take_proposals(actor=desk.actor(), plan=desk.plan, refs=[*refs, *refs, "không:có"])
    assert len(taken) == 3
    assert proposals(desk.plan) == []
    assert take_proposals(actor=desk.actor(), plan=desk.plan, refs=refs) == []
    assert len(issues_of(desk.plan)) == 3


def test_a_proposal_brings_its_draft_action(desk: Desk) -> None:
    desk.remark()
    desk.remark(part="priorities", words=PRIORITY)
    [issue] = take_proposals(actor=desk.actor(), plan=desk.plan, refs=[proposals(desk.plan)[0].ref])
    assert [action.content for action in issue.actions.all()] == [PRIORITY]


def test_a_finding_left_open_stays_visible_with_its_reason(desk: Desk, found: None) -> None:
    issue = leave_open(
        actor=desk.actor(), plan=desk.plan, ref=FINDING.ref, reason="Đã có trong bảng số liệu."
    )
    assert (issue.answer_state, issue.source_text) == (IssueState.LEFT_OPEN, FINDING.text)
    assert proposals(desk.plan) == []
    answer = answers_to(desk.school.pk, [FINDING.ref])[FINDING.ref]
    assert (answer.state, answer.reason, answer.actions) == (
        IssueState.LEFT_OPEN,
        "Đã có trong bảng số liệu.",
        0,
    )


def test_a_finding_taken_is_answered_by_its_actions(desk: Desk, found: None) -> None:
    [issue] = take_proposals(actor=desk.actor(), plan=desk.plan, refs=[FINDING.ref])
    desk.action("Bổ sung bảng số liệu ba năm", issue_id=issue.pk)
    answer = answers_to(desk.school.pk, [FINDING.ref])[FINDING.ref]
    assert (answer.state, answer.actions) == (IssueState.TAKEN, 1)


def test_a_withdrawn_issue_is_proposed_again(desk: Desk, found: None) -> None:
    [issue] = take_proposals(actor=desk.actor(), plan=desk.plan, refs=[FINDING.ref])
    issue.plan = desk.plan
    remove_issue(actor=desk.actor(), issue=issue)
    assert [one.ref for one in proposals(desk.plan)] == [FINDING.ref]


def test_a_plan_without_a_source_proposes_nothing(desk: Desk) -> None:
    plan = desk.plan
    plan.source = None
    assert all_proposals(plan) == []


def test_proposing_costs_the_same_for_many_as_for_one(desk: Desk) -> None:
    desk.unmet()
    proposals(desk.plan)
    with CaptureQueriesContext(connection) as few:
        proposals(desk.plan)
    desk.unmet("1.1", "1.1.1a")
    desk.unmet("2.3", "2.3.1a")
    desk.remark()
    with CaptureQueriesContext(connection) as many:
        assert len(proposals(desk.plan)) == 4
    assert len(many) == len(few)
