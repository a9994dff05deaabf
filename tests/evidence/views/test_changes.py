"""The buttons of an item's page."""

from urllib.parse import urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client

from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.domain.queries import files_of, uses_of
from minhdinh.evidence.enums import Verification
from minhdinh.evidence.models import EvidenceItem
from tests.evidence.factories import (
    House,
    cite,
    link,
    make_file,
    make_house,
    make_item,
    make_verified,
    pdf_bytes,
    signed_in,
)
from tests.factories import member

pytestmark = pytest.mark.django_db


def press(client: Client, house: House, rest: str, **fields: object) -> HttpResponse:
    """Post and go where the answer leads, as a browser does; ``landed`` is the address of the last page."""
    response = client.post(house.url(rest), fields, HTTP_REFERER=f"http://testserver{house.url()}")
    landed = ""
    while response.has_header("Location"):
        landed = urlsplit(response["Location"]).path
        response = client.get(landed)
    response.landed = landed
    return response


def stored(item: EvidenceItem) -> EvidenceItem:
    with scopes_disabled():
        return EvidenceItem.objects.get(pk=item.pk)


def criteria(item: EvidenceItem) -> list[tuple[str, str]]:
    with scopes_disabled():
        return [(use.track, use.criterion) for use in uses_of(item)]


@pytest.fixture
def waiting(house: House) -> EvidenceItem:
    item = make_item(house, criterion="1.3", name="Kế hoạch")
    make_file(item)
    return stored(item)


def test_verifying_says_so_on_the_page(house: House, secretary_client: Client, waiting: EvidenceItem) -> None:
    response = press(secretary_client, house, f"{waiting.pk}/xac-minh", version=waiting.version)
    assert "Đã xác minh MC.1.3.01." in response.content.decode()
    assert stored(waiting).verification == Verification.VERIFIED


def test_verifying_what_has_changed_meanwhile_is_refused_in_words(
    house: House, secretary_client: Client, waiting: EvidenceItem
) -> None:
    seen = waiting.version
    make_file(waiting, name="them.pdf")
    response = press(secretary_client, house, f"{waiting.pk}/xac-minh", version=seen)
    assert "vừa được người khác sửa" in response.content.decode()
    assert stored(waiting).verification == Verification.PENDING


def test_working_through_the_queue(house: House, secretary_client: Client, waiting: EvidenceItem) -> None:
    second = make_item(house, criterion="2.1", name="Biên bản")
    make_file(second)
    response = press(secretary_client, house, f"{waiting.pk}/xac-minh", onwards="1")
    assert response.landed == house.url(f"{second.pk}/")
    response = press(secretary_client, house, f"{second.pk}/tu-choi", reason="mờ", onwards="1")
    assert response.landed == house.url(f"{second.pk}/")
    assert "Không còn minh chứng nào chờ xác minh" in response.content.decode()


def test_rejecting_shows_the_reason(house: House, secretary_client: Client, waiting: EvidenceItem) -> None:
    page = press(secretary_client, house, f"{waiting.pk}/tu-choi", reason="Thiếu dấu <đỏ>").content.decode()
    assert "Thiếu dấu &lt;đỏ&gt;" in page
    assert stored(waiting).verification == Verification.REJECTED


def test_a_rejection_without_reason_is_asked_for_one(
    house: House, secretary_client: Client, waiting: EvidenceItem
) -> None:
    page = press(secretary_client, house, f"{waiting.pk}/tu-choi", reason=" ").content.decode()
    assert "Hãy ghi lý do từ chối" in page
    assert stored(waiting).verification == Verification.PENDING


def test_removing_and_bringing_back(house: House, secretary_client: Client, waiting: EvidenceItem) -> None:
    page = press(secretary_client, house, f"{waiting.pk}/bo").content.decode()
    assert "Khôi phục" in page
    assert stored(waiting).removed_at is not None
    press(secretary_client, house, f"{waiting.pk}/khoi-phuc")
    assert stored(waiting).removed_at is None


def test_a_cited_item_offers_no_removal_and_refuses_it(
    house: House, secretary_client: Client, waiting: EvidenceItem
) -> None:
    cite(house, waiting, criterion="1.3")
    page = secretary_client.get(house.url(f"{waiting.pk}/")).content.decode()
    assert "Đang được trích dẫn nên chưa bỏ được" in page
    assert house.url(f"{waiting.pk}/bo") not in page
    assert "trích dẫn ở 1 chỗ" in press(secretary_client, house, f"{waiting.pk}/bo").content.decode()
    assert stored(waiting).removed_at is None


def test_contributors_take_back_and_land_on_their_page(house: House) -> None:
    user = member(house.school, "contributor")
    client = signed_in(user)
    client.post(house.url("them/"), {"name": "Nhầm", "storage": "file"})
    with scopes_disabled():
        item = EvidenceItem.objects.get()
    response = press(client, house, f"{item.pk}/bo")
    assert response.landed == house.url("gui/")
    assert stored(item).removed_at is not None


def test_filing_out_of_the_inbox(house: House, secretary_client: Client) -> None:
    item = make_item(house, criterion="")
    page = secretary_client.get(house.url(f"{item.pk}/")).content.decode()
    assert "Xếp và cấp mã" in page
    response = press(secretary_client, house, f"{item.pk}/xep", criterion="2.1")
    assert "Đã xếp vào tiêu chí 2.1, mã MC.2.1.01" in response.content.decode()
    assert criteria(item) == [("thcs", "2.1")]


def test_adding_and_taking_from_criteria(
    house: House, secretary_client: Client, waiting: EvidenceItem
) -> None:
    press(secretary_client, house, f"{waiting.pk}/gan", criterion="2.2")
    assert criteria(waiting) == [("thcs", "2.2")]
    press(secretary_client, house, f"{waiting.pk}/go", criterion="2.2", track="thcs")
    assert criteria(waiting) == []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Hãy chọn một tiêu chí"),
        ({"criterion": "9.9"}, "Hãy chọn một tiêu chí"),
        ({"criterion": "1.3", "track": "thpt"}, "Hãy chọn cấp học"),
    ],
)
def test_a_place_that_is_not_there(
    house: House, secretary_client: Client, waiting: EvidenceItem, fields: dict[str, str], words: str
) -> None:
    for button in ("gan", "go"):
        assert words in press(secretary_client, house, f"{waiting.pk}/{button}", **fields).content.decode()
    assert criteria(waiting) == []


def test_several_levels_ask_for_the_level() -> None:
    house = make_house(levels=("tieu_hoc", "thcs"))
    client = signed_in(member(house.school, "secretary"))
    item = make_item(house)
    assert "Hãy chọn cấp học" in press(client, house, f"{item.pk}/gan", criterion="1.2").content.decode()
    press(client, house, f"{item.pk}/gan", criterion="1.2", track="thcs")
    assert criteria(item) == [("thcs", "1.2")]
    assert "Trung học cơ sở" in client.get(house.url(f"{item.pk}/")).content.decode()


def test_using_the_twin_instead(house: House, secretary_client: Client) -> None:
    old, new = make_item(house, name="Bản cũ"), make_item(house, name="Bản mới")
    for item in (old, new):
        make_file(item, pdf_bytes("giống nhau"))
    link(house, new, "1.3")
    page = secretary_client.get(house.url(f"{new.pk}/")).content.decode()
    assert "Dùng MC.1.1.01, bỏ bản này" in page
    response = press(secretary_client, house, f"{new.pk}/thay", other=old.pk)
    assert response.landed == house.url(f"{old.pk}/")
    assert criteria(old) == [("thcs", "1.3")]
    assert stored(new).removed_at is not None


@pytest.mark.parametrize("other", ["", "abc", "999999", "9" * 40])
def test_a_twin_that_is_not_there(
    house: House, secretary_client: Client, waiting: EvidenceItem, other: str
) -> None:
    assert press(secretary_client, house, f"{waiting.pk}/thay", other=other).status_code == 404


def test_taking_out_a_file(house: House, secretary_client: Client) -> None:
    item = make_verified(house)
    with scopes_disabled():
        (file,) = files_of(item)
    page = press(secretary_client, house, f"tep/{file.pk}/go").content.decode()
    assert "Đã gỡ tệp" in page
    with scopes_disabled():
        assert files_of(item) == []
    assert press(secretary_client, house, f"tep/{file.pk}/go").status_code == 404
