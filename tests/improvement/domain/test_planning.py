import datetime as dt
from decimal import Decimal

import pytest

from minhdinh.access.permissions import Role
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem, Stale
from minhdinh.improvement.domain.people import owners_of
from minhdinh.improvement.domain.planning import ActionValues, add_action, remove_action, save_action
from minhdinh.improvement.domain.queries import actions_of
from minhdinh.improvement.enums import ActionState, OutsideState
from tests.factories import member
from tests.improvement.plans import Desk


def test_the_days_are_read_from_the_words(desk: Desk) -> None:
    action = desk.action(time_text="tháng 11/2026 - 5/2027")
    assert (action.starts_on, action.ends_on) == (dt.date(2026, 11, 1), dt.date(2027, 5, 31))
    assert desk.action(time_text="khi có mở lớp").ends_on is None


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"content": "  "}, "content", "nội dung"),
        ({"content": "x", "time_text": "11/2026 - 5/20271"}, "time_text", "bốn chữ số"),
        ({"content": "x" * 4001}, "content", "quá dài"),
        ({"content": "x", "owner": "y" * 251}, "owner", "quá dài"),
        ({"content": "x", "issue_id": 999_999}, "issue", "vấn đề này"),
        ({"content": "x", "owner_user_id": 999_999}, "owner_user", "người của trường"),
        ({"content": "x", "target_value": Decimal("NaN")}, "target_value", "không hợp lệ"),
        ({"content": "x", "target_value": Decimal("1E+30")}, "target_value", "không hợp lệ"),
    ],
)
def test_what_cannot_be_an_action(desk: Desk, values: dict[str, object], field: str, said: str) -> None:
    with pytest.raises(Problem, match=said) as refused:
        add_action(actor=desk.actor(), plan=desk.plan, values=ActionValues(**values))  # type: ignore[arg-type]
    assert refused.value.field == field
    assert actions_of(desk.plan) == []


def test_markup_and_control_characters_are_only_words(desk: Desk) -> None:
    action = desk.action("<script>alert(1)</script>\x00\r\nDòng hai", time_text="'; DROP TABLE --")
    assert action.content == "<script>alert(1)</script>\nDòng hai"
    assert action.starts_on is None


def test_who_may_have_an_action(desk: Desk) -> None:
    teacher, viewer = desk.case.user(Role.MEMBER), desk.case.user(Role.VIEWER)
    assert teacher in owners_of(desk.school.pk)
    assert viewer not in owners_of(desk.school.pk)
    assert desk.action(owner_user_id=teacher.pk).owner_user == teacher
    stranger = member(desk.commune, Role.COMMUNE_OFFICER)
    with pytest.raises(Problem, match="người của trường"):
        desk.action(owner_user_id=stranger.pk)


def test_a_target_in_percent_to_a_year(desk: Desk) -> None:
    action = desk.action(target_value=Decimal(100), target_unit="%", target_on=dt.date(2030, 12, 31))
    assert (action.target_value, action.target_unit) == (Decimal(100), "%")


def test_a_change_names_its_fields_in_the_record(desk: Desk) -> None:
    action = desk.action()
    values = ActionValues(content=action.content, owner="Tổ Văn", time_text="cả năm học")
    changed = save_action(actor=desk.actor(), action=action, values=values, version=1)
    assert set(changed) == {"time_text", "owner", "starts_on", "ends_on"}
    entry = Entry.objects.filter(action="improvement.action_saved").latest("id")
    assert "đơn vị, cá nhân phụ trách" in entry.data["fields"]
    assert save_action(actor=desk.actor(), action=desk.fresh(action), values=values, version=2) == []


def test_the_second_of_two_writers_is_told(desk: Desk) -> None:
    action = desk.action()
    save_action(actor=desk.actor(), action=desk.fresh(action), values=ActionValues(content="Một"), version=1)
    with pytest.raises(Stale):
        save_action(
            actor=desk.actor(), action=desk.fresh(action), values=ActionValues(content="Hai"), version=1
        )
    assert desk.fresh(action).content == "Một"


def test_an_approval_from_outside_is_marked_and_unmarked(desk: Desk) -> None:
    action = desk.action(needs_outside=True)
    assert action.outside_state == OutsideState.NEEDED
    save_action(actor=desk.actor(), action=action, values=ActionValues(content="x"), version=1)
    assert desk.fresh(action).outside_state == OutsideState.NONE


def test_what_was_reported_is_not_removed(desk: Desk) -> None:
    kept, gone = desk.action("Giữ"), desk.action("Bỏ")
    desk.approve()
    desk.report(kept, ActionState.DOING)
    with pytest.raises(Problem, match="đã duyệt"):
        remove_action(actor=desk.actor(), action=gone)
    plan = desk.plan
    plan.state = "draft"
    plan.save()
    with pytest.raises(Problem, match="đã có tiến độ"):
        remove_action(actor=desk.actor(), action=desk.fresh(kept))
    remove_action(actor=desk.actor(), action=desk.fresh(gone))
    assert [one.content for one in actions_of(desk.plan)] == ["Giữ"]


@pytest.mark.parametrize("role", [Role.MEMBER, Role.VIEWER, Role.CONTRIBUTOR, Role.SCHOOL_ADMIN])
def test_others_write_no_actions(desk: Desk, role: Role) -> None:
    action, actor = desk.action(), desk.actor(role)
    for verb in (
        lambda: add_action(actor=actor, plan=desk.plan, values=ActionValues(content="x")),
        lambda: save_action(actor=actor, action=action, values=ActionValues(content="x"), version=1),
        lambda: remove_action(actor=actor, action=action),
    ):
        with pytest.raises(NotAllowed):
            verb()
