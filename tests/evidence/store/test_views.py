"""A file is brought straight to the store over HTTP: every address after the permission check, nothing opened unchecked."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.models import DirectArrival, EvidenceFile, EvidenceItem
from tests.evidence.factories import House, make_house, make_item, pdf_bytes, signed_in
from tests.evidence.store.arrivals import check, put
from tests.factories import member as new_member
from tests.s3 import BUCKET, Bucket

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def sender(house: House) -> Client:
    return signed_in(new_member(house.school, Role.SECRETARY))


def ask(client: Client, house: House, **values: object) -> Any:
    given = {"name": "quét.pdf", "size": len(pdf_bytes()), **values}
    return client.post(house.url("tai-len/thang/"), given, **JSON)


@pytest.mark.s3
def test_from_the_first_question_to_the_item(house: House, sender: Client, in_bucket: Bucket) -> None:
    item = make_item(house)
    asked = ask(sender, house, item=item.pk)
    assert (asked.status_code, asked["Cache-Control"]) == (201, "no-store")
    told = asked.json()
    place = house.url(f"tai-len/thang/{told['key']}/")
    (part,) = told["parts"]
    more = sender.post(f"{place}tiep/", **JSON).json()
    assert [(one["start"], one["size"]) for one in more["parts"]] == [(0, len(pdf_bytes()))]
    early = sender.post(f"{place}xong/", **JSON)
    assert early.status_code == 422
    assert "chưa gửi xong" in early.json()["message"]
    assert put(part["address"], pdf_bytes()) == 200
    done = sender.post(f"{place}xong/", **JSON)
    assert (done.status_code, done.json()["state"], done.json()["label"]) == (
        202,
        "checking",
        "đang kiểm tra",
    )
    with scopes_disabled():
        assert not EvidenceFile.objects.exists()
        check(DirectArrival.objects.get())
        file = EvidenceFile.objects.get()
    state = sender.get(place).json()
    assert (state["state"], state["url"]) == ("ready", house.url(f"{item.pk}/"))
    assert (state["answer"]["id"], state["answer"]["code"]) == (item.pk, item.code)
    assert sender.post(f"{place}tiep/", **JSON).status_code == 409
    assert sender.get(house.url(f"tep/{file.pk}/")).status_code == 302
    assert sender.post(f"{place}xong/", **JSON).json()["state"] == "ready"
    assert sender.delete(place, **JSON).status_code == 409


@pytest.mark.s3
def test_a_refusal_is_told_to_the_sender(house: House, sender: Client, in_bucket: Bucket) -> None:
    content = b"MZ" + bytes(100)
    told = ask(sender, house, size=len(content)).json()
    assert put(told["parts"][0]["address"], content) == 200
    place = house.url(f"tai-len/thang/{told['key']}/")
    sender.post(f"{place}xong/", **JSON)
    with scopes_disabled(), pytest.raises(Exception, match="không thuộc loại"):
        check(DirectArrival.objects.get())
    state = sender.get(place).json()
    assert (state["state"], state["url"]) == ("refused", None)
    assert "quét.pdf" in state["refused"]
    assert sender.delete(place, **JSON).status_code == 200
    assert sender.get(place).status_code == 404


@pytest.mark.s3
def test_nobody_else_learns_of_it(house: House, sender: Client, in_bucket: Bucket) -> None:
    key = ask(sender, house).json()["key"]
    colleague = signed_in(new_member(house.school, Role.SECRETARY))
    viewer = signed_in(new_member(house.school, Role.VIEWER))
    stranger = signed_in(new_member(make_house("hoa-ban").school, Role.SECRETARY))
    place = house.url(f"tai-len/thang/{key}/")
    for client, expected in ((colleague, {404}), (stranger, {404}), (viewer, {403, 404})):
        assert client.get(place, **JSON).status_code in expected
        assert client.delete(place, **JSON).status_code in expected
        assert client.post(f"{place}xong/", **JSON).status_code in expected
        assert client.post(f"{place}tiep/", **JSON).status_code in expected
    for client in (viewer, stranger):
        answer = ask(client, house)
        assert answer.status_code in {403, 404}
        assert b"X-Amz" not in answer.content
    with scopes_disabled():
        assert DirectArrival.objects.count() == 1


@pytest.mark.s3
def test_an_item_that_is_sensitive_or_not_there_gets_no_address(
    house: House, sender: Client, in_bucket: Bucket
) -> None:
    item = make_item(house)
    other = make_item(make_house("hoa-ban"))
    with scopes_disabled():
        EvidenceItem.objects.filter(pk=item.pk).update(sensitive=True)
    for number in (item.pk, other.pk, 99999, "x", "-1", "\0", "9" * 40):
        answer = ask(sender, house, item=number)
        assert answer.status_code in {403, 404, 422}
        assert b"X-Amz" not in answer.content
    assert not in_bucket.keys()


@pytest.mark.s3
@pytest.mark.parametrize(
    "given",
    [
        {"size": "0"}, {"size": "-1"}, {"size": "x"}, {"size": "9" * 30}, {"size": ""}, {"size": "1\0"},
        {"criterion": "9.9"}, {"criterion": "1\0"}, {"track": "x"},
        {"name": "a\0b\ud800.pdf".encode("utf-8", "surrogatepass")}, {"name": "../" * 400}, {"name": ""},
    ],
)  # fmt: skip
def test_hostile_input_is_a_sentence_or_a_plain_name(
    house: House, sender: Client, in_bucket: Bucket, given: dict[str, object]
) -> None:
    answer = ask(sender, house, **given)
    assert answer.status_code in {201, 422}
    if answer.status_code == 422:
        assert answer.json()["message"]
    else:
        assert "\0" not in answer.json()["name"]
        assert "/" not in answer.json()["name"]


@pytest.mark.s3
def test_asking_how_far_it_is_costs_little(
    house: House, sender: Client, in_bucket: Bucket, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    keys = [ask(sender, house).json()["key"] for _number in range(3)]
    place = house.url(f"tai-len/thang/{keys[0]}/")
    sender.get(place)
    with django_assert_max_num_queries(12):
        sender.get(place)


def test_a_folder_says_that_it_takes_nothing_straight(house: House, sender: Client) -> None:
    answer = ask(sender, house)
    assert answer.status_code == 422
    assert "không nhận tệp gửi thẳng" in answer.json()["message"]
    assert answer.json()["field"] == "direct"


@pytest.mark.s3
@pytest.mark.parametrize("page", ["", "gui/", "{item}/"])
def test_its_sender_sees_what_is_being_checked_or_was_refused(
    house: House, sender: Client, in_bucket: Bucket, page: str
) -> None:
    item = make_item(house)
    here = {"item": item.pk} if page == "{item}/" else {}
    address = house.url(page.format(item=item.pk))
    for number, name in enumerate(("đang-xem.pdf", "bị-từ-chối.pdf", "đang-gửi.pdf", "nơi-khác.pdf")):
        given = here if number < 3 else {} if here else {"item": item.pk}
        ask(sender, house, name=name, **given)
    with scopes_disabled():
        rows = DirectArrival.objects
        rows.filter(name__in=("đang-xem.pdf", "nơi-khác.pdf")).update(state="checking")
        rows.filter(name="bị-từ-chối.pdf").update(
            state="refused", refused="Tệp “bị-từ-chối.pdf” không nhận <b>"
        )
    shown = sender.get(address).content.decode()
    assert "đang-xem.pdf" in shown
    assert "không nhận &lt;b&gt;" in shown
    assert "đang-gửi.pdf" not in shown
    assert "nơi-khác.pdf" not in shown
    assert 'data-upload-direct-value="true"' in shown
    other = signed_in(new_member(house.school, Role.SECRETARY)).get(address).content.decode()
    assert "đang-xem.pdf" not in other


def test_where_files_go_through_the_program_nothing_is_said_of_the_store(
    house: House, sender: Client
) -> None:
    answer = sender.get(house.url())
    assert b"data-upload-direct-value" not in answer.content
    assert "connect-src" not in answer["Content-Security-Policy"]


@pytest.mark.s3
def test_pages_may_talk_to_the_store_and_to_nothing_else(
    house: House, sender: Client, in_bucket: Bucket, settings: Settings
) -> None:
    origin = in_bucket.options["public_endpoint"]
    assert f"; connect-src 'self' {origin}" in sender.get(house.url())["Content-Security-Policy"] + ";"
    options = {**in_bucket.options, "direct": False}
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": BUCKET, "OPTIONS": options}}
    assert "connect-src" not in sender.get(house.url())["Content-Security-Policy"]
