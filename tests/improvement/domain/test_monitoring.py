import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.improvement.domain.moments import days_of_plan, due_moments
from minhdinh.improvement.domain.monitoring import FoundOfAction, MonitoringValues, save_monitoring
from minhdinh.improvement.domain.queries import monitorings_of
from minhdinh.improvement.enums import ActionState, Moment
from tests.improvement.plans import Desk

TODAY = timezone.localdate()
VALUES = MonitoringValues(day=TODAY, result="Đúng tiến độ.", assessor="Hội đồng tự đánh giá")
MID, END = dt.date(2027, 1, 31), dt.date(2027, 6, 30)


def owed(desk: Desk, day: dt.date) -> list[str]:
    return [
        one.moment.value
        for one in due_moments(days_of_plan(desk.plan), monitorings_of(desk.plan), day)
        if one.owed
    ]


def test_a_recorded_monitoring_is_owed_no_more(desk: Desk) -> None:
    desk.action()
    desk.approve()
    save_monitoring(actor=desk.actor(), plan=desk.plan, moment=Moment.MID_YEAR, values=VALUES)
    assert owed(desk, END + dt.timedelta(days=1)) == ["year_end"]


def test_each_action_keeps_the_state_of_that_day(desk: Desk) -> None:
    action = desk.action()
    desk.approve()
    desk.report(action, ActionState.DOING)
    values = MonitoringValues(
        day=TODAY,
        result="Một việc đang làm.",
        assessor="Ban giám hiệu",
        of_actions={action.pk: FoundOfAction("Đã mua 50 cuốn.", "Lùi hạn đến 3/2027.")},
    )
    save_monitoring(actor=desk.actor(), plan=desk.plan, moment=Moment.MID_YEAR, values=values)
    desk.report(action, ActionState.DONE, note="Xong")
    save_monitoring(actor=desk.actor(), plan=desk.plan, moment=Moment.MID_YEAR, values=values)
    [row] = monitorings_of(desk.plan)["mid_year"].results.all()
    assert (row.state, row.result, row.adjustment) == ("doing", "Đã mua 50 cuốn.", "Lùi hạn đến 3/2027.")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"result": " "}, "kết quả thực hiện"),
        ({"assessor": ""}, "người đánh giá"),
        ({"day": TODAY + dt.timedelta(days=1)}, "tương lai"),
        ({"result": "x" * 4001}, "quá dài"),
    ],
)
def test_what_cannot_be_recorded(desk: Desk, changes: dict[str, object], said: str) -> None:
    desk.action()
    desk.approve()
    values = MonitoringValues(**{"day": TODAY, "result": "x", "assessor": "y", **changes})  # type: ignore[arg-type]
    with pytest.raises(Problem, match=said):
        save_monitoring(actor=desk.actor(), plan=desk.plan, moment=Moment.MID_YEAR, values=values)


def test_a_moment_nobody_knows_and_a_plan_not_approved(desk: Desk) -> None:
    for moment, said in (("spring", "Không có thời điểm"), (Moment.MID_YEAR, "chưa được duyệt")):
        with pytest.raises(Problem, match=said):
            save_monitoring(actor=desk.actor(), plan=desk.plan, moment=moment, values=VALUES)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.VIEWER])
def test_others_record_nothing(desk: Desk, role: Role) -> None:
    with pytest.raises(NotAllowed):
        save_monitoring(actor=desk.actor(role), plan=desk.plan, moment=Moment.MID_YEAR, values=VALUES)


def test_the_page_says_what_is_owed_when_the_term_has_ended(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.action(time_text="tháng 12/2026")
    desk.approve()
    now = [dt.datetime(2026, 11, 20, 1, 0, tzinfo=dt.UTC)]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    client = desk.client()
    assert "chưa ghi kết quả giám sát" not in client.get(desk.url()).content.decode()
    now[0] = dt.datetime(2027, 2, 1, 1, 0, tzinfo=dt.UTC)
    page = desk.client().get(desk.url()).content.decode()
    assert "Cuối học kỳ I đã qua ngày 31/01/2027" in page
    assert "quá hạn từ ngày 31/12/2026" in page
