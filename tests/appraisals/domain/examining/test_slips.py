"""Criterion slips: whose, when, as what."""

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.examining.queries import others_slips
from minhdinh.appraisals.domain.examining.slips import (
    LONGEST,
    StaleSlip,
    Written,
    save_slip,
    send_slip,
    send_written,
    take_back,
)
from minhdinh.appraisals.enums import BodyRole
from minhdinh.appraisals.models import BodyMember, Slip
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from tests.appraisals.domain.examining.examined import Examined, examined

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Examined:
    return examined()


def test_a_slip_is_kept_and_counted(room: Examined) -> None:
    first = room.save(strengths="  Rõ ràng.\r\nĐủ.  ", private_note="Hỏi cô Lan", level="0")
    assert (first.version, first.level, first.strengths) == (1, 0, "Rõ ràng.\nĐủ.")
    second = room.save(version=1, strengths="Đủ.", level="")
    assert (second.pk, second.version, second.level, second.private_note) == (first.pk, 2, None, "")


def test_an_old_version_is_stale_and_overwrites_nothing(room: Examined) -> None:
    room.save(strengths="Bản thứ nhất")
    with pytest.raises(StaleSlip) as stale:
        room.save(strengths="Bản thứ hai", version=0)
    assert stale.value.standing.strengths == "Bản thứ nhất"
    with scopes_disabled():
        assert Slip.objects.get().strengths == "Bản thứ nhất"


def test_sent_slips_are_taken_back_and_changed(room: Examined) -> None:
    sent = room.send()
    with pytest.raises(Problem, match="rút lại"):
        room.save(version=sent.version)
    place = (room.track, "1.3")
    with scopes_disabled():
        back = take_back(actor=room.reader, case=room.case(), member=room.member(), place=place)
        assert others_slips(room.member(BodyRole.LEADER), place) == []
    assert room.save(version=back.version, strengths="Sửa").strengths == "Sửa"


def test_only_the_own_criteria_but_all_for_those_who_lead(room: Examined) -> None:
    with scopes_disabled():
        BodyMember.objects.filter(body__case=room.world.registered).update(criteria=[f"{room.track}:1.1"])
    with pytest.raises(NotAllowed):
        room.save()
    assert room.save(criterion="1.1").version == 1
    for role in (BodyRole.LEADER, BodyRole.SECRETARY):
        assert room.save(role).version == 1


def test_nobody_writes_for_another(room: Examined) -> None:
    world = room.world
    others = (world.examiner(BodyRole.LEADER), world.principal(), world.specialist(), world.officer())
    for actor in others:
        with scopes_disabled(), pytest.raises((NotAllowed, NotHere)):
            save_slip(
                actor=actor,
                case=room.case(),
                member=room.member(),
                report=room.report(),
                place=(room.track, "1.3"),
                written=Written({"strengths": "Của người khác"}),
            )
    with scopes_disabled():
        assert not Slip.objects.exists()


@pytest.mark.parametrize(
    ("criterion", "texts"),
    [
        ("9.9", {"strengths": "x"}),
        ("", {"strengths": "x"}),
        ("1.3' OR 1=1", {"strengths": "x"}),
        ("1.3", {"strengths": "x" * (LONGEST + 1)}),
        ("1.3", {"level": "7"}),
        ("1.3", {"level": "-1"}),
        ("1.3", {"level": "²"}),
        ("1.3", {"level": "1; DROP"}),
    ],
)
def test_hostile_input_is_refused(room: Examined, criterion: str, texts: dict[str, str]) -> None:
    with pytest.raises(Problem):
        room.save(criterion=criterion, **texts)
    with scopes_disabled():
        assert not Slip.objects.exists()


def test_nul_is_taken_out(room: Examined) -> None:
    assert room.save(strengths="a\x00b").strengths == "ab"


def test_an_empty_slip_is_not_sent(room: Examined) -> None:
    room.save(private_note="Chỉ cho mình", level="")
    place = (room.track, "1.3")
    with scopes_disabled():
        with pytest.raises(Problem, match="chưa ghi gì"):
            send_slip(actor=room.reader, case=room.case(), member=room.member(), place=place)
        with pytest.raises(Problem, match="Không có phiếu"):
            send_written(actor=room.reader, case=room.case(), member=room.member())
    room.save(criterion="1.1")
    with scopes_disabled():
        assert send_written(actor=room.reader, case=room.case(), member=room.member()) == 1
