"""The item's page proposes what its files say, and takes what a person chose."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.models import Citation, EvidenceItem, EvidenceUse
from minhdinh.evidence.reading.keeping import keep, read_school
from minhdinh.evidence.reading.words import Reading, ReadingState
from tests.evidence.factories import House, cite, link, make_file, make_item
from tests.evidence.reading.papers import Paper, word_paper

pytestmark = pytest.mark.django_db
SAFETY = Paper(
    word="KẾ HOẠCH", subject="Phòng, chống tai nạn thương tích, bạo lực học đường", number="3/KH-THCS"
)


def sent(house: House, paper: Paper | None = None, **values: object) -> EvidenceItem:
    item = make_item(house, name=str(values.pop("name", "QD 12")), **values)
    make_file(item, word_paper(paper), "QD 12.docx")
    with scopes_disabled():
        read_school(house.school.pk)
        item.refresh_from_db()
    return item


def shown(client: Client, house: House, item: EvidenceItem) -> str:
    response = client.get(house.url(f"{item.pk}/"))
    assert response.status_code == 200
    return response.content.decode()


def test_proposals_stand_beside_what_is_there_with_empty_fields_chosen(
    house: House, secretary_client: Client
) -> None:
    page = shown(secretary_client, house, sent(house, number="11/QĐ"))
    assert "12/QĐ-THCSSM" in page
    assert "đang ghi: 11/QĐ" in page
    assert 'value="issued_on" checked' in page
    assert 'value="number" >' in page


def test_chosen_ones_are_taken(house: House, secretary_client: Client) -> None:
    item = sent(house)
    answer = secretary_client.post(
        house.url(f"{item.pk}/de-xuat"),
        {"version": item.version, "field": ["number", "issued_on"]},
        follow=True,
    )
    assert "Đã nhận 2 đề xuất cho MC.1.1.01." in answer.content.decode()
    with scopes_disabled():
        assert EvidenceItem.objects.get(pk=item.pk).number == "12/QĐ-THCSSM"


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40, "٣", "\x00"])
def test_a_version_that_is_none_or_old_is_a_conflict(
    house: House, secretary_client: Client, version: str
) -> None:
    item = sent(house)
    answer = secretary_client.post(house.url(f"{item.pk}/de-xuat"), {"version": version, "field": "number"})
    assert answer.status_code == 409
    with scopes_disabled():
        assert EvidenceItem.objects.get(pk=item.pk).number == ""


def test_hostile_fields_change_nothing(house: House, secretary_client: Client) -> None:
    item = sent(house)
    given = {"version": item.version, "field": ["sensitive", "\x00", "__class__"]}
    assert secretary_client.post(house.url(f"{item.pk}/de-xuat"), given).status_code == 422
    assert secretary_client.get(house.url(f"{item.pk}/de-xuat")).status_code == 405


def test_words_of_a_file_are_escaped(house: House, secretary_client: Client) -> None:
    item = sent(house, Paper(subject="Về <script>alert(1)</script> việc"))
    page = shown(secretary_client, house, item)
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_criterion_is_proposed_with_its_reason_until_it_is_served(
    house: House, secretary_client: Client
) -> None:
    item = sent(house, SAFETY, criterion="")
    page = shown(secretary_client, house, item)
    assert "Xếp vào 4.2" in page
    assert "thương tích" in page
    secretary_client.post(house.url(f"{item.pk}/xep"), {"criterion": "4.2"})
    assert "Xếp vào 4.2" not in shown(secretary_client, house, item)


def test_a_coded_item_may_serve_one_more(house: House, secretary_client: Client) -> None:
    item = sent(house, SAFETY)
    assert "Gắn thêm 4.2" in shown(secretary_client, house, item)
    link(house, item, "4.2")
    assert "Gắn thêm 4.2" not in shown(secretary_client, house, item)


def test_files_without_words_say_why(house: House, secretary_client: Client) -> None:
    item = make_item(house)
    file = make_file(item)
    assert "đang chờ đọc" in shown(secretary_client, house, item)
    with scopes_disabled():
        keep(file.blob, Reading(ReadingState.NO_TOOL, reason="Máy chủ chưa có Tesseract"))
    assert "Máy chủ chưa có Tesseract" in shown(secretary_client, house, item)


def test_who_may_not_change_the_item_is_offered_nothing(
    house: House, member_client: Client, viewer_client: Client
) -> None:
    item = sent(house)
    for client in (member_client, viewer_client):
        assert "Nhận đề xuất" not in shown(client, house, item)
    answer = member_client.post(house.url(f"{item.pk}/de-xuat"), {"version": item.version, "field": "number"})
    assert answer.status_code in (403, 404)


def test_the_inbox_shows_proposals_in_its_rows_and_takes_those_for_empty_fields(
    house: House, secretary_client: Client
) -> None:
    item = sent(house, SAFETY, criterion="", number="9/KH")
    inbox = house.url("?criterion=none")
    page = secretary_client.get(inbox).content.decode()
    assert "<b>4.2</b>: " in page
    assert "Nhận đề xuất" in page
    assert 'name="field" value="issued_on"' in page
    assert 'name="field" value="number"' not in page  # something stands there
    given = {"version": item.version, "field": ["name", "issued_on"], "back": "inbox"}
    answer = secretary_client.post(house.url(f"{item.pk}/de-xuat"), given)
    assert answer.headers["Location"] == inbox
    assert "Nhận đề xuất" not in secretary_client.get(house.url()).content.decode()


@pytest.mark.parametrize("count", [1, 4])
def test_the_inbox_takes_a_fixed_number_of_queries(
    house: House, secretary_client: Client, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        sent(house, Paper(number=f"{number + 1}/QĐ-THCSSM"), criterion="", name=f"Tệp {number}")
    secretary_client.get(house.url("?criterion=none"))
    with django_assert_max_num_queries(22):
        page = secretary_client.get(house.url("?criterion=none")).content.decode()
    assert page.count("Nhận đề xuất") == count


def test_proposals_are_dismissed_and_called_back(house: House, secretary_client: Client) -> None:
    item = sent(house, SAFETY, criterion="")
    with scopes_disabled():
        file_id = item.files.get().pk
    inbox, url = house.url("?criterion=none"), house.url(f"{item.pk}/de-xuat/")
    answer = secretary_client.post(f"{url}bo", {"file": file_id, "back": "inbox"}, follow=True)
    assert answer.redirect_chain == [(inbox, 302)]
    text = answer.content.decode()
    assert "Đã bỏ qua đề xuất từ “QD 12.docx”" in text
    assert "Nhận đề xuất" not in text
    page = shown(secretary_client, house, item)
    assert "Đã bỏ qua đề xuất từ “QD 12.docx”" in page
    assert "Nhận đề xuất đã chọn" not in page
    secretary_client.post(f"{url}lai", {"file": file_id})
    page = shown(secretary_client, house, item)
    assert "Nhận đề xuất đã chọn" in page
    assert "Đã bỏ qua đề xuất từ" not in page


@pytest.mark.parametrize("file", ["", "x", "-1", "9" * 40, "٣", "\x00"])
def test_what_names_no_file_of_the_item_dismisses_nothing(
    house: House, secretary_client: Client, member_client: Client, file: str
) -> None:
    item = sent(house)
    for verb in ("bo", "lai"):
        url = house.url(f"{item.pk}/de-xuat/{verb}")
        assert secretary_client.post(url, {"file": file}).status_code == 404
        assert secretary_client.get(url).status_code == 405
        assert member_client.post(url, {"file": file}).status_code in (403, 404)


def test_the_page_asks_once_what_the_item_serves(house: House, secretary_client: Client) -> None:
    item = sent(house, SAFETY, criterion="1.1")
    cite(house, item)
    with CaptureQueriesContext(connection) as asked:
        assert "Nhận đề xuất đã chọn" in shown(secretary_client, house, item)
    for model in (EvidenceUse, Citation):
        table = f'FROM "{model._meta.db_table}"'
        assert sum(table in query["sql"] for query in asked) == 1
