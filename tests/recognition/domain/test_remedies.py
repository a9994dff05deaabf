"""Remedy periods and revocations: who, in which state, what remains in the record."""

import datetime as dt
from typing import Any

import pytest

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.audit.models import Entry
from minhdinh.audit.registry import sentence
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.notifications.models import Notice
from minhdinh.recognition.domain.decisions import remove_decision, restore_decision, revoke_decision
from minhdinh.recognition.domain.remedies import ask_remedy, end_remedy
from minhdinh.recognition.enums import RemedyState
from minhdinh.recognition.models import Decision, Remedy
from tests.factories import World, acting, make_world, member
from tests.recognition.register import fresh, recognise

ASKED, DUE = dt.date(2025, 1, 10), dt.date(2025, 6, 30)


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def officer(world: World) -> Actor:
    return acting(world.officer, world.department)


@pytest.fixture
def decision(world: World, officer: Actor) -> Decision:
    return recognise(world.school, officer)


def ask(world: World, actor: Actor, decision: Decision, **values: Any) -> Remedy:
    given = {
        "asked_on": ASKED,
        "due_on": DUE,
        "reason": "Thiếu phòng học bộ môn",
        "school": world.school,
        **values,
    }
    return ask_remedy(actor=actor, decision_id=decision.pk, **given)


def end(world: World, actor: Actor, remedy: Remedy, **values: Any) -> Remedy:
    given = {"outcome": "failed", "day": DUE, "note": "Chưa xây xong", "school": world.school, **values}
    return end_remedy(actor=actor, remedy_id=remedy.pk, **given)


def revoke(world: World, actor: Actor, decision: Decision, **values: Any) -> Decision:
    given = {"day": dt.date(2025, 7, 15), "reason": "Không giữ được chuẩn", "school": world.school, **values}
    return revoke_decision(actor=actor, decision_id=decision.pk, **given)


def words_of_last() -> str:
    entry = Entry.objects.order_by("-id")[0]
    return sentence(entry.action, entry.data)


def test_a_period_is_recorded_and_the_school_is_told(
    world: World, officer: Actor, decision: Decision
) -> None:
    remedy = ask(world, officer, decision, number="5/SGDĐT")
    assert (remedy.state, remedy.number) == (RemedyState.OPEN, "5/SGDĐT")
    assert "Yêu cầu khắc phục trước ngày 30/06/2025" in words_of_last()
    notice = Notice.objects.get()
    assert (notice.person_id, notice.url) == (world.owner.pk, "/truong/thcs-an-binh/cong-nhan/")
    assert "Thiếu phòng học bộ môn" in notice.text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"reason": " \x00 "}, "nội dung cần khắc phục"),
        ({"asked_on": dt.date(2999, 1, 1)}, "chưa đến"),
        ({"due_on": dt.date(2025, 1, 9)}, "đứng trước ngày yêu cầu"),
        ({"asked_on": dt.date(2024, 5, 1)}, "đứng trước ngày quyết định"),
    ],
)
def test_wrong_periods(
    world: World, officer: Actor, decision: Decision, values: dict[str, Any], words: str
) -> None:
    with pytest.raises(Problem, match=words):
        ask(world, officer, decision, **values)


def test_one_period_at_a_time(world: World, officer: Actor, decision: Decision) -> None:
    first = ask(world, officer, decision)
    with pytest.raises(Problem, match="chưa kết thúc"):
        ask(world, officer, decision)
    end(world, officer, first, outcome="remedied", note="Đã đủ phòng")
    assert "Đã khắc phục. Đã đủ phòng" in words_of_last()
    assert ask(world, officer, decision, due_on=dt.date(2026, 1, 1)).pk != first.pk


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"outcome": "open"}, "chọn kết quả"),
        ({"outcome": "khac"}, "chọn kết quả"),
        ({"note": ""}, "ghi kết quả"),
        ({"day": dt.date(2025, 1, 9)}, "đứng trước"),
        ({"day": dt.date(2999, 1, 9)}, "chưa đến"),
    ],
)
def test_wrong_ends(
    world: World, officer: Actor, decision: Decision, values: dict[str, Any], words: str
) -> None:
    remedy = ask(world, officer, decision)
    with pytest.raises(Problem, match=words):
        end(world, officer, remedy, **values)
    end(world, officer, remedy)
    with pytest.raises(Problem, match="đã kết thúc"):
        end(world, officer, remedy)


def test_only_the_department_decides(world: World, decision: Decision) -> None:
    for user, place in (
        (world.commune_officer, world.commune),
        (world.owner, world.school),
        (member(world.department, Role.DEPARTMENT_LEADER), world.department),
        (member(world.ministry, Role.MINISTRY_OFFICER), world.ministry),
    ):
        actor = acting(user, place)
        with pytest.raises(NotAllowed):
            ask(world, actor, decision)
        with pytest.raises(NotAllowed):
            revoke(world, actor, decision)
        with pytest.raises(NotAllowed):
            restore_decision(actor=actor, school=world.school, decision_id=decision.pk, reason="x")


def test_another_schools_decision_is_not_there(world: World, officer: Actor, decision: Decision) -> None:
    remedy = ask(world, officer, decision)
    with pytest.raises(NotHere):
        ask(world, officer, decision, school=world.other_school)
    with pytest.raises(NotHere):
        end(world, officer, remedy, school=world.other_school)
    with pytest.raises(NotHere):
        revoke(world, officer, decision, school=world.other_school)


def test_a_revocation_for_not_keeping_up_needs_a_period_that_ran_out(
    world: World, officer: Actor, decision: Decision
) -> None:
    with pytest.raises(Problem, match="thời hạn khắc phục"):
        revoke(world, officer, decision, ground="not_kept")
    remedy = ask(world, officer, decision)
    with pytest.raises(Problem, match="thời hạn khắc phục"):
        revoke(world, officer, decision, ground="not_kept", day=DUE)
    end(world, officer, remedy, outcome="remedied")
    with pytest.raises(Problem, match="thời hạn khắc phục"):
        revoke(world, officer, decision, ground="not_kept")
    end(world, officer, ask(world, officer, decision))
    revoked = revoke(world, officer, decision, ground="not_kept", number="99/QĐ")
    assert (revoked.revoked_ground, revoked.revoked_number) == ("not_kept", "99/QĐ")


def test_a_period_past_its_day_is_closed_by_the_revocation(
    world: World, officer: Actor, decision: Decision
) -> None:
    remedy = ask(world, officer, decision)
    revoke(world, officer, decision, ground="not_kept")
    with scopes_disabled():
        closed = Remedy.objects.get(pk=remedy.pk)
    assert (closed.state, closed.closed_on) == (RemedyState.FAILED, dt.date(2025, 7, 15))
    with pytest.raises(Problem, match="đã thu hồi"):
        ask(world, officer, decision)


def test_a_closed_school_needs_no_period_and_an_unknown_ground_is_none(
    world: World, officer: Actor, decision: Decision
) -> None:
    with pytest.raises(Problem, match="Không có trường hợp"):
        revoke(world, officer, decision, ground="khac")
    assert revoke(world, officer, decision, ground="suspended").revoked_ground == "suspended"


def test_a_revocation_is_taken_back_with_its_trace(world: World, officer: Actor, decision: Decision) -> None:
    def restore(reason: str = "Quyết định 7/QĐ hủy việc thu hồi") -> Decision:
        return restore_decision(actor=officer, school=world.school, decision_id=decision.pk, reason=reason)

    with pytest.raises(Problem, match="không bị thu hồi"):
        restore()
    revoke(world, officer, decision)
    with pytest.raises(Problem, match="lý do"):
        restore(" ")
    assert restore().revoked_on is None
    assert "thu hồi từ 15/07/2025" in words_of_last()
    assert fresh(decision).revoked_reason == ""
    assert revoke(world, officer, decision, day=dt.date(2025, 8, 1)).revoked_on == dt.date(2025, 8, 1)


def test_what_was_recorded_by_mistake_goes_with_its_periods(
    world: World, officer: Actor, decision: Decision
) -> None:
    ask(world, officer, decision)
    remove_decision(actor=officer, school=world.school, decision_id=decision.pk)
    with scopes_disabled():
        assert (Decision.objects.count(), Remedy.objects.count()) == (0, 0)


def test_a_revocation_taken_back_opens_the_period_again_that_it_closed(
    world: World, officer: Actor, decision: Decision
) -> None:
    later = dt.date(2026, 6, 30)
    remedy = ask(world, officer, decision, due_on=later)
    revoke(world, officer, decision)
    restore_decision(actor=officer, school=world.school, decision_id=decision.pk, reason="Ghi nhầm")
    with scopes_disabled():
        again = Remedy.objects.get(pk=remedy.pk)
    assert (again.state, again.closed_on, again.closed_note) == (RemedyState.OPEN, None, "")
    with pytest.raises(Problem, match="thời hạn khắc phục"):
        revoke(world, officer, decision, ground="not_kept")


def test_a_period_that_had_failed_before_stays_so(world: World, officer: Actor, decision: Decision) -> None:
    remedy = end(world, officer, ask(world, officer, decision))
    revoke(world, officer, decision)
    restore_decision(actor=officer, school=world.school, decision_id=decision.pk, reason="Ghi nhầm")
    with scopes_disabled():
        kept = Remedy.objects.get(pk=remedy.pk)
    assert (kept.state, kept.closed_on, kept.closed_note) == (RemedyState.FAILED, DUE, "Chưa xây xong")
