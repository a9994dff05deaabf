"""The search page."""

import io
from urllib.parse import urlencode

import pytest
import python_calamine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.enums import ReadingState
from minhdinh.evidence.models import EvidenceItem
from minhdinh.evidence.reading import finding
from minhdinh.evidence.reading.finding import PAGE_SIZE
from minhdinh.evidence.reading.keeping import keep
from minhdinh.evidence.reading.words import Reading
from minhdinh.evidence.views import finding as finding_page
from tests.evidence.factories import House, make_file, make_house, make_item, pdf_bytes, signed_in
from tests.factories import CommuneFactory, member

pytestmark = pytest.mark.django_db
MINUTES = "BIÊN BẢN họp tổ Toán. Nội dung: ôn thi học sinh giỏi <b>năm</b> 2026."


def written(house: House, name: str, text: str = MINUTES, **values: str) -> EvidenceItem:
    item = make_item(house, name=name, **values)
    file = make_file(item, pdf_bytes(name), f"{name}.pdf")
    with scopes_disabled():
        keep(file.blob, Reading(ReadingState.READ, text))
    return item


def ask(client: Client, house: House, **query: object) -> str:
    response = client.get(house.url(f"tra-cuu/?{urlencode(query)}"))
    assert response.status_code == 200
    return response.content.decode()


def test_what_matched_is_marked_and_escaped(house: House, member_client: Client) -> None:
    item = written(house, "Tệp <i>A</i>")
    page = ask(member_client, house, q="hoc sinh gioi nam")
    assert "<mark>học</mark> <mark>sinh</mark> <mark>giỏi</mark> &lt;b&gt;<mark>năm</mark>" in page
    assert "Tệp &lt;i&gt;A&lt;/i&gt;" in page
    assert house.url(f"{item.pk}/?file=") in page


def test_nothing_is_looked_for_before_something_is_asked(house: House, member_client: Client) -> None:
    written(house, "Tệp A")
    page = ask(member_client, house)
    assert "Gõ điều cần tìm" in page
    assert "Tệp A" not in page
    assert "Không tìm thấy minh chứng nào" in ask(member_client, house, q="không có ở đâu cả")


def test_every_filter_stands_in_the_address(house: House, member_client: Client) -> None:
    written(house, "Có", criterion="1.3", kind="bien_ban_hop")
    written(house, "Khác", criterion="1.1")
    page = ask(member_client, house, q="học sinh", criterion="1.3", kind="bien_ban_hop", year="2026-2027")
    assert "Có" in page
    assert "Khác</a>" not in page
    assert 'value="học sinh"' in page


@pytest.mark.parametrize(
    "query",
    [{"q": "a\x00b"}, {"q": "\ud83d".encode("utf-8", "surrogatepass")}, {"person": "9" * 30}, {"person": "٣"},
     {"year": "2026-2027x"}, {"year": "\x00"}, {"after": "-1"}, {"after": "9" * 9, "q": "hoc"}, {"before": "x"},
     {"q": "x" * 5000}, {"criterion": "' OR 1=1"}],
)  # fmt: skip
def test_hostile_addresses_are_answered(
    house: House, member_client: Client, query: dict[str, object]
) -> None:
    written(house, "Tệp A")
    response = member_client.get(house.url(f"tra-cuu/?{urlencode(query)}"))
    assert response.status_code in (200, 400)


def test_pages_follow_each_other(house: House, member_client: Client) -> None:
    for number in range(PAGE_SIZE + 2):
        make_item(house, name=f"Biên bản {number:02d}")
    first = ask(member_client, house, q="biên bản")
    assert f"after={PAGE_SIZE}" in first
    assert "Hiện 30 trong 32" in first
    second = ask(member_client, house, q="biên bản", after=PAGE_SIZE)
    assert "Hiện 2 trong 32" in second
    assert f"before={PAGE_SIZE}" in second
    assert "Hiện 30 trong 32" in ask(member_client, house, q="biên bản", before=PAGE_SIZE)


def test_the_export_has_what_was_found_with_the_place_in_the_file(
    house: House, member_client: Client
) -> None:
    written(house, "Tệp A")
    written(house, "Tệp B", "Danh mục thiết bị")
    response = member_client.get(house.url(f"tra-cuu/xuat?{urlencode({'q': 'học sinh giỏi'})}"))
    rows = python_calamine.load_workbook(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "Kết quả tìm “học sinh giỏi”"
    assert rows[2][-2:] == ["Tệp khớp", "Đoạn khớp"]
    (row,) = rows[3:]
    assert (row[1], row[-2]) == ("Tệp A", "Tệp A.pdf")
    assert "ôn thi học sinh giỏi" in row[-1]


def test_a_long_export_says_where_no_place_is_shown(
    house: House, member_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (finding, finding_page):
        monkeypatch.setattr(module, "MOST_EXCERPTS", 1)
    monkeypatch.setattr(finding, "EXPORTED_AT_ONCE", 1)
    for name in ("Tệp A", "Tệp B"):
        written(house, name)
    response = member_client.get(house.url(f"tra-cuu/xuat?{urlencode({'q': 'học sinh giỏi'})}"))
    rows = python_calamine.load_workbook(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert [row[-2] for row in rows[3:]] == ["Tệp A.pdf", ""]
    assert rows[4][-1] == "(danh sách dài: mở minh chứng để xem đoạn khớp)"


def test_files_that_were_not_read_are_said(
    house: House, member_client: Client, secretary_client: Client
) -> None:
    make_file(make_item(house))
    assert "Còn 1 tệp chưa đọc" in ask(member_client, house)


@pytest.mark.parametrize("count", [1, 4])
def test_the_page_takes_a_fixed_number_of_queries(
    house: House, member_client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        written(house, f"Tệp {number}")
    ask(member_client, house, q="học sinh giỏi")
    with django_assert_num_queries(16):
        ask(member_client, house, q="học sinh giỏi")


def test_contributors_have_no_search(house: House, contributor_client: Client) -> None:
    assert contributor_client.get(house.url("tra-cuu/")).status_code in (403, 404)
    assert contributor_client.get(house.url("tra-cuu/xuat")).status_code in (403, 404)


def test_words_of_files_are_not_shown_in_passing_to_officers_whose_opening_is_recorded() -> None:
    commune = CommuneFactory()
    house = make_house(under=commune)
    written(house, "Biên bản tổ Toán")
    officer = signed_in(member(commune, Role.COMMUNE_OFFICER))
    assert "Biên bản tổ Toán" not in ask(officer, house, q="học sinh giỏi")
    by_name = ask(officer, house, q="biên bản")
    assert "Biên bản" in by_name
    assert "ôn thi" not in by_name
    sheet = officer.get(house.url(f"tra-cuu/xuat?{urlencode({'q': 'biên bản'})}")).content
    rows = python_calamine.load_workbook(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert not any("ôn thi" in str(cell) for row in rows for cell in row)
    assert any("tổ Toán" in str(cell) for row in rows for cell in row)
