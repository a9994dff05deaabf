"""Side by side: what members found is shown as the reader may see it."""

import pytest
from django.utils import timezone

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.concluding.examined import examined
from minhdinh.appraisals.domain.concluding.sides import Side, held_of, sides_of
from minhdinh.appraisals.enums import BodyRole
from minhdinh.appraisals.models import Slip
from minhdinh.appraisals.rules.concluding import Place
from tests.appraisals.concluded import REASON, conclude, make_concluding
from tests.appraisals.registered import World

pytestmark = pytest.mark.django_db


def slip(world: World, role: str, level: int = 1, *, sent: bool = True, criterion: str = "1.3") -> Slip:
    with scopes_disabled():
        return Slip.objects.create(
            school=world.school,
            member=world.members[role],
            track=world.case.track,
            criterion=criterion,
            level=level,
            strengths="Riêng của phiếu",
            private_note="Không ai đọc",
            sent_at=timezone.now() if sent else None,
        )


def side(world: World, reader: str, criterion: str = "1.3") -> Side:
    with scopes_disabled():
        case = world.fresh()
        sides = sides_of(case, examined(case), world.members[reader])
    return next(one for one in sides if one.place.place.criterion == criterion)


def levels(one: Side) -> dict[str, str]:
    return {found.member.role: found.label for found in one.found if found.slip is not None}


def test_the_leading_see_what_was_sent_and_nothing_else() -> None:
    world = make_concluding()
    slip(world, BodyRole.MEMBER, 0)
    slip(world, BodyRole.SECRETARY, 2, sent=False)
    for reader in (BodyRole.LEADER, BodyRole.SECRETARY):
        one = side(world, reader)
        assert levels(one) == {BodyRole.MEMBER: "Không đạt Mức 1"}
        assert not one.hidden


def test_a_member_judges_alone_first() -> None:
    world = make_concluding()
    slip(world, BodyRole.LEADER, 2)
    one = side(world, BodyRole.MEMBER)
    assert one.hidden
    assert levels(one) == {}
    assert [found.sent for found in one.found] == [True, False, False]
    own = slip(world, BodyRole.MEMBER, 0, sent=False)
    assert side(world, BodyRole.MEMBER).hidden
    with scopes_disabled():
        own.sent_at = timezone.now()
        own.save()
    assert len(levels(side(world, BodyRole.MEMBER))) == 2


def test_a_criterion_given_to_others_is_read_at_once() -> None:
    world = make_concluding()
    with scopes_disabled():
        member = world.members[BodyRole.MEMBER]
        member.criteria = [f"{world.case.track}:1.1"]
        member.save()
    slip(world, BodyRole.LEADER)
    assert len(levels(side(world, BodyRole.MEMBER))) == 1
    assert side(world, BodyRole.MEMBER, "1.1").hidden


def test_what_the_body_holds_beside_the_schools_own() -> None:
    world = make_concluding(level=1)
    conclude(world, "1.3", 0, reason=REASON)
    one = side(world, BodyRole.MEMBER)
    assert (one.self_label, one.label, one.version) == ("Đạt Mức 1", "Không đạt Mức 1", 1)
    assert one.held.differs
    assert [level for level, _label in one.choices] == [0, 1, 2]
    empty = side(world, BodyRole.MEMBER, "1.1")
    assert (empty.label, empty.version, empty.row) == ("Chưa xét", 0, None)


def test_every_place_is_held_once() -> None:
    world = make_concluding(level=1)
    with scopes_disabled():
        held = held_of(examined(world.fresh()), {})
    assert set(held) == {Place(world.case.track, code) for code in ("1.1", "1.3", "2.3")}
    assert {one.self_level for one in held.values()} == {1}
