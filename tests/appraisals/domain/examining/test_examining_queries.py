"""What is read of slips: the own, and what others have sent."""

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.examining.queries import others_slips, progress_of
from minhdinh.appraisals.domain.examining.slips import (
    send_slip,
)
from minhdinh.appraisals.enums import BodyRole
from minhdinh.appraisals.rules.reading import places_of
from tests.appraisals.domain.examining.examined import Examined, examined
from tests.assessments.cases import SMALL

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Examined:
    return examined()


def test_before_sending_it_is_the_members_alone(room: Examined) -> None:
    room.save(private_note="Riêng", strengths="Rõ")
    place = (room.track, "1.3")
    with scopes_disabled():
        assert others_slips(room.member(BodyRole.LEADER), place) == []
        progress = progress_of(room.member(BodyRole.LEADER), [place])
        assert progress.places[0].sent_by == []
        send_slip(actor=room.reader, case=room.case(), member=room.member(), place=place)
        read = others_slips(room.member(BodyRole.LEADER), place)
        assert [one.name for one in read] == [room.member().name]
        assert read[0].parts == [("Điểm mạnh", "Rõ")]
        assert "Riêng" not in str(read)
        assert others_slips(room.member(), place) == []
        assert progress_of(room.member(BodyRole.LEADER), [place]).done == 1


def test_how_far_the_body_is_costs_the_same_for_any_number_of_slips(
    room: Examined, django_assert_num_queries: object
) -> None:
    places = places_of(room.report().dossier)
    room.send()
    member = room.member()
    with scopes_disabled(), django_assert_num_queries(3):  # type: ignore[operator]
        progress_of(member, places)
    for role in (BodyRole.LEADER, BodyRole.SECRETARY):
        for criterion in SMALL:
            room.send(role, criterion)
    with scopes_disabled(), django_assert_num_queries(3):  # type: ignore[operator]
        progress = progress_of(member, places)
    assert [one.sent for one in progress.members] == [3, 3, 1]
