"""The pages of requests for figures."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from minhdinh.common.dates import as_shown
from minhdinh.oversight.models import DataRequest, OfficeReport
from minhdinh.oversight.tables.reports import waiting_words
from tests.counting import queries_of
from tests.factories import CommuneFactory
from tests.oversight.paperwork import Bureau, make_bureau, signed_in, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    return make_bureau()


@pytest.fixture
def above(bureau: Bureau) -> Client:
    return signed_in(bureau.above)


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def ask(bureau: Bureau, above: Client, title: str = "Báo cáo nhanh học kỳ I") -> DataRequest:
    words = {
        "title": title,
        "number": "01/BC-KDCLGD",
        "dated": "03/01/2014",
        "due": as_shown(timezone.localdate() + dt.timedelta(days=8)),
        "tables": ["self-assessment-by-level"],
        "offices": [bureau.office.pk],
        "basis": "Báo cáo số liệu đến cuối học kỳ I",
    }
    answer = above.post(url(bureau.department, "yeu-cau-so-lieu/moi/"), words)
    made = DataRequest.objects.first()
    assert made is not None
    assert answer["Location"] == url(bureau.department, f"yeu-cau-so-lieu/{made.pk}/")
    return made


def test_asked_answered_and_added_up(bureau: Bureau, above: Client) -> None:
    made = ask(bureau, above)
    writer = signed_in(bureau.writer)
    assert "Có 1 yêu cầu số liệu chưa trả lời" in body(writer, url(bureau.office, "bao-cao/"))
    assert "còn 8 ngày" in body(writer, url(bureau.office, "yeu-cau-so-lieu/"))
    address = url(bureau.office, f"yeu-cau-so-lieu/{made.pk}/tra-loi/")
    page = body(writer, address)
    assert "01/BC-KDCLGD, 03/01/2014" in page
    assert "64,58" in page
    assert writer.post(address, {"note": "Đã kiểm tra"}).status_code == 302
    page = body(writer, address)
    assert "Gửi lại số liệu lúc này" in page
    assert "Danh Thị Báo đã gửi lúc" in page
    page = body(above, url(bureau.department, f"yeu-cau-so-lieu/{made.pk}/"))
    assert "1/1 cơ quan đã trả lời" in page
    assert "Đã kiểm tra" in page
    assert "64,58" in page
    assert "đã trả lời đủ" in body(above, url(bureau.department, "yeu-cau-so-lieu/"))


def test_a_wrong_form_asks_nothing(bureau: Bureau, above: Client) -> None:
    answer = above.post(url(bureau.department, "yeu-cau-so-lieu/moi/"), {"title": "", "due": "01/01/2014"})
    assert answer.status_code == 422
    past = {
        "title": "A",
        "due": "01/01/2014",
        "tables": ["self-assessment-by-level"],
        "offices": [bureau.office.pk],
    }
    answer = above.post(url(bureau.department, "yeu-cau-so-lieu/moi/"), past)
    assert answer.status_code == 422
    assert "Hạn trả lời đã qua" in answer.content.decode()
    assert not DataRequest.objects.exists()


def test_nobody_below_nobody_to_ask(bureau: Bureau) -> None:
    page = body(signed_in(bureau.writer), url(bureau.office, "yeu-cau-so-lieu/moi/"))
    assert "Không có cơ quan trực thuộc" in page


def test_the_asker_does_not_answer_for_others(bureau: Bureau, above: Client) -> None:
    made = ask(bureau, above)
    body(above, url(bureau.office, f"yeu-cau-so-lieu/{made.pk}/tra-loi/"), 404)
    body(above, url(bureau.department, f"yeu-cau-so-lieu/{made.pk + 1}/"), 404)
    body(signed_in(bureau.reader), url(bureau.office, "yeu-cau-so-lieu/"), 403)


def test_a_paper_is_made_of_a_request(bureau: Bureau, above: Client) -> None:
    made = ask(bureau, above)
    writer = signed_in(bureau.writer)
    answer = writer.post(url(bureau.office, "bao-cao/lap"), {"request": made.pk})
    report = OfficeReport.objects.get()
    assert answer["Location"] == url(bureau.office, f"bao-cao/{report.pk}/soan/")
    assert report.kind == "quick"
    assert "01/BC-KDCLGD" in report.opening


def test_a_request_that_is_not_ones_own_makes_no_paper(bureau: Bureau, above: Client) -> None:
    made = ask(bureau, above)
    answer = above.post(url(bureau.department, "bao-cao/lap"), {"request": made.pk})
    assert answer.status_code == 422
    assert not OfficeReport.objects.exists()


@pytest.mark.parametrize(
    ("days", "words", "tone"),
    [(-2, "quá hạn 2 ngày", "bad"), (0, "hết hạn hôm nay", "wait"), (3, "còn 3 ngày", "wait"),
     (4, "còn 4 ngày", "edit")],
)  # fmt: skip
def test_the_countdown(days: int, words: str, tone: str) -> None:
    assert waiting_words(timezone.localdate() + dt.timedelta(days=days)) == (words, tone)


def test_lists_cost_the_same_for_more_requests(bureau: Bureau, above: Client) -> None:
    made = ask(bureau, above)
    writer = signed_in(bureau.writer)
    pages = [
        (writer, url(bureau.office, "yeu-cau-so-lieu/")),
        (above, url(bureau.department, "yeu-cau-so-lieu/")),
        (above, url(bureau.department, f"yeu-cau-so-lieu/{made.pk}/")),
    ]
    before = [queries_of(*page) for page in pages]
    for number in range(3):
        CommuneFactory(under=bureau.department)
        ask(bureau, above, f"Yêu cầu {number}")
    for _office in range(2):
        other = CommuneFactory(under=bureau.department)
        made.offices.create(office=other)
    assert [queries_of(*page) for page in pages] == before
