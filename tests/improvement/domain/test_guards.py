"""What has to hold before a plan is changed."""

import pytest

from minhdinh.access.permissions import Role
from minhdinh.common.problems import Problem
from minhdinh.improvement.domain.guards import hold, hold_draft, hold_running, kept_text, may_report, short
from minhdinh.improvement.models import ImprovementPlan
from tests.improvement.plans import Desk


def test_holding_reads_what_others_changed(desk: Desk) -> None:
    stale = desk.plan
    ImprovementPlan.objects.filter(pk=stale.pk).update(number="7/KH")
    hold(stale)
    assert stale.number == "7/KH"


def test_a_plan_approved_meanwhile_is_closed(desk: Desk) -> None:
    desk.action()
    stale = desk.plan
    with pytest.raises(Problem, match="chưa được duyệt"):
        hold_running(stale)
    desk.approve()
    hold_running(stale)
    with pytest.raises(Problem, match="đã duyệt"):
        hold_draft(stale)


@pytest.mark.parametrize(
    ("role", "own", "expected"),
    [
        (Role.SECRETARY, False, True),
        (Role.PRINCIPAL, False, True),
        (Role.MEMBER, True, True),
        (Role.MEMBER, False, False),
        (Role.VIEWER, True, False),
    ],
)
def test_who_reports(desk: Desk, role: Role, own: bool, expected: bool) -> None:
    action = desk.action()
    action.owner_user = desk.case.user(role) if own else None
    assert may_report(desk.actor(role), action) is expected


def test_lines_are_kept_clean() -> None:
    assert kept_text("  Một  dòng\r\n\x07Hai ", field="x") == "Một dòng\nHai"
    with pytest.raises(Problem, match="quá dài"):
        kept_text("x" * 5, field="x", longest=4)


def test_long_words_are_cut_for_the_record() -> None:
    assert short("x" * 80) == "x" * 80
    assert short("x" * 81) == "x" * 79 + "…"
