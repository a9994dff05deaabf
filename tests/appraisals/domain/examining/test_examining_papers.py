"""The preliminary report of a member."""

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.examining.papers import (
    LONGEST,
    PRELIMINARY_PARTS,
    StalePaper,
    has_preliminary,
    save_preliminary,
    send_preliminary,
    take_back_preliminary,
)
from minhdinh.appraisals.domain.examining.queries import others_preliminary, own_preliminary
from minhdinh.appraisals.enums import BodyRole
from minhdinh.appraisals.models import MemberPaper
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from tests.appraisals.domain.examining.examined import Examined, examined
from tests.appraisals.registered import TT57, TT2018

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Examined:
    return examined(TT2018)


def save(room: Examined, version: int = 0, **texts: str) -> MemberPaper:
    with scopes_disabled():
        return save_preliminary(
            actor=room.reader, case=room.case(), member=room.member(), texts=texts, version=version
        )


def test_only_known_parts_are_kept(room: Examined) -> None:
    paper = save(room, overall=" Đủ.\r\n ", plan="", hacked="x")
    assert (paper.texts, paper.version) == ({"overall": "Đủ."}, 1)
    assert set(paper.texts) <= set(PRELIMINARY_PARTS)


def test_a_stale_one_carries_what_stands(room: Examined) -> None:
    save(room, overall="Một")
    with pytest.raises(StalePaper) as stale:
        save(room, overall="Hai")
    assert stale.value.standing.texts == {"overall": "Một"}
    with pytest.raises(Problem):
        save(room, version=1, overall="x" * (LONGEST + 1))


def test_it_is_the_members_alone_until_sent(room: Examined) -> None:
    save(room, overall="Một")
    with scopes_disabled():
        leader = room.member(BodyRole.LEADER)
        assert others_preliminary(leader) == []
        who = {"actor": room.reader, "case": room.case(), "member": room.member()}
        sent = send_preliminary(**who)
        assert send_preliminary(**who).version == sent.version  # a second time changes nothing
        assert [one.pk for one in others_preliminary(leader)] == [sent.pk]
        assert own_preliminary(leader) is None
        take_back_preliminary(**who)
        assert others_preliminary(leader) == []
        codes = set(Entry.objects.filter(action__startswith="desk.").values_list("action", flat=True))
    assert codes == {"desk.preliminary_sent", "desk.preliminary_taken_back"}


def test_an_empty_one_is_not_sent_and_nobody_writes_for_another(room: Examined) -> None:
    with scopes_disabled():
        with pytest.raises(Problem, match="chưa ghi gì"):
            send_preliminary(actor=room.reader, case=room.case(), member=room.member())
        for actor in (room.world.examiner(BodyRole.LEADER), room.world.principal(), room.world.specialist()):
            with pytest.raises((NotAllowed, NotHere)):
                save_preliminary(
                    actor=actor, case=room.case(), member=room.member(), texts={"overall": "x"}, version=0
                )
        assert not MemberPaper.objects.exists()


def test_only_the_regime_that_asks_for_it_has_one() -> None:
    room = examined(TT57)
    with scopes_disabled():
        assert not has_preliminary(room.case())
    with pytest.raises(Problem, match="không có báo cáo sơ bộ"):
        save(room, overall="x")
