"""The protocol as a browser speaks it: every state, every refusal."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.models import Blob, EvidenceItem, EvidenceUse, IncomingUpload
from minhdinh.lib.hashing import sha256
from tests.evidence.factories import House, make_file, make_house, make_item, signed_in
from tests.evidence.resumable.sender import VERSION, Sender, hashes, metadata, paper, uploads
from tests.factories import member

pytestmark = pytest.mark.django_db
CONTENT = paper(5000)


@pytest.fixture
def sender(house: House, secretary_client: Client) -> Sender:
    return Sender(secretary_client, house)


@pytest.fixture
def contributor(house: House, contributor_client: Client) -> Sender:
    return Sender(contributor_client, house)


def test_the_server_says_what_it_can(sender: Sender, settings: Settings) -> None:
    settings.MINHDINH_UPLOAD_LIMIT = 7000
    response = sender.client.options(sender.house.url("tai-len/phan/"))
    assert response.status_code == 204
    assert response.headers["Tus-Version"] == response.headers["Tus-Resumable"] == "1.0.0"
    assert response.headers["Tus-Extension"] == "creation,termination,expiration"
    assert response.headers["Tus-Max-Size"] == "7000"


def test_a_file_in_three_pieces_becomes_a_coded_item(sender: Sender, incoming: Path) -> None:
    answer = sender.send(CONTENT, criterion="1.3")
    with scopes_disabled():
        item = EvidenceItem.objects.get()
        assert EvidenceUse.objects.values_list("track", "criterion").get() == ("thcs", "1.3")
    assert answer.status_code == 200
    assert answer.json() == {
        "id": item.pk,
        "code": "MC.1.3.01",
        "name": "ke hoach",
        "url": sender.house.url(f"{item.pk}/"),
    }
    assert hashes() == [sha256(CONTENT)]
    assert list(incoming.iterdir()) == []


def test_without_criterion_it_waits_in_the_inbox(contributor: Sender) -> None:
    answer = contributor.send(CONTENT, filename="Biên bản họp.pdf").json()
    assert (answer["code"], answer["name"]) == ("(chưa có mã)", "Biên bản họp")


def test_a_file_for_an_item_joins_it(sender: Sender) -> None:
    item = make_item(sender.house)
    answer = sender.send(CONTENT, item=str(item.pk))
    item.refresh_from_db(from_queryset=EvidenceItem._base_manager.all())
    assert (answer.json()["id"], item.file_count) == (item.pk, 1)


def test_asked_twice_it_answers_the_same_and_makes_one_item(sender: Sender) -> None:
    place = sender.begin(len(CONTENT), criterion="1.3")
    sender.patch(place, 0, CONTENT)
    first, second = sender.finish(place), sender.finish(place)
    assert first.status_code == second.status_code == 200
    assert first.json() == second.json()
    assert len(hashes()) == 1
    assert sender.offset(place) == len(CONTENT)
    assert sender.patch(place, len(CONTENT), b"").status_code == 204
    assert sender.patch(place, 0, CONTENT).status_code == 409


def test_bytes_that_stand_elsewhere_name_their_item(sender: Sender) -> None:
    there = make_item(sender.house, criterion="1.1", name="Kế hoạch")
    make_file(there, CONTENT)
    answer = sender.send(CONTENT, criterion="1.3").json()
    assert answer["duplicate_of"]["id"] == there.pk
    assert answer["duplicate_of"]["url"].endswith("?for=1.3")
    here = make_item(sender.house)
    joined = sender.send(CONTENT, item=str(here.pk)).json()
    assert (joined["id"], joined["duplicate_of"]["id"]) == (here.pk, there.pk)


def test_how_far_an_upload_is(sender: Sender) -> None:
    place = sender.begin(len(CONTENT))
    assert sender.offset(place) == 0
    answer = sender.patch(place, 0, CONTENT[:100])
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, "100")
    head = sender.head(place)
    assert (head.headers["Upload-Offset"], head.headers["Upload-Length"]) == ("100", str(len(CONTENT)))
    assert head.headers["Cache-Control"] == "no-store"
    assert "GMT" in head.headers["Upload-Expires"]


def test_a_piece_at_the_wrong_place_changes_nothing(sender: Sender) -> None:
    place = sender.begin(len(CONTENT))
    sender.patch(place, 0, CONTENT[:100])
    for at in (0, 99, 101, len(CONTENT)):
        answer = sender.patch(place, at, CONTENT[100:200])
        assert (answer.status_code, answer.headers["Upload-Offset"]) == (409, "100")
    assert sender.offset(place) == 100


def test_finishing_too_early(sender: Sender) -> None:
    place = sender.begin(len(CONTENT))
    sender.patch(place, 0, CONTENT[:100])
    answer = sender.finish(place)
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (409, "100")
    assert hashes() == []


def test_more_bytes_than_announced(sender: Sender) -> None:
    place = sender.begin(100)
    answer = sender.patch(place, 0, CONTENT)
    assert answer.status_code == 413
    assert sender.offset(place) == 0


def test_a_file_above_the_limit_is_refused_before_it_is_sent(sender: Sender, settings: Settings) -> None:
    settings.MINHDINH_UPLOAD_LIMIT = 3 * 1024 * 1024
    answer = sender.announce(3 * 1024 * 1024 + 1)
    assert answer.status_code == 413
    assert "quá giới hạn 3 MB" in answer.json()["message"]
    assert uploads() == []


def test_a_school_without_room_is_told_before_anything_is_sent(sender: Sender, settings: Settings) -> None:
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    answer = sender.announce(2 * 1024 * 1024)
    assert answer.status_code == 422
    assert "không đủ cho" in answer.json()["message"]
    assert uploads() == []


def test_room_that_went_meanwhile_can_come_back(sender: Sender, settings: Settings) -> None:
    content = paper(2 * 1024 * 1024)
    place = sender.begin(len(content))
    sender.patch(place, 0, content)
    settings.MINHDINH_SCHOOL_QUOTA_MB = 1
    refused = sender.finish(place)
    assert (refused.status_code, refused.json()["again"]) == (422, True)
    settings.MINHDINH_SCHOOL_QUOTA_MB = 0
    assert sender.finish(place).status_code == 200
    assert hashes() == [sha256(content)]


@pytest.mark.parametrize("length", ["", "abc", "-1", "1.5", "٣", "9" * 400])
def test_a_length_that_is_no_number(sender: Sender, length: str) -> None:
    assert sender.announce(length).status_code == 400


def test_an_empty_file(sender: Sender) -> None:
    answer = sender.announce(0)
    assert answer.status_code == 422
    assert "rỗng (0 byte)" in answer.json()["message"]


@pytest.mark.parametrize(
    "told",
    [
        metadata(filename="a\0b.pdf"),
        metadata(filename="a\r\nb.pdf"),
        metadata(criterion="1.3\0"),
        "filename /////w==",
        "filename %%%",
        "filename é",
        metadata(filename="a" * 9000),
    ],
)
def test_hostile_names_are_refused_with_a_sentence(sender: Sender, told: str) -> None:
    answer = sender.announce(100, told=told)
    assert answer.status_code == 400
    assert answer.json()["message"].endswith("gửi lại.")
    assert uploads() == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\u202efdp.exe", "n" * 900, "", "\\\\may\\chu\\a.pdf"])
def test_strange_names_become_plain_ones(sender: Sender, name: str) -> None:
    sender.begin(100, filename=name)
    (kept,) = uploads()
    assert 0 < len(kept.name) <= 250
    assert not {"/", "\\", "\u202e"} & set(kept.name)


@pytest.mark.parametrize(("criterion", "track"), [("9.9", ""), ("1.3", "khong-co"), ("'", "")])
def test_a_place_that_the_year_does_not_have(sender: Sender, criterion: str, track: str) -> None:
    assert sender.announce(100, criterion=criterion, track=track).status_code == 422


@pytest.mark.parametrize("item", ["999999", "abc", "-1", "٣", "9" * 300])
def test_an_item_that_is_not_there(sender: Sender, item: str) -> None:
    assert sender.announce(100, item=item).status_code == 404


def test_an_item_of_another_school_is_not_there(sender: Sender) -> None:
    assert sender.announce(100, item=str(make_item(make_house()).pk)).status_code == 404


def test_an_item_of_which_only_its_place_is_kept_takes_no_file(sender: Sender) -> None:
    item = make_item(sender.house)
    with scopes_disabled():
        EvidenceItem.objects.filter(pk=item.pk).update(sensitive=True)
    principal = Sender(signed_in(member(sender.house.school, Role.PRINCIPAL)), sender.house)
    answer = principal.announce(100, item=str(item.pk))
    assert answer.status_code == 422
    assert "nhạy cảm" in answer.json()["message"]
    assert uploads() == []


def test_bytes_that_are_no_allowed_file_are_explained_and_go(sender: Sender, incoming: Path) -> None:
    content = b"MZ\x90" + bytes(500)
    place = sender.begin(len(content), filename="gia-mao.pdf")
    sender.patch(place, 0, content)
    for _time in range(2):
        answer = sender.finish(place)
        assert (answer.status_code, answer.json()["again"]) == (422, False)
        assert "gia-mao.pdf" in answer.json()["message"]
    assert list(incoming.iterdir()) == []
    with scopes_disabled():
        assert not Blob.objects.exists()
    assert sender.delete(place).status_code == 204
    assert uploads() == []


@pytest.mark.parametrize("version", ["", "0.2.2", "1.0.0, 2.0.0"])
def test_another_version_of_the_protocol(sender: Sender, version: str) -> None:
    headers = {"HTTP_TUS_RESUMABLE": version, "HTTP_UPLOAD_LENGTH": "5"}
    answer = sender.client.post(sender.house.url("tai-len/phan/"), **headers)
    assert (answer.status_code, answer.headers["Tus-Version"]) == (412, "1.0.0")


def test_a_piece_of_another_kind(sender: Sender) -> None:
    place = sender.begin(100)
    assert sender.patch(place, 0, b"x", content_type="application/json").status_code == 415


@pytest.mark.parametrize("at", ["", "-1", "x", "1e2"])
def test_a_place_that_is_no_number(sender: Sender, at: str) -> None:
    assert sender.patch(sender.begin(100), at, b"x").status_code == 400


def test_a_cancelled_upload_leaves_nothing(sender: Sender, incoming: Path) -> None:
    place = sender.begin(len(CONTENT))
    sender.patch(place, 0, CONTENT[:500])
    assert [path.stat().st_size for path in incoming.iterdir()] == [500]
    assert sender.delete(place).status_code == 204
    assert (uploads(), list(incoming.iterdir())) == ([], [])
    for answer in (sender.head(place), sender.patch(place, 500, b"x"), sender.finish(place)):
        assert answer.status_code == 404
    assert list(incoming.iterdir()) == []


def test_what_became_evidence_is_not_cancelled(sender: Sender) -> None:
    place = sender.begin(len(CONTENT))
    sender.patch(place, 0, CONTENT)
    sender.finish(place)
    assert sender.delete(place).status_code == 409
    assert len(hashes()) == 1


def all_of(sender: Sender, place: str) -> list[int]:
    """Ask everything of an upload; return the statuses."""
    piece = sender.patch(place, 0, CONTENT)
    asked: list[Any] = [sender.head(place), piece, sender.finish(place), sender.delete(place)]
    return [answer.status_code for answer in asked]


def test_it_belongs_to_its_sender_alone(sender: Sender, contributor: Sender) -> None:
    place = contributor.begin(len(CONTENT))
    assert all_of(sender, place) == [404] * 4
    elsewhere = make_house()
    stranger = Sender(signed_in(member(elsewhere.school, Role.SECRETARY)), elsewhere)
    assert all_of(stranger, place) == [404] * 4
    own = place.replace(sender.house.url(), elsewhere.url())
    assert all_of(stranger, own) == [404] * 4
    assert contributor.offset(place) == 0


@pytest.mark.parametrize("key", ["khong-co", "a" * 32, "A" * 32, "0" * 33, "%00", "..%2F..%2Fx"])
def test_an_address_that_nobody_gave(sender: Sender, key: str) -> None:
    assert all_of(sender, sender.house.url(f"tai-len/phan/{key}/"))[0] == 404


def test_whoever_may_only_look_sends_nothing(house: House) -> None:
    viewer = Sender(signed_in(member(house.school, Role.VIEWER)), house)
    assert viewer.announce(100).status_code == 403


def test_a_signed_out_sender_is_told(house: House) -> None:
    assert Sender(Client(), house).announce(100).status_code == 401


def test_one_that_ran_out_is_gone(sender: Sender) -> None:
    place = sender.begin(100)
    with scopes_disabled():
        IncomingUpload.objects.update(expires_at=timezone.now())
    assert all_of(sender, place) == [410] * 4


def test_the_token_of_the_page_is_asked_for(house: House) -> None:
    person = member(house.school, Role.SECRETARY)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    place = Sender(signed_in(person), house).begin(100)
    sender = Sender(strict, house)
    assert sender.announce(100).status_code == 403
    assert all_of(sender, place) == [200, 403, 403, 403]


def test_a_proxy_that_knows_only_post(sender: Sender) -> None:
    place = sender.begin(len(CONTENT))
    headers = {"HTTP_X_HTTP_METHOD_OVERRIDE": "PATCH", "HTTP_UPLOAD_OFFSET": "0", **VERSION}
    kind = "application/offset+octet-stream"
    assert sender.client.post(place, CONTENT, content_type=kind, **headers).status_code == 204
    assert sender.offset(place) == len(CONTENT)
    by_get = sender.client.get(place, HTTP_X_HTTP_METHOD_OVERRIDE="DELETE", **VERSION)
    assert by_get.status_code == 405
    assert sender.client.post(place, **VERSION).status_code == 405


def test_a_piece_is_larger_than_a_form_may_be(sender: Sender, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000  # it is read bit by bit, never as a whole
    place = sender.begin(len(CONTENT))
    assert sender.patch(place, 0, CONTENT).status_code == 204


def test_a_piece_costs_few_queries(
    sender: Sender, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    place = sender.begin(len(CONTENT))
    with django_assert_max_num_queries(18):
        sender.patch(place, 0, CONTENT[:1000])
