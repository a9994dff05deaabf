"""Who may enter the room, and until when the body writes."""

import pytest
from django.utils import timezone

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.bodies.declaring import NotDeclared
from minhdinh.appraisals.domain.examining.entering import (
    examining_member,
    may_write,
    reading_member,
    writing_member,
)
from minhdinh.appraisals.domain.examining.queries import case_examined_by, own_slip
from minhdinh.appraisals.domain.examining.slips import take_back
from minhdinh.appraisals.enums import BodyRole
from minhdinh.appraisals.models import Body, BodyMember
from minhdinh.appraisals.rules.regimes import regime
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from tests.appraisals.domain.examining.examined import Examined, examined
from tests.appraisals.registered import DAY, TT57, TT2018

pytestmark = pytest.mark.django_db
WRITING = {
    TT57: {"study", "visit", "meeting"},
    TT2018: {"study", "first_visit", "visit", "drafting"},
}


@pytest.fixture
def room() -> Examined:
    return examined()


@pytest.mark.parametrize("name", [TT57, TT2018])
def test_slips_are_written_only_where_the_body_works(name: str) -> None:
    law = regime(name)
    assert {stage.id for stage in law.stages if may_write(law, stage.id)} == WRITING[name]
    room = examined(name)
    sent = room.send()
    place = (room.track, "1.3")
    for stage in law.stages:
        room.world.put(stage.id)
        if stage.id in WRITING[name]:
            continue
        with pytest.raises(Problem):
            room.save(version=sent.version, criterion="1.1")
        with scopes_disabled(), pytest.raises(Problem):
            take_back(actor=room.reader, case=room.case(), member=room.member(), place=place)
    with scopes_disabled():
        slip = own_slip(room.member(), place)
    assert slip is not None
    assert slip.sent_at is not None


def test_who_is_a_member_of_the_body_now(room: Examined) -> None:
    world = room.world
    with scopes_disabled():
        case = room.case()
        for role in (BodyRole.LEADER, BodyRole.SECRETARY, BodyRole.MEMBER):
            assert examining_member(world.examiner(role), case).role == role
        others = (
            world.principal(),
            world.secretary(),
            world.specialist(),
            world.officer(),
            world.case.system,
        )
        for actor in others:
            with pytest.raises(NotHere):
                examining_member(actor, case)


@pytest.mark.parametrize("over", ["days", "dissolved", "ended", "not begun"])
def test_a_member_whose_time_is_over_is_a_stranger(room: Examined, over: str) -> None:
    today, now = timezone.localdate(), timezone.now()
    actor = room.reader
    with scopes_disabled():
        body = Body.objects.filter(case=room.world.registered)
        if over == "days":
            body.update(starts_on=today - 2 * DAY, ends_on=today - DAY)
        elif over == "not begun":
            body.update(starts_on=today + DAY, ends_on=today + 2 * DAY)
        elif over == "dissolved":
            body.update(dissolved_at=now, dissolved_reason="Hết việc")
        else:
            BodyMember.objects.filter(pk=room.member().pk).update(ended_at=now)
        with pytest.raises(NotHere):
            examining_member(actor, room.case())
        assert case_examined_by(room.world.school.pk, actor.user_id) is None


def test_reading_needs_a_declaration_that_nothing_stands_against(room: Examined) -> None:
    with scopes_disabled():
        rows = BodyMember.objects.filter(pk=room.member().pk)
        assert reading_member(room.reader, room.case()).pk == room.member().pk
        rows.update(conflict="Từng dạy ở trường")
        with pytest.raises(NotDeclared):
            reading_member(room.reader, room.case())
        rows.update(overruled="Công văn 12/SGDĐT")
        assert reading_member(room.reader, room.case()).pk == room.member().pk
        rows.update(declared_at=None)
        with pytest.raises(NotDeclared):
            reading_member(room.reader, room.case())


def test_writing_is_for_the_member_alone(room: Examined) -> None:
    with scopes_disabled():
        assert writing_member(room.reader, room.case(), room.member()).pk == room.member().pk
        with pytest.raises(NotAllowed):
            writing_member(room.reader, room.case(), room.member(BodyRole.LEADER))
    room.world.put("noticing")
    with scopes_disabled(), pytest.raises(Problem, match="không còn ở bước"):
        writing_member(room.reader, room.case(), room.member())
