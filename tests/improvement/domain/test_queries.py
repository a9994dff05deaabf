"""Reads of plans."""

from minhdinh.improvement.domain.issues import take_proposals
from minhdinh.improvement.domain.plans import open_plan
from minhdinh.improvement.domain.proposals import proposals
from minhdinh.improvement.domain.queries import (
    action_of,
    actions_of,
    answers_to,
    issue_of,
    plan_before,
    plan_of_year,
    possible_sources,
)
from minhdinh.improvement.enums import IssueState
from minhdinh.lib.school_year import shift
from tests.assessments.cases import YEAR
from tests.counting import CaptureQueriesContext, connection
from tests.improvement.plans import Desk

NEXT = shift(YEAR, 1)


def test_plans_by_year(desk: Desk) -> None:
    later = open_plan(actor=desk.actor(), school=desk.school, year=NEXT)
    assert plan_of_year(desk.school.pk, "1999-2000") is None
    assert plan_before(later) == desk.plan
    assert plan_before(desk.plan) is None


def test_a_plan_is_drawn_from_its_own_or_an_earlier_year(desk: Desk) -> None:
    later = open_plan(actor=desk.actor(), school=desk.school, year=NEXT)
    assert possible_sources(later) == possible_sources(desk.plan) == [desk.case.assessment]
    later.year = shift(YEAR, -1)
    assert possible_sources(later) == []


def test_rows_of_another_plan_are_not_found(desk: Desk) -> None:
    later = open_plan(actor=desk.actor(), school=desk.school, year=NEXT)
    assert action_of(later, desk.action().pk) is None
    assert issue_of(later, desk.issue().pk) is None


def test_actions_come_with_all_that_pages_show(desk: Desk) -> None:
    issue = desk.issue()
    desk.action(issue_id=issue.pk)
    plan = desk.plan
    with CaptureQueriesContext(connection) as captured:
        for one in actions_of(plan):
            assert (one.issue, one.owner_user, one.outside_office) == (issue, None, None)
    assert len(captured) == 1


def test_the_newest_plan_answers(desk: Desk) -> None:
    desk.remark()
    ref = proposals(desk.plan)[0].ref
    take_proposals(actor=desk.actor(), plan=desk.plan, refs=[ref])
    later = open_plan(actor=desk.actor(), school=desk.school, year=NEXT, source=desk.case.assessment)
    take_proposals(actor=desk.actor(), plan=later, refs=[ref])
    found = answers_to(desk.school.pk, [ref, "lạ"])
    assert {key: (one.year, one.state) for key, one in found.items()} == {ref: (NEXT, IssueState.TAKEN)}
    assert answers_to(desk.school.pk, []) == {}
