import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minhdinh.access.permissions import Role
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.improvement.domain.issues import (
    IssueValues,
    add_issue,
    leave_issue_open,
    leave_open,
    remove_issue,
    save_issue,
    take_proposals,
    take_up,
)
from minhdinh.improvement.domain.planning import remove_action
from minhdinh.improvement.domain.proposals import proposals
from minhdinh.improvement.domain.queries import issue_of, issues_of
from minhdinh.improvement.enums import IssueSource, IssueState
from minhdinh.improvement.models import FocalIssue
from tests.assessments.cases import undone
from tests.improvement.plans import LIMIT, PRIORITY, Desk

VERBS = ("take", "leave", "leave_issue", "take_up", "save", "remove", "act", "unact", "approve")


def test_an_issue_of_the_schools_own(desk: Desk) -> None:
    issue = desk.issue(criterion="1.3", cause="Kinh phí hạn hẹp.")
    assert (issue.source, issue.source_ref, issue.standard) == (IssueSource.OWN, "", "1")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (IssueValues(limit="  "), "điểm hạn chế"),
        (IssueValues(limit="x" * 4001), "quá dài"),
        (IssueValues(limit="x", criterion="9.9"), "tiêu chí này"),
        (IssueValues(limit="x", standard="9"), "tiêu chuẩn này"),
    ],
)
def test_what_cannot_be_an_issue(desk: Desk, values: IssueValues, said: str) -> None:
    with pytest.raises(Problem, match=said):
        add_issue(actor=desk.actor(), plan=desk.plan, values=values)


def test_the_words_change_but_not_where_it_came_from(desk: Desk) -> None:
    desk.remark()
    [issue] = take_proposals(actor=desk.actor(), plan=desk.plan, refs=[proposals(desk.plan)[0].ref])
    issue.plan = desk.plan
    save_issue(actor=desk.actor(), issue=issue, values=IssueValues(limit="Ngắn gọn hơn.", criterion="1.3"))
    found = issue_of(desk.plan, issue.pk)
    assert found is not None
    assert (found.limit, found.source_text, found.standard, found.criterion) == (
        "Ngắn gọn hơn.",
        LIMIT,
        "1",
        "",
    )


def test_an_issue_with_actions_is_neither_left_nor_removed(desk: Desk) -> None:
    issue = desk.issue()
    desk.action(issue_id=issue.pk)
    for verb in (lambda: leave_issue_open(actor=desk.actor(), issue=issue, reason="x"),
                 lambda: remove_issue(actor=desk.actor(), issue=issue)):  # fmt: skip
        with pytest.raises(Problem, match="đang có việc"):
            verb()


def test_leaving_open_asks_for_a_reason(desk: Desk) -> None:
    issue = desk.issue()
    with pytest.raises(Problem, match="lý do"):
        leave_issue_open(actor=desk.actor(), issue=issue, reason=" ")
    with pytest.raises(NotHere):
        leave_open(actor=desk.actor(), plan=desk.plan, ref="lạ", reason="x")


def test_left_open_and_taken_up_again(desk: Desk) -> None:
    issue = desk.issue()
    leave_issue_open(actor=desk.actor(), issue=issue, reason="Chưa có kinh phí.")
    with pytest.raises(Problem, match="để ngỏ"):
        desk.action(issue_id=issue.pk)
    take_up(actor=desk.actor(), issue=issue)
    assert [(one.answer_state, one.left_open_reason) for one in issues_of(desk.plan)] == [("taken", "")]


@pytest.mark.parametrize("role", [Role.MEMBER, Role.VIEWER, Role.SCHOOL_ADMIN])
def test_others_change_nothing(desk: Desk, role: Role) -> None:
    issue = desk.issue()
    actor = desk.actor(role)
    for verb in (
        lambda: add_issue(actor=actor, plan=desk.plan, values=IssueValues(limit="x")),
        lambda: save_issue(actor=actor, issue=issue, values=IssueValues(limit="x")),
        lambda: take_proposals(actor=actor, plan=desk.plan, refs=[]),
        lambda: leave_issue_open(actor=actor, issue=issue, reason="x"),
        lambda: leave_open(actor=actor, plan=desk.plan, ref="x", reason="x"),
        lambda: take_up(actor=actor, issue=issue),
        lambda: remove_issue(actor=actor, issue=issue),
    ):
        with pytest.raises(NotAllowed):
            verb()


def carry_out(desk: Desk, verb: str, number: int) -> None:
    """Carry out one verb on the issue or proposal of a number; what is refused changes nothing."""
    actor, plan = desk.actor(), desk.plan
    issues, waiting = issues_of(plan), proposals(plan)
    issue = issues[number % len(issues)] if issues else None
    if issue is not None:
        issue.plan = plan
    try:
        if verb == "take":
            take_proposals(actor=actor, plan=plan, refs=[one.ref for one in waiting[: number + 1]])
        elif verb == "leave" and waiting:
            leave_open(actor=actor, plan=plan, ref=waiting[number % len(waiting)].ref, reason="Để sau.")
        elif verb == "act":
            desk.action(issue_id=issue.pk if issue else None)
        elif verb == "approve":
            desk.approve()
        elif issue is not None:
            _on_issue(desk, verb, issue)
    except Problem:
        return


def _on_issue(desk: Desk, verb: str, issue: FocalIssue) -> None:
    actor = desk.actor()
    if verb == "leave_issue":
        leave_issue_open(actor=actor, issue=issue, reason="Để sau.")
    elif verb == "take_up":
        take_up(actor=actor, issue=issue)
    elif verb == "save":
        save_issue(actor=actor, issue=issue, values=IssueValues(limit="Viết lại.", criterion="2.3"))
    elif verb == "remove":
        remove_issue(actor=actor, issue=issue)
    elif verb == "unact":
        for action in issue.actions.all():
            action.plan = issue.plan
            remove_action(actor=actor, action=action)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 3)), max_size=8))
def test_no_sequence_of_verbs_loses_where_an_issue_came_from(
    desk: Desk, steps: list[tuple[str, int]]
) -> None:
    """Every source is, at any time, either proposed or in the plan, once, with what stood there."""
    for role in (Role.PRINCIPAL, Role.SECRETARY):  # accounts outlive the example
        desk.actor(role)
    with undone():
        desk.remark()
        desk.remark(part="priorities", words=PRIORITY)
        desk.unmet()
        all_of_them = {one.ref: one.limit for one in proposals(desk.plan)}
        for verb, number in steps:
            carry_out(desk, verb, number)
            kept = {one.source_ref: one.source_text for one in issues_of(desk.plan) if one.source_ref}
            waiting = {one.ref: one.limit for one in proposals(desk.plan)}
            assert not kept.keys() & waiting.keys()
            assert {**kept, **waiting} == all_of_them
            for one in issues_of(desk.plan):
                assert (one.answer_state == IssueState.LEFT_OPEN) == bool(one.left_open_reason)
                assert one.answer_state == IssueState.TAKEN or not one.actions.exists()
