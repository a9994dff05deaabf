"""What a paper of a registration shows of votes and slips depends on who asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.examining.queries import others_slips
from minhdinh.appraisals.enums import BodyRole, VisitKind
from minhdinh.appraisals.models import Slip
from minhdinh.documents.domain import cases as papers
from tests.appraisals.concluded import make_concluding, vote, write_report
from tests.documents.domain.test_cases import made, offered, slip, visit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _open(no_office: None) -> Iterator[None]:
    with scopes_disabled():
        yield


def test_minutes_of_a_member_do_not_tell_how_others_voted() -> None:
    world = make_concluding()
    write_report(world)
    vote(world, BodyRole.LEADER)
    vote(world, BodyRole.SECRETARY, "disagree", "Chưa đủ")
    row = visit(world, VisitKind.MEETING, held=False)
    of_member = made(world, BodyRole.MEMBER, papers.MEETING, row.pk)
    of_leader = made(world, BodyRole.LEADER, papers.MEETING, row.pk)
    assert "không đồng ý 01" in of_leader
    assert "không đồng ý 01" not in of_member


def test_a_slip_of_another_is_seen_by_the_leader_only() -> None:
    world = make_concluding()
    slip(world, sent=True)
    sent = Slip.objects.get()
    place = (sent.track, sent.criterion)
    leader, other = world.members[BodyRole.LEADER], world.members[BodyRole.MEMBER]
    assert others_slips(leader, place)
    sent.member = leader
    sent.save()
    assert others_slips(other, place) == []
    assert (papers.SLIPS, leader.pk) not in {(one.form, one.part) for one in offered(world, BodyRole.MEMBER)}
