"""What the plan's page is made of."""

import datetime as dt

import pytest

from minhdinh.access.permissions import Role
from minhdinh.improvement.enums import ActionState
from minhdinh.improvement.presenters.plan import action_row, figures_of, place_label, plan_page
from tests.improvement.plans import Desk

DAY = dt.date(2026, 11, 20)


def test_figures(desk: Desk) -> None:
    first = desk.action(time_text="tháng 10/2026")
    desk.action("Hai")
    assert figures_of([]) == {"total": 0, "done": 0, "percent": 0, "doing": 0, "blocked": 0, "late": 0}
    desk.approve()
    page = plan_page(desk.actor(), desk.plan, "", DAY)
    assert (page["figures"]["total"], page["figures"]["late"]) == (2, 1)
    desk.report(first, ActionState.DONE, note="Xong")
    page = plan_page(desk.actor(), desk.plan, "", DAY)
    assert (page["figures"]["percent"], page["figures"]["late"]) == (50, 0)


def test_the_board_has_a_column_a_state_and_late_ones_first(desk: Desk) -> None:
    desk.action("Sau", time_text="tháng 12/2026")
    desk.action("Trễ", time_text="tháng 10/2026")
    columns = plan_page(desk.actor(), desk.plan, "cot", DAY)["columns"]
    assert [len(one["rows"]) for one in columns] == [2, 0, 0, 0, 0]
    assert [row["action"].content for row in columns[0]["rows"]] == ["Trễ", "Sau"]
    assert [row["late_days"] for row in columns[0]["rows"]] == [20, 0]


@pytest.mark.parametrize(
    ("role", "draft", "approved"),
    [
        (Role.SECRETARY, {"write", "edit", "make"}, {"write", "make"}),
        (Role.PRINCIPAL, {"write", "edit", "make", "approve"}, {"write", "make", "adjust"}),
        (Role.MEMBER, {"make"}, {"make"}),
    ],
)
def test_what_each_role_is_offered(desk: Desk, role: Role, draft: set[str], approved: set[str]) -> None:
    def offered() -> set[str]:
        return {name for name, can in plan_page(desk.actor(role), desk.plan, "", DAY)["can"].items() if can}

    desk.action()
    assert offered() == draft
    desk.approve()
    assert offered() == approved


def test_a_row_says_where_and_when(desk: Desk) -> None:
    issue = desk.issue(criterion="1.3")
    action = desk.action(issue_id=issue.pk, time_text="từ 9/2026", target_unit="%")
    row = action_row(desk.plan, action, DAY)
    assert (row["place"], row["days"], row["target"], row["outside"]) == (
        "Tiêu chí 1.3",
        "từ 01/09/2026",
        "",
        "",
    )
    assert row["begins_late"]
    assert place_label(desk.action(), {}) == ""
    assert action_row(desk.plan, desk.action(time_text="đến 5/2027"), DAY)["days"] == "đến 31/05/2027"
