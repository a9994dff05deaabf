"""The page of one collecting: files and photographs for its item, from who collects it and nobody else."""

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.db.models.signals import post_save
from django.test import Client

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.collecting.asking import CHANGED
from minhdinh.evidence.models import Collecting, EvidenceFile
from tests.evidence.collecting.factories import make_collecting
from tests.evidence.collecting.test_views import person, text_of
from tests.evidence.factories import House, jpg_bytes, make_item, pdf_bytes, signed_in
from tests.factories import member as new_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary_client(house: House) -> Client:
    return signed_in(new_member(house.school, Role.SECRETARY, full_name="Nguyễn Thu Hà"))


def test_who_collects_sends_files_from_the_page_of_the_work(house: House, secretary: Actor) -> None:
    client, actor = person(house)
    item = make_item(house, criterion="1.3", name="Sổ <b>họp</b>")
    row = make_collecting(house, secretary, actor, item_id=item.pk)
    url = house.url(f"thu-thap/{row.pk}/")
    text = text_of(client, url)
    assert "Gửi tệp hoặc ảnh cho việc này" in text
    assert f'href="{house.url("gui/")}?viec=' not in text
    assert client.get(f"{house.url('gui/')}?viec={row.pk}")["Location"] == url
    assert client.post(f"{url}tep", {}).status_code == 422
    sent = {"papers": [upload_of("a.pdf"), upload_of("b.pdf")], "join": "on"}
    answer = client.post(f"{url}tep", sent, follow=True)
    assert "Đã nhận 2 tệp" in answer.content.decode()
    assert "Tệp Thầy/Cô đã gửi cho việc này" in answer.content.decode()
    photos = {"photos": [photo_of(90), photo_of(120)], "join": "on", "done": "on"}
    answer = client.post(f"{url}tep", photos, follow=True)
    text = answer.content.decode()
    assert "Đã nhận 1 tệp" in text
    assert "Đã ghi: Đã có" in text
    assert "Gửi tệp hoặc ảnh cho việc này" not in text
    assert client.post(f"{url}tep", sent).status_code == 422
    with scopes_disabled():
        assert sorted(file.name for file in item.files.all()) == ["Sổ họp tổ Toán.pdf", "a.pdf", "b.pdf"]
        assert Collecting.objects.get(pk=row.pk).state == "have"


def test_files_are_taken_though_somebody_changes_the_work_meanwhile(house: House, secretary: Actor) -> None:
    client, actor = person(house)
    item = make_item(house, criterion="1.3")
    row = make_collecting(house, secretary, actor, item_id=item.pk)

    def changed(**_given: object) -> None:
        with scopes_disabled():
            Collecting.objects.filter(pk=row.pk).update(version=F("version") + 1)

    post_save.connect(changed, sender=EvidenceFile)
    try:
        url = house.url(f"thu-thap/{row.pk}/")
        answer = client.post(f"{url}tep", {"papers": [upload_of("a.pdf")], "done": "on"}, follow=True)
    finally:
        post_save.disconnect(changed, sender=EvidenceFile)
    text = answer.content.decode()
    assert (answer.status_code, answer.redirect_chain) == (200, [(url, 302)])
    assert "Đã nhận 1 tệp" in text
    assert "Đã ghi: Đã có" not in text
    assert CHANGED in html.unescape(text)
    with scopes_disabled():
        assert [file.name for file in item.files.all()] == ["a.pdf"]
        assert Collecting.objects.get(pk=row.pk).state == "collecting"


def test_others_find_no_place_to_send_files(house: House, secretary: Actor, secretary_client: Client) -> None:
    _client, actor = person(house)
    row = make_collecting(house, secretary, actor, item_id=make_item(house, criterion="1.3").pk)
    url = house.url(f"thu-thap/{row.pk}/tep")
    member_client, _member = person(house, Role.MEMBER)
    stranger, _stranger = person(house)
    viewer, _viewer = person(house, Role.VIEWER)
    given = {"papers": [upload_of("la.pdf")]}
    assert member_client.post(url, given).status_code == 403  # sees the work, does not collect
    assert stranger.post(url, given).status_code == 404
    assert viewer.post(url, given).status_code in {403, 404}
    assert "Gửi tệp hoặc ảnh" not in text_of(member_client, house.url(f"thu-thap/{row.pk}/"))
    assert "Gửi tệp hoặc ảnh" in text_of(secretary_client, house.url(f"thu-thap/{row.pk}/"))


def upload_of(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf_bytes(name))


def photo_of(shade: int) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"trang-{shade}.jpg", jpg_bytes(shade))
