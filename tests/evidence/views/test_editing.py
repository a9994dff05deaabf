"""Forms of an item: the kind first, the version that was read, nothing typed is lost."""

import datetime as dt

import pytest
from django.http import HttpResponse
from django.test import Client

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.domain.items import ItemValues, change_item
from minhdinh.evidence.domain.queries import uses_of
from minhdinh.evidence.enums import Storage
from minhdinh.evidence.models import EvidenceItem
from tests.evidence.factories import House, make_house, make_item, make_verified, signed_in
from tests.factories import member

pytestmark = pytest.mark.django_db
TYPED = {
    "kind": "ke_hoach",
    "name": "Kế hoạch năm học",
    "number": "12/KH",
    "issued_on": "05/09/2026",
    "storage": "file",
    "note": "Dòng 1\r\nDòng 2",
}


def the_item(pk: int | None = None) -> EvidenceItem:
    with scopes_disabled():
        return EvidenceItem.objects.get(pk=pk) if pk else EvidenceItem.objects.get()


def edit(client: Client, house: House, item: EvidenceItem, **fields: str) -> HttpResponse:
    data = {**TYPED, "version": str(item.version), **fields}
    return client.post(house.url(f"{item.pk}/sua/"), data)


def test_a_new_item_is_coded_linked_and_shown(house: House, secretary_client: Client) -> None:
    response = secretary_client.post(house.url("them/"), {**TYPED, "criterion": "1.3"})
    item = the_item()
    assert response.headers["Location"] == house.url(f"{item.pk}/")
    assert (item.code, item.issued_on, item.note) == ("MC.1.3.01", dt.date(2026, 9, 5), "Dòng 1\nDòng 2")
    with scopes_disabled():
        assert [use.criterion for use in uses_of(item)] == ["1.3"]


def test_without_criterion_it_waits_in_the_inbox(house: House, secretary_client: Client) -> None:
    secretary_client.post(house.url("them/"), TYPED)
    assert the_item().code == ""


def test_saving_and_adding_another_comes_back_to_the_form(house: House, secretary_client: Client) -> None:
    response = secretary_client.post(house.url("them/"), {**TYPED, "again": "1"})
    assert response.headers["Location"] == house.url("them/")


def test_the_kind_says_what_it_needs(house: House, secretary_client: Client) -> None:
    page = secretary_client.get(house.url("them/?kind=ho_so_pccc&criterion=4.1")).content.decode()
    assert "nhắc trước 60 ngày" in page
    assert page.count("· loại này cần") == 3
    assert '<option value="4.1" selected>' in page


@pytest.mark.parametrize(
    ("kind", "storage"),
    [("ke_hoach", "file"), ("duong_dan", "link"), ("ho_so_vu_viec", "place"), ("khong_co", "file")],
)
def test_the_usual_way_of_keeping_is_chosen(
    house: House, secretary_client: Client, kind: str, storage: str
) -> None:
    page = secretary_client.get(house.url(f"them/?kind={kind}")).content.decode()
    checked = next(line for line in page.splitlines() if "checked" in line and 'name="storage"' in line)
    assert f'value="{storage}"' in checked


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "bắt buộc"),
        ({"issued_on": "32/13/2026"}, "Ngày cần viết dạng"),
        ({"storage": "link", "link": "javascript:alert(1)"}, "Đường dẫn phải bắt đầu"),
        ({"storage": "place", "place": ""}, "Chưa ghi nơi lưu trữ"),
        ({"valid_from": "02/09/2026", "valid_to": "01/09/2026"}, "đứng trước ngày bắt đầu"),
    ],
)
def test_a_mistake_is_told_and_the_rest_kept(
    house: House, secretary_client: Client, change: dict[str, str], words: str
) -> None:
    response = secretary_client.post(house.url("them/"), {**TYPED, **change})
    assert response.status_code == 422
    page = response.content.decode()
    assert words in page
    assert "12/KH" in page
    with scopes_disabled():
        assert not EvidenceItem.objects.exists()


def test_the_form_opens_with_what_is_stored(house: House, secretary_client: Client) -> None:
    item = make_item(
        house, name="Kế hoạch", issued_on=dt.date(2026, 9, 5), storage=Storage.PLACE, place="Tủ 2"
    )
    page = secretary_client.get(house.url(f"{item.pk}/sua/")).content.decode()
    for words in (
        'value="Kế hoạch"',
        'value="05/09/2026"',
        'value="Tủ 2"',
        f'name="version" value="{item.version}"',
    ):
        assert words in page


def test_a_change_is_saved_and_shown(house: House, secretary_client: Client) -> None:
    item = make_verified(house)
    response = edit(secretary_client, house, item, name="Kế hoạch mới")
    assert response.headers["Location"] == house.url(f"{item.pk}/")
    changed = the_item(item.pk)
    assert (changed.name, changed.verification) == ("Kế hoạch mới", "pending")


def test_a_newer_version_is_shown_beside_what_was_typed_and_saving_again_wins(
    house: House, secretary_client: Client
) -> None:
    item = make_item(house, name="Bản đầu")
    opened = the_item(item.pk)
    with scopes_disabled():
        theirs = ItemValues(
            name="Bản của người khác", number="99/KH", storage=Storage.LINK, link="https://a.vn"
        )
        change_item(actor=system_actor(house.school.pk), item=item, version=item.version, values=theirs)
    response = edit(secretary_client, house, opened, name="Bản của tôi")
    page = response.content.decode()
    assert response.status_code == 409
    assert "Bản của người khác" in page
    assert "Đường dẫn điện tử" in page
    assert 'value="Bản của tôi"' in page
    assert the_item(item.pk).name == "Bản của người khác"
    assert f'name="version" value="{the_item(item.pk).version}"' in page
    assert edit(secretary_client, house, the_item(item.pk), name="Bản của tôi").status_code == 302
    assert the_item(item.pk).name == "Bản của tôi"


@pytest.mark.parametrize("version", ["", "0", "abc", "-5"])
def test_a_form_without_its_version_never_overwrites(
    house: House, secretary_client: Client, version: str
) -> None:
    item = make_item(house, name="Bản đầu")
    response = edit(secretary_client, house, item, version=version)
    assert response.status_code in {409, 422}
    assert the_item(item.pk).name == "Bản đầu"


def test_contributors_edit_their_own_until_it_is_verified(house: House) -> None:
    user = member(house.school, "contributor")
    client = signed_in(user)
    client.post(house.url("them/"), TYPED)
    item = the_item()
    assert item.contributed_by_id == user.pk
    assert edit(client, house, item, name="Sửa lại").status_code == 302


def test_a_removed_item_s_form_is_not_lost_to_who_manages(house: House, secretary_client: Client) -> None:
    assert secretary_client.get(house.url(f"{make_item(make_house()).pk}/sua/")).status_code == 404
