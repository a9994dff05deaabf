import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.improvement.domain.outside import answer_outside, ask_outside, offices_to_ask
from minhdinh.improvement.enums import OutsideState
from minhdinh.improvement.models import Action
from minhdinh.notifications.models import Notice
from tests.factories import CommuneFactory, acting
from tests.improvement.plans import Desk

TODAY = timezone.localdate()
REQUEST = "Kế hoạch vận động tài trợ năm học."


@pytest.fixture
def asked(desk: Desk) -> Action:
    officer = desk.officer()
    action = desk.action("Vận động tài trợ", needs_outside=True)
    ask_outside(actor=desk.actor(), action=action, office=desk.commune, request=REQUEST)
    assert Notice.objects.get(person=officer).text.startswith("Trường THCS An Bình trình phê duyệt")
    return desk.fresh(action)


def answer(desk: Desk, action: Action, **changes: object) -> None:
    values = {"granted": True, "number": "12/UBND", "on": TODAY, **changes}
    answer_outside(actor=desk.office_actor(), action=action, **values)  # type: ignore[arg-type]


def test_the_offices_above_the_nearest_first(desk: Desk) -> None:
    assert offices_to_ask(desk.school) == [desk.commune, desk.department]


def test_asked_and_granted(desk: Desk, asked: Action) -> None:
    assert (asked.outside_state, asked.outside_office) == (OutsideState.ASKED, desk.commune)
    answer(desk, asked)
    found = desk.fresh(asked)
    assert (found.outside_state, found.outside_number, found.outside_on) == ("granted", "12/UBND", TODAY)
    secretary = desk.case.user(Role.SECRETARY)
    assert "Đã được phê duyệt" in Notice.objects.filter(person=secretary).latest("id").text
    with pytest.raises(Problem, match="không chờ"):
        answer(desk, found)
    with pytest.raises(Problem, match="đã trình hoặc"):
        ask_outside(actor=desk.actor(), action=found, office=desk.commune, request=REQUEST)


def test_a_refusal_says_why_and_may_be_asked_again(desk: Desk, asked: Action) -> None:
    with pytest.raises(Problem, match="lý do"):
        answer(desk, asked, granted=False)
    answer(desk, asked, granted=False, words="Chưa đúng quy định về tài trợ.")
    found = desk.fresh(asked)
    assert found.outside_state == OutsideState.REFUSED
    ask_outside(actor=desk.actor(), action=found, office=desk.department, request="Đã sửa.")
    assert (desk.fresh(asked).outside_state, desk.fresh(asked).outside_answer) == ("asked", "")


def test_only_the_office_that_was_asked_answers(desk: Desk, asked: Action) -> None:
    other = desk.officer(desk.department, Role.DEPARTMENT_SPECIALIST)
    with pytest.raises(NotAllowed, match="không trình"):
        answer_outside(actor=acting(other, desk.school), action=asked, granted=True, number="1", on=TODAY)
    for role in (Role.PRINCIPAL, Role.SECRETARY):
        with pytest.raises(NotAllowed):
            answer_outside(actor=desk.actor(role), action=asked, granted=True, number="1", on=TODAY)


def test_the_day_has_come(desk: Desk, asked: Action) -> None:
    with pytest.raises(Problem, match="tương lai"):
        answer(desk, asked, on=TODAY + dt.timedelta(days=1))


def test_an_office_elsewhere_cannot_be_asked(desk: Desk) -> None:
    elsewhere = CommuneFactory(under=desk.department)
    with pytest.raises(Problem, match="quản lý trực tiếp"):
        ask_outside(actor=desk.actor(), action=desk.action(), office=elsewhere, request=REQUEST)


def test_asking_needs_words_and_a_writer(desk: Desk) -> None:
    action = desk.action()
    with pytest.raises(Problem, match="nội dung trình"):
        ask_outside(actor=desk.actor(), action=action, office=desk.commune, request=" ")
    with pytest.raises(NotAllowed):
        ask_outside(actor=desk.actor(Role.MEMBER), action=action, office=desk.commune, request=REQUEST)
