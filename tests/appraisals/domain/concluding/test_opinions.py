"""Opinion slips: one's own until both have sent, sent once, absences noted, the tally."""

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.concluding.opinions import (
    note_absent,
    save_opinion,
    send_opinion,
    shown_opinions,
    tally_of,
)
from minhdinh.appraisals.enums import BodyRole, Verdict
from minhdinh.appraisals.models import MemberPaper
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale
from tests.appraisals.concluded import make_concluding, vote, vote_all
from tests.appraisals.registered import TT2018, World

pytestmark = pytest.mark.django_db


def save(world: World, role: str = BodyRole.LEADER, version: int = 0, **said: str) -> MemberPaper:
    values = {"verdict": str(Verdict.AGREE), "reason": "", **said}
    with scopes_disabled():
        return save_opinion(actor=world.examiner(role), case=world.fresh(), version=version, **values)


def absent(world: World, role: str, reason: str, by: str = BodyRole.LEADER) -> MemberPaper:
    with scopes_disabled():
        return note_absent(
            actor=world.examiner(by), case=world.fresh(), member_id=world.members[role].pk, reason=reason
        )


def seen_by(world: World, reader: str) -> dict[str, bool]:
    """Return whose verdicts a member reads."""
    with scopes_disabled():
        shown = shown_opinions(world.fresh(), world.members[reader])
        return {one.member.role: one.paper is not None for one in shown}


def test_nobody_reads_anothers_slip_before_both_are_sent() -> None:
    world = make_concluding()
    save(world, BodyRole.SECRETARY)
    save(world, BodyRole.MEMBER)
    assert not seen_by(world, BodyRole.LEADER)[BodyRole.SECRETARY]
    vote(world, BodyRole.MEMBER)
    assert not seen_by(world, BodyRole.LEADER)[BodyRole.MEMBER]
    assert seen_by(world, BodyRole.MEMBER) == {
        BodyRole.LEADER: False,
        BodyRole.SECRETARY: False,
        BodyRole.MEMBER: True,
    }
    vote(world, BodyRole.LEADER)
    assert seen_by(world, BodyRole.LEADER) == {
        BodyRole.LEADER: True,
        BodyRole.SECRETARY: False,
        BodyRole.MEMBER: True,
    }


def test_a_slip_is_sent_once() -> None:
    world = make_concluding()
    vote(world, BodyRole.LEADER)
    with pytest.raises(Problem, match="đã gửi"):
        save(world, version=1)
    with scopes_disabled(), pytest.raises(Problem, match="đã gửi"):
        send_opinion(actor=world.examiner(), case=world.fresh(), version=1)


@pytest.mark.parametrize(("verdict", "reason"), [("", ""), (Verdict.DISAGREE, ""), (Verdict.ABSTAIN, " ")])
def test_what_cannot_be_sent(verdict: str, reason: str) -> None:
    world = make_concluding()
    paper = save(world, verdict=str(verdict), reason=reason)
    with scopes_disabled(), pytest.raises(Problem):
        send_opinion(actor=world.examiner(), case=world.fresh(), version=paper.version)


def test_an_unknown_verdict_and_an_old_version_are_refused() -> None:
    world = make_concluding()
    with pytest.raises(Problem):
        save(world, verdict="maybe")
    save(world)
    with pytest.raises(Stale):
        save(world)
    with scopes_disabled(), pytest.raises(Stale):
        send_opinion(actor=world.examiner(), case=world.fresh(), version=0)


def test_only_members_at_the_stages_of_the_body() -> None:
    world = make_concluding()
    with scopes_disabled():
        for actor in (world.principal(), world.specialist(), world.officer()):
            with pytest.raises(NotAllowed):
                save_opinion(actor=actor, case=world.fresh(), verdict="agree", reason="", version=0)
    for stage in ("response", "noticing", "submitted", "recognised"):
        world.put(stage)
        with pytest.raises(Problem):
            save(world)


def test_a_regime_without_votes_has_no_slips() -> None:
    world = make_concluding(TT2018)
    with pytest.raises(NotHere):
        save(world)
    with pytest.raises(NotHere):
        absent(world, BodyRole.MEMBER, "Ốm")


def test_an_absence_is_noted_by_the_leading_and_taken_back() -> None:
    world = make_concluding()
    with pytest.raises(NotAllowed):
        absent(world, BodyRole.LEADER, "Ốm", by=BodyRole.MEMBER)
    absent(world, BodyRole.MEMBER, "Đi công tác")
    with scopes_disabled():
        assert tally_of(world.fresh()).absent == (world.members[BodyRole.MEMBER].name,)
    absent(world, BodyRole.MEMBER, "")
    with scopes_disabled():
        found = tally_of(world.fresh())
    assert found.absent == ()
    assert len(found.missing) == 3


def test_an_absence_does_not_keep_a_member_from_sending() -> None:
    world = make_concluding()
    absent(world, BodyRole.MEMBER, "Đi công tác")
    vote(world, BodyRole.MEMBER, Verdict.DISAGREE, "Chưa đủ minh chứng")
    with scopes_disabled():
        found = tally_of(world.fresh())
    assert (found.disagree, found.absent) == (1, ())
    with pytest.raises(Problem, match="đã gửi"):
        absent(world, BodyRole.MEMBER, "Vắng")


def test_whoever_is_no_member_is_not_absent() -> None:
    world = make_concluding()
    with scopes_disabled(), pytest.raises(NotHere):
        note_absent(actor=world.examiner(), case=world.fresh(), member_id=10**6, reason="x")


def test_the_tally_is_whole_when_all_have_sent() -> None:
    world = make_concluding()
    vote_all(world)
    with scopes_disabled():
        found = tally_of(world.fresh())
    assert found.is_whole
    assert found.agree == 3
