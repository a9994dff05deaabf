"""The page for many items: choose, act, come back to the same list; labels to print."""

import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.enums import Storage, Verification
from minhdinh.evidence.models import Collecting, EvidenceItem, EvidencePack, EvidenceUse
from tests.evidence.factories import House, make_file, make_house, make_item, make_verified, signed_in
from tests.factories import member as new_member

pytestmark = pytest.mark.django_db


def boxes(client: Client, house: House, query: str = "") -> list[str]:
    """Return what the boxes of the page send."""
    response = client.get(house.url(f"nhieu/{query}"))
    assert response.status_code == 200
    return re.findall(r'name="chosen" value="([\d:]+)"', response.content.decode())


def pressed(client: Client, house: House, act: str, chosen: list[str], **given: str) -> str:
    """Press a button and return the page that comes."""
    data = {"act": act, "chosen": chosen, "back": "status=pending", **given}
    response = client.post(house.url("nhieu/lam"), data, follow=True)
    assert response.redirect_chain[0][0] == house.url("nhieu/?status=pending")
    return response.content.decode()


def stored(item: EvidenceItem) -> EvidenceItem:
    with scopes_disabled():
        return EvidenceItem.objects.get(pk=item.pk)


@pytest.fixture
def waiting(house: House) -> list[EvidenceItem]:
    items = [make_item(house, name=f"Bản {number}") for number in range(3)]
    for item in items:
        make_file(item)
    return items


def test_the_queue_is_verified_in_one_press(
    secretary_client: Client, house: House, waiting: list[EvidenceItem]
) -> None:
    make_verified(house, name="Xong rồi")
    chosen = boxes(secretary_client, house, "?status=pending")
    assert len(chosen) == 3
    content = pressed(secretary_client, house, "verify", chosen)
    assert "Đã làm xong với 3 minh chứng." in content
    assert {stored(item).verification for item in waiting} == {Verification.VERIFIED}
    assert boxes(secretary_client, house, "?status=pending") == []


def test_what_somebody_changed_meanwhile_is_left_and_named(
    secretary_client: Client, house: House, waiting: list[EvidenceItem]
) -> None:
    chosen = boxes(secretary_client, house)
    make_file(waiting[1], name="thêm.pdf")
    content = pressed(secretary_client, house, "verify", chosen)
    assert "Đã làm xong với 2 minh chứng." in content
    assert f"Chưa làm được: {waiting[1].code}: Minh chứng này vừa được người khác sửa." in content
    assert stored(waiting[1]).verification == Verification.PENDING


def test_enter_in_a_field_presses_nothing(
    secretary_client: Client, house: House, waiting: list[EvidenceItem]
) -> None:
    content = secretary_client.get(house.url("nhieu/")).content.decode()
    form = content[content.index('data-controller="choose"') :]
    assert waiting
    assert re.findall(r"<button[^>]*>", form)[0] == '<button type="submit" disabled hidden>'


def test_what_changed_since_the_last_look_is_told(secretary_client: Client, house: House) -> None:
    item = make_verified(house, name="Đã xem")
    make_file(item, name="them.pdf")
    make_file(make_item(house, name="Chưa xem"))
    content = secretary_client.get(house.url("nhieu/?status=pending")).content.decode()
    assert f"Thêm tệp them.pdf vào {item.code}" in content
    assert content.count("mới, chưa ai xem") == 1


@pytest.mark.parametrize(
    ("act", "given", "field", "value"),
    [
        ("kind", {"kind": "ke_hoach"}, "kind", "ke_hoach"),
        ("place", {"place": "Tủ 4"}, "place", "Tủ 4"),
        ("reject", {"reason": "Thiếu dấu"}, "rejected_reason", "Thiếu dấu"),
    ],
)
def test_the_other_acts(
    secretary_client: Client, house: House, waiting: list[EvidenceItem], act: str, given: dict[str, str],
    field: str, value: str,
) -> None:  # fmt: skip
    pressed(secretary_client, house, act, boxes(secretary_client, house)[:2], **given)
    assert [getattr(stored(item), field) for item in waiting] == [value, value, ""]


def test_linking(secretary_client: Client, house: House, waiting: list[EvidenceItem]) -> None:
    pressed(secretary_client, house, "link", boxes(secretary_client, house), criterion="1.3")
    with scopes_disabled():
        assert EvidenceUse.objects.filter(criterion="1.3", track="thcs").count() == len(waiting)


def test_asking_somebody_to_collect(
    secretary_client: Client, house: House, waiting: list[EvidenceItem]
) -> None:
    teacher = new_member(house.school, Role.CONTRIBUTOR, full_name="Trần Thị Bình")
    content = secretary_client.get(house.url("nhieu/")).content.decode()
    assert f'<option value="{teacher.pk}">Trần Thị Bình</option>' in content
    given = {"collector": str(teacher.pk), "due_on": "31/12/2026"}
    content = pressed(secretary_client, house, "ask", boxes(secretary_client, house)[:2], **given)
    assert "Đã làm xong với 2 minh chứng." in content
    content = pressed(secretary_client, house, "ask", boxes(secretary_client, house)[:1], **given)
    assert f"{waiting[0].code}: Trần Thị Bình đang thu thập." in content
    with scopes_disabled():
        assert {str(row.due_on) for row in Collecting.objects.all()} == {"2026-12-31"}
        assert Collecting.objects.count() == 2


def test_pages_below_the_list_lead_back(secretary_client: Client, house: House) -> None:
    for rest in ("nhieu/", "nhan/", "goi/"):
        content = secretary_client.get(house.url(rest)).content.decode()
        assert f'<li><a href="{house.url("")}">Minh chứng</a></li>' in content


def test_export_pack_and_labels_of_the_chosen(
    secretary_client: Client, house: House, waiting: list[EvidenceItem]
) -> None:
    chosen = boxes(secretary_client, house)[:2]
    url = house.url("nhieu/lam")
    sheet = secretary_client.post(url, {"act": "export", "chosen": chosen})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[3:]] == [item.code for item in waiting[:2]]
    assert secretary_client.post(url, {"act": "pack", "chosen": chosen}).status_code == 302
    with scopes_disabled():
        assert EvidencePack.objects.get().items == 2
    labels = secretary_client.post(url, {"act": "labels", "chosen": chosen}, follow=True).content.decode()
    assert labels.count("<svg xmlns") + labels.count('class="segno"') >= 2
    assert waiting[0].code in labels
    assert waiting[2].code not in labels


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"act": "verify"}, 422),
        ({"act": "xoa-het", "chosen": ["1:1"]}, 422),
        ({"act": "pack"}, 422),
        ({"act": "link", "chosen": ["1:1"], "criterion": "9.9"}, 422),
        ({"act": "kind", "chosen": ["1:1"], "kind": "<b>"}, 422),
        ({"act": "ask", "chosen": ["1:1"]}, 422),
        ({"act": "ask", "chosen": ["1:1"], "collector": "²"}, 422),
        ({"act": "ask", "chosen": ["1:1"], "collector": "9" * 30}, 422),
        ({"act": "ask", "chosen": ["1:1"], "collector": "1", "due_on": "31/02/2026"}, 422),
        ({"act": "ask", "chosen": ["1:1"], "collector": "1\x00", "due_on": "\x00"}, 422),
        ({"act": "verify", "chosen": ["x", "1", ":", "²:²", "1:99999999999999999999"]}, 422),
        ({"act": "verify", "chosen": [f"{number}:1" for number in range(500)]}, 422),
        ({"act": "verify", "chosen": ["1:1"], "back": "\r\nSet-Cookie: a=b"}, 302),
        ({"act": "verify", "chosen": ["1:1"], "back": "//vi-du.vn"}, 302),
    ],
)
def test_hostile_input(secretary_client: Client, house: House, data: dict[str, object], status: int) -> None:
    response = secretary_client.post(house.url("nhieu/lam"), data)
    assert response.status_code == status
    if status == 302:
        assert response.headers["Location"].startswith(house.url("nhieu/?"))


def test_who_may_not(
    member_client: Client, contributor_client: Client, viewer_client: Client, house: House
) -> None:
    stranger = signed_in(new_member(make_house("bac-ha").school, Role.SECRETARY))
    for client in (member_client, contributor_client, viewer_client):
        assert client.get(house.url("nhieu/")).status_code == 403
        for act in ("verify", "reject", "kind", "place", "link", "ask", "labels", "pack", "export"):
            assert client.post(house.url("nhieu/lam"), {"act": act}).status_code == 403, act
    assert stranger.get(house.url("nhieu/")).status_code == 404
    assert stranger.get(house.url("nhan/")).status_code == 404
    assert contributor_client.get(house.url("nhan/")).status_code == 403


def test_no_query_more_with_more_items(secretary_client: Client, house: House) -> None:
    used = []
    for _round in range(2):
        for number in range(8):
            make_file(make_verified(house, name=f"Bản {number}"), name="them.pdf")
        secretary_client.get(house.url("nhieu/"))
        with CaptureQueriesContext(connection) as queries:
            assert boxes(secretary_client, house)
        used.append(len(queries))
    assert used[0] == used[1]
    assert used[1] <= 20


def test_a_sheet_of_labels(secretary_client: Client, viewer_client: Client, house: House) -> None:
    item = make_item(house, name="Sổ <họp>", storage=Storage.PLACE, place="Tủ 2")
    make_item(house, criterion="", name="Chưa mã")
    hidden = make_item(house, kind="ho_so_vu_viec", storage=Storage.PLACE, place="Tủ sắt")
    content = secretary_client.get(house.url("nhan/")).content.decode()
    assert item.code in content
    assert "Sổ &lt;họp&gt;" in content
    assert "Chưa mã" not in content
    chosen = secretary_client.get(house.url(f"nhan/?ids={item.pk},x,²,{10**30}")).content.decode()
    assert hidden.code not in chosen
    boxes_page = viewer_client.get(house.url("nhan/?boxes=1")).content.decode()
    assert "Tủ 2" in boxes_page
    assert "Tủ sắt" not in boxes_page


def test_a_box_opens_its_list(secretary_client: Client, house: House) -> None:
    make_item(house, name="Trong hộp", storage=Storage.PLACE, place="Tủ 2")
    make_item(house, name="Ngoài hộp", storage=Storage.PLACE, place="Tủ 20")
    content = secretary_client.get(house.url("?place=T%E1%BB%A7%202")).content.decode()
    assert "Trong hộp" in content
    assert "Ngoài hộp" not in content
