"""The list page: narrowed, sorted and cut by the address; the Excel file is the same list."""

import io
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.domain import listing
from minhdinh.evidence.domain.items import remove_item
from minhdinh.evidence.enums import Storage
from tests.evidence.factories import House, cite, link, make_house, make_item, make_verified

pytestmark = pytest.mark.django_db


def names_on(client: Client, house: House, query: str = "") -> list[str]:
    """Return the names in the rows of the list."""
    response = client.get(house.url(query))
    assert response.status_code == 200
    cell = r'<td class="(?:stack)?" data-label="Tên minh chứng">(.*?)(?:<br>|<div|<form|</td>)'
    found = re.findall(cell, response.content.decode(), re.DOTALL)
    return [name.strip() for name in found]


@pytest.fixture
def stock(house: House) -> House:
    """Fill the store: a verified plan of 1.3, minutes of 2.1 without file, one in the inbox, one removed."""
    plan = make_verified(house, criterion="1.3", name="Kế hoạch giáo dục", kind="ke_hoach")
    minutes = make_item(house, criterion="2.1", name="Biên bản họp")
    make_item(house, criterion="", name="Ảnh chưa xếp")
    gone = make_item(house, criterion="1.3", name="Đã bỏ rồi")
    link(house, minutes, "1.3")
    cite(house, plan, criterion="1.3")
    with scopes_disabled():
        remove_item(actor=system_actor(house.school.pk), item=gone)
    return house


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Ảnh chưa xếp", "Kế hoạch giáo dục", "Biên bản họp"]),
        ("?q=ke+hoach", ["Kế hoạch giáo dục"]),
        ("?criterion=1.3", ["Kế hoạch giáo dục", "Biên bản họp"]),
        ("?criterion=none", ["Ảnh chưa xếp"]),
        ("?criterion=9.9", ["Ảnh chưa xếp", "Kế hoạch giáo dục", "Biên bản họp"]),
        ("?kind=ke_hoach", ["Kế hoạch giáo dục"]),
        ("?kind=khong_co", ["Ảnh chưa xếp", "Kế hoạch giáo dục", "Biên bản họp"]),
        ("?status=verified", ["Kế hoạch giáo dục"]),
        ("?status=missing", ["Ảnh chưa xếp", "Biên bản họp"]),
        ("?status=removed", ["Đã bỏ rồi"]),
        ("?unused=1", ["Ảnh chưa xếp", "Biên bản họp"]),
        ("?sort=name", ["Ảnh chưa xếp", "Biên bản họp", "Kế hoạch giáo dục"]),
        ("?sort=-code", ["Biên bản họp", "Kế hoạch giáo dục", "Ảnh chưa xếp"]),
        ("?sort=password&after=x&before=y", ["Ảnh chưa xếp", "Kế hoạch giáo dục", "Biên bản họp"]),
        ("?q=khong-co-gi", []),
    ],
)
def test_the_address_narrows_and_sorts(
    stock: House, secretary_client: Client, query: str, names: list[str]
) -> None:
    assert names_on(secretary_client, stock, query) == names


def test_removed_items_are_for_who_manages(stock: House, member_client: Client) -> None:
    assert "Đã bỏ rồi" not in names_on(member_client, stock, "?status=removed")


def test_sensitive_items_are_hidden_from_who_may_not_see_them(
    house: House, member_client: Client, secretary_client: Client
) -> None:
    make_item(house, name="Hồ sơ vụ việc", kind="ho_so_vu_viec", storage=Storage.PLACE, place="Tủ 1")
    assert names_on(member_client, house) == []
    assert names_on(secretary_client, house) == ["Hồ sơ vụ việc"]


def test_an_empty_store_offers_the_first_step(
    house: House, secretary_client: Client, viewer_client: Client
) -> None:
    page = secretary_client.get(house.url()).content.decode()
    assert "Kho minh chứng còn trống" in page
    assert "drop-zone" in page
    assert "drop-zone" not in viewer_client.get(house.url()).content.decode()


def test_counts_and_tallies_agree_with_the_filter(stock: House, secretary_client: Client) -> None:
    page = secretary_client.get(stock.url("?criterion=1.3")).content.decode()
    assert "Hiện 2 trong 2" in page
    assert re.findall(r'status=(\w+)"', page) == ["verified", "missing"]
    one = secretary_client.get(stock.url("?criterion=1.3&status=verified")).content.decode()
    assert "Hiện 1 trong 1" in one


def test_pages_follow_each_other(
    house: House, secretary_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing.page_of, "__kwdefaults__", {"after": "", "before": "", "size": 2})
    for number in range(5):
        make_item(house, name=f"Minh chứng {number}")
    seen, query = [], ""
    while query is not None:
        seen.append(names_on(secretary_client, house, query))
        found = re.search(
            r'rel="next" href="(\?[^"]+)"', secretary_client.get(house.url(query)).content.decode()
        )
        query = found.group(1).replace("&amp;", "&") if found else None
    assert seen == [["Minh chứng 0", "Minh chứng 1"], ["Minh chứng 2", "Minh chứng 3"], ["Minh chứng 4"]]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_a_fixed_number_of_queries(
    house: House, secretary_client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _time in range(count):
        link(house, make_verified(house, kind="ke_hoach"), "1.2")
    secretary_client.get(house.url())
    with django_assert_num_queries(15):
        secretary_client.get(house.url())


def test_excel_is_what_is_seen(stock: House, secretary_client: Client) -> None:
    response = secretary_client.get(stock.url("xuat?criterion=1.3&sort=-code"))
    assert response["Content-Disposition"] == 'attachment; filename="minh-chung-2026-2027.xlsx"'
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows[3:]] == ["Biên bản họp", "Kế hoạch giáo dục"]
    assert rows[4][0] == "MC.1.3.01"
    assert rows[4][-2:] == ["1", "Đã xác minh"]


@pytest.mark.parametrize("count", [1, 3])
def test_excel_takes_a_fixed_number_of_queries(
    house: House, secretary_client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _time in range(count):
        make_verified(house)
    with django_assert_num_queries(9):
        secretary_client.get(house.url("xuat"))


def test_another_school_s_items_are_not_listed(house: House, secretary_client: Client) -> None:
    make_item(make_house(), name="Của trường khác")
    make_item(house, name="Của trường mình")
    assert names_on(secretary_client, house) == ["Của trường mình"]


def test_hostile_words_in_the_address_are_shown_as_words(house: House, secretary_client: Client) -> None:
    page = secretary_client.get(house.url("?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")).content.decode()
    assert "<script>alert(1)" not in page
