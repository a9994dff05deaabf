"""Photographed pages become one PDF when they are sent; what was asked for is had once it is sent."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.accounts.models import User
from minhdinh.evidence.domain.blobs import read_blob
from minhdinh.evidence.domain.queries import files_of
from minhdinh.evidence.models import Collecting, EvidenceFile, EvidenceItem
from tests.evidence.collecting.factories import make_collecting
from tests.evidence.factories import House, jpg_bytes, make_actor, pdf_bytes, signed_in
from tests.evidence.reading.papers import iphone_photo

pytestmark = pytest.mark.django_db


def send(client: Client, house: House, photos: list[bytes], **more: object) -> HttpResponse:
    sent = [SimpleUploadedFile(f"IMG_{number}.jpg", content) for number, content in enumerate(photos)]
    data = {"name": "Sổ họp tổ Toán", "photos": sent, "join": "on", **more}
    return client.post(house.url("gui/"), data, follow=True)


def stored() -> list[EvidenceFile]:
    with scopes_disabled():
        return [file for item in EvidenceItem.objects.order_by("id") for file in files_of(item)]


def test_several_photographs_become_one_pdf(house: House, contributor_client: Client) -> None:
    answer = send(contributor_client, house, [jpg_bytes(10), jpg_bytes(120), jpg_bytes(200)])
    assert "Đã nhận “Sổ họp tổ Toán”" in answer.content.decode()
    [file] = stored()
    assert (file.name, file.blob.extension) == ("Sổ họp tổ Toán.pdf", "pdf")
    assert read_blob(file.blob).count(b"/DCTDecode") == 3


def test_a_number_in_the_name_stays_whole_in_the_name_of_the_file(
    house: House, contributor_client: Client
) -> None:
    send(contributor_client, house, [jpg_bytes(10), jpg_bytes(120)], name=r"Kế hoạch 15/KH-THCS\2")
    [file] = stored()
    assert file.name == "Kế hoạch 15-KH-THCS-2.pdf"


def test_papers_go_beside_the_joined_photographs(house: House, contributor_client: Client) -> None:
    paper = SimpleUploadedFile("kem.pdf", pdf_bytes())
    send(contributor_client, house, [jpg_bytes(10), jpg_bytes(120)], papers=[paper])
    assert [file.name for file in stored()] == ["kem.pdf", "Sổ họp tổ Toán.pdf"]


def test_who_does_not_want_them_joined_keeps_the_photographs(
    house: House, contributor_client: Client
) -> None:
    send(contributor_client, house, [jpg_bytes(10), jpg_bytes(120)], join="")
    assert [file.blob.extension for file in stored()] == ["jpg", "jpg"]


def test_one_photograph_stays_one_unless_it_was_turned(house: House, contributor_client: Client) -> None:
    send(contributor_client, house, [jpg_bytes(10)], turns="0")
    send(contributor_client, house, [jpg_bytes(20)], turns="90")
    assert [file.blob.extension for file in stored()] == ["jpg", "pdf"]


def test_a_broken_photograph_is_named_and_the_rest_is_kept(house: House, contributor_client: Client) -> None:
    answer = send(contributor_client, house, [jpg_bytes(10), b"MZ\x90 chuong trinh", jpg_bytes(99)])
    assert "IMG_1.jpg" in answer.content.decode()
    [file] = stored()
    assert read_blob(file.blob).count(b"/DCTDecode") == 2


def test_nothing_but_broken_photographs_makes_nothing(house: House, contributor_client: Client) -> None:
    answer = send(contributor_client, house, [b"MZ\x90", b""])
    assert answer.status_code == 422
    assert "IMG_0.jpg" in answer.content.decode()
    assert stored() == []


@pytest.mark.parametrize("turns", ["\x00", "x" * 401, "1e9,9", "-90", "90," * 90])
def test_hostile_turns_do_no_harm(house: House, contributor_client: Client, turns: str) -> None:
    assert send(contributor_client, house, [jpg_bytes(10), jpg_bytes(99)], turns=turns).status_code < 500


def test_the_same_photographs_again_are_recognised(house: House, contributor_client: Client) -> None:
    send(contributor_client, house, [jpg_bytes(10), jpg_bytes(99)])
    answer = send(contributor_client, house, [jpg_bytes(10), jpg_bytes(99)])
    assert "đã có trong kho" in answer.content.decode()
    assert len(stored()) == 1


def collector_of(house: House) -> tuple[Client, Actor]:
    actor = make_actor(house, Role.CONTRIBUTOR)
    return signed_in(User.objects.get(pk=actor.user_id)), actor


def test_what_was_asked_for_is_had_once_it_is_sent(house: House, secretary: Actor) -> None:
    client, actor = collector_of(house)
    row = make_collecting(house, secretary, actor, what="Sổ họp tổ Toán học kỳ I")
    page = client.get(house.url(f"gui/?viec={row.pk}")).content.decode()
    assert 'value="Sổ họp tổ Toán học kỳ I"' in page
    answer = send(client, house, [jpg_bytes(1), jpg_bytes(2)], viec=row.pk, criterion="1.3")
    assert "đã được ghi là đã có" in answer.content.decode()
    with scopes_disabled():
        again = Collecting.objects.get(pk=row.pk)
        assert again.state == "have"
        assert again.item is not None
        assert again.item.code == "MC.1.3.01"


@pytest.mark.parametrize("use", [True, False])
def test_what_was_asked_for_is_had_also_when_the_school_knows_the_files(
    house: House, secretary: Actor, use: bool
) -> None:
    client, actor = collector_of(house)
    send(client, house, [jpg_bytes(1), jpg_bytes(2)], criterion="1.3")
    row = make_collecting(house, secretary, actor, criterion="1.4")
    page = send(client, house, [jpg_bytes(1), jpg_bytes(2)], viec=row.pk, criterion="1.4").content.decode()
    given = dict(re.findall(r'name="known-(\w+)" value="([^"]*)"', page))
    assert given["viec"] == str(row.pk)
    given = {f"known-{name}": value for name, value in given.items()} | ({"use": "1"} if use else {})
    answer = client.post(house.url("gui/trung-tep"), given, follow=True)
    assert "đã được ghi là đã có" in answer.content.decode()
    with scopes_disabled():
        again = Collecting.objects.get(pk=row.pk)
        assert again.item is not None
        assert (again.state, again.item.code) == ("have", "MC.1.3.01" if use else "")


@pytest.mark.parametrize("viec", ["abc", "0", "999999", "99999999999999999999"])
def test_work_that_is_none_does_not_hinder_sending(
    house: House, contributor_client: Client, viec: str
) -> None:
    assert contributor_client.get(house.url(f"gui/?viec={viec}")).status_code == 200
    assert send(contributor_client, house, [jpg_bytes(1)], viec=viec).status_code in {200, 422}


def test_the_work_of_another_is_not_had_by_sending(
    house: House, secretary: Actor, contributor_client: Client
) -> None:
    row = make_collecting(house, secretary, make_actor(house, Role.MEMBER))
    assert row.what not in contributor_client.get(house.url(f"gui/?viec={row.pk}")).content.decode()
    send(contributor_client, house, [jpg_bytes(1), jpg_bytes(2)], viec=row.pk)
    with scopes_disabled():
        assert Collecting.objects.get(pk=row.pk).state == "collecting"
    assert io.BytesIO(read_blob(stored()[0].blob)).read(5) == b"%PDF-"


@pytest.mark.parametrize("join", ["on", ""])
def test_photographs_of_iphones_become_pdf_however_they_are_sent(
    house: House, contributor_client: Client, join: str
) -> None:
    send(contributor_client, house, [iphone_photo()], join=join)
    [file] = stored()
    assert (file.name, file.blob.extension) == ("Sổ họp tổ Toán.pdf", "pdf")


def test_photographs_of_other_phones_stay_as_they_were_sent(house: House, contributor_client: Client) -> None:
    send(contributor_client, house, [jpg_bytes(10)])
    [file] = stored()
    assert file.blob.extension == "jpg"
