import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.improvement.domain.progress import ProgressValues, report_progress
from minhdinh.improvement.domain.queries import progress_of
from minhdinh.improvement.enums import ActionState
from minhdinh.improvement.models import Action
from minhdinh.improvement.rules.transitions import may_follow
from minhdinh.notifications.models import Notice
from tests.assessments.cases import item
from tests.improvement.plans import Desk

S = ActionState
TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)


@pytest.fixture
def action(desk: Desk) -> Action:
    made = desk.action(owner_user_id=desk.case.user(Role.MEMBER).pk)
    desk.approve()
    return made


def test_nothing_is_reported_before_the_plan_is_approved(desk: Desk) -> None:
    with pytest.raises(Problem, match="chưa được duyệt"):
        desk.report(desk.action(), S.DOING)


def test_who_has_the_action_reports_on_it(desk: Desk, action: Action) -> None:
    found = desk.report(action, S.DOING, role=Role.MEMBER, note="Đã họp tổ.")
    assert (found.state, found.state_on) == (S.DOING, TODAY)
    assert [one.note for one in progress_of(found)] == ["Đã họp tổ."]


@pytest.mark.parametrize("role", [Role.VIEWER, Role.CONTRIBUTOR, Role.SCHOOL_ADMIN])
def test_others_report_nothing(desk: Desk, action: Action, role: Role) -> None:
    with pytest.raises(NotAllowed):
        desk.report(action, S.DOING, role=role)


def test_a_member_reports_only_on_the_own_actions(desk: Desk, action: Action) -> None:
    Action.objects.filter(pk=action.pk).update(owner_user=desk.case.user(Role.SECRETARY))
    with pytest.raises(NotAllowed, match="chưa giao"):
        desk.report(action, S.DOING, role=Role.MEMBER)


def test_what_is_stuck_is_told_at_once_with_its_reason(desk: Desk, action: Action) -> None:
    principal, secretary = desk.case.user(Role.PRINCIPAL), desk.case.user(Role.SECRETARY)
    with pytest.raises(Problem, match="lý do"):
        desk.report(action, S.BLOCKED, role=Role.MEMBER)
    found = desk.report(action, S.BLOCKED, role=Role.MEMBER, reason="Chưa có kinh phí.")
    assert found.state_reason == "Chưa có kinh phí."
    told = Notice.objects.filter(text__contains="gặp vướng mắc: Chưa có kinh phí.")
    assert set(told.values_list("person_id", flat=True)) == {principal.pk, secretary.pk}
    assert f"/cai-tien/viec/{action.pk}/" in told[0].url
    assert desk.report(action, S.DOING).state_reason == ""


def test_done_needs_a_result(desk: Desk, action: Action) -> None:
    with pytest.raises(Problem, match="cần kết quả"):
        desk.report(action, S.DONE)
    assert desk.report(action, S.DONE, note="Đã mua 200 cuốn.").state == S.DONE


def test_done_by_a_figure_at_two_dates_and_evidence(desk: Desk, action: Action) -> None:
    evidence = item(desk.case)
    found = desk.report(
        action,
        S.DONE,
        value_before=Decimal("120.5"),
        on_before=TODAY - 90 * DAY,
        value_after=Decimal(320),
        on_after=TODAY,
        unit="cuốn",
        evidence_id=evidence.pk,
    )
    [row] = progress_of(found)
    assert (row.value_before, row.value_after, row.evidence) == (Decimal("120.5"), Decimal(320), evidence)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"day": TODAY + DAY}, "day"),
        ({"value_before": Decimal(1)}, "on_before"),
        ({"value_after": Decimal(1)}, "on_after"),
        ({"on_before": TODAY, "on_after": TODAY}, "on_after"),
        ({"on_before": TODAY + DAY}, "on_before"),
        ({"value_after": Decimal("Infinity"), "on_after": TODAY}, "value_after"),
        ({"evidence_id": 999_999}, "evidence"),
        ({"note": "x" * 4001}, "note"),
        ({"unit": "x" * 41}, "unit"),
    ],
)
def test_what_cannot_be_reported(desk: Desk, action: Action, values: dict[str, object], field: str) -> None:
    with pytest.raises(Problem) as refused:
        desk.report(action, S.DOING, **values)
    assert refused.value.field == field
    assert (desk.fresh(action).state, progress_of(action)) == (S.NOT_STARTED, [])


def test_an_unknown_state_is_refused(desk: Desk, action: Action) -> None:
    values = ProgressValues(state="king", day=TODAY)
    with pytest.raises(Problem, match="chọn tình trạng"):
        report_progress(actor=desk.actor(), action=action, values=values)


@pytest.mark.parametrize("before", list(S))
@pytest.mark.parametrize("after", list(S))
def test_every_state_after_every_state(desk: Desk, action: Action, before: S, after: S) -> None:
    Action.objects.filter(pk=action.pk).update(state=before, state_reason="vì")
    if may_follow(before, after):
        assert desk.report(action, after, note="x", reason="y").state == after
    else:
        with pytest.raises(Problem, match="không chuyển sang"):
            desk.report(action, after, note="x", reason="y")


def test_only_who_writes_the_plan_goes_on_with_what_ended(desk: Desk, action: Action) -> None:
    desk.report(action, S.DONE, note="Xong")
    with pytest.raises(NotAllowed, match="mở lại"):
        desk.report(action, S.DOING, role=Role.MEMBER)
    assert desk.report(action, S.DOING).state == S.DOING
