"""Who comes into the examiner's room."""

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.enums import BodyRole
from minhdinh.appraisals.models import BodyMember
from tests.appraisals.domain.examining.examined import Examined, examined
from tests.appraisals.views.desk_room import body, client, criterion_url, strangers, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Examined:
    return examined()


def test_the_room_is_closed_to_everybody_else(room: Examined) -> None:
    room.send()
    sha = room.sha256
    pages = [
        url(room),
        url(room, "bao-cao/"),
        criterion_url(room),
        url(room, f"tep/{sha}/"),
        url(room, "so-bo/"),
    ]
    posts = [
        criterion_url(room, "luu/"),
        criterion_url(room, "gui/"),
        criterion_url(room, "rut/"),
        url(room, "buoc/"),
    ]
    for actor in strangers(room):
        stranger = room.world.client(actor)
        assert {stranger.get(one).status_code for one in pages} <= {403, 404}
        assert {stranger.post(one, {"version": 0}).status_code for one in posts} <= {403, 404}
    outsider = examined()
    assert {client(outsider).get(one).status_code for one in pages} == {404}


def test_a_registration_of_another_year_is_not_theirs(room: Examined) -> None:
    address = url(room).replace(f"/{room.world.registered.pk}/", "/999999/")
    assert body(room, address, status=404)


def test_before_declaring_only_where_to_declare_is_shown(room: Examined) -> None:
    with scopes_disabled():
        BodyMember.objects.filter(pk=room.member().pk).update(declared_at=None)
    page = body(room, url(room))
    assert "cần cam kết" in page
    assert "tieu-chi/" not in page
    for rest in ("bao-cao/", f"tieu-chi/{room.track}/1.3/", f"tep/{room.sha256}/"):
        answer = client(room).get(url(room, rest))
        assert answer.status_code == 302
        assert "/danh-gia/" in answer["Location"]


def test_a_leader_who_has_not_declared_moves_nothing(room: Examined) -> None:
    with scopes_disabled():
        BodyMember.objects.filter(pk=room.member(BodyRole.LEADER).pk).update(declared_at=None)
    assert "viec-tiep" not in body(room, url(room), BodyRole.LEADER)
    form = {"act": "stop", "version": "0", "note": "Lý do"}
    assert client(room, BodyRole.LEADER).post(url(room, "buoc/"), form).status_code == 302
    assert room.world.fresh().stage == "study"
