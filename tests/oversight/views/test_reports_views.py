"""The pages of periodic reports."""

import pytest
from django.test import Client

from minhdinh.access.permissions import Role
from minhdinh.oversight.domain.reports import version_of
from minhdinh.oversight.models import OfficeReport
from tests.counting import queries_of
from tests.factories import CommuneFactory, member
from tests.oversight.paperwork import Bureau, make_bureau, signed_in, url
from tests.oversight.seed import YEAR

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    return make_bureau()


@pytest.fixture
def writer(bureau: Bureau) -> Client:
    return signed_in(bureau.writer)


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def page_of(bureau: Bureau, report: OfficeReport, rest: str = "") -> str:
    return url(bureau.office, f"bao-cao/{report.pk}/{rest}")


def test_from_the_list_to_the_issued_paper(bureau: Bureau, writer: Client) -> None:
    assert "Chưa có báo cáo nào" in body(writer, url(bureau.office, "bao-cao/"))
    begun = writer.post(url(bureau.office, "bao-cao/lap"), {"kind": "first"})
    report = OfficeReport.objects.get()
    assert begun["Location"] == page_of(bureau, report, "soan/")
    assert "31/48 trường hoàn thành" in body(writer, page_of(bureau, report, "soan/"))
    words = {
        "number": "05/BC-PGDĐT",
        "dated": "11/01/2014",
        "tables": ["self-assessment-by-level"],
        "results": report.results,
        "key_tasks": "- Việc trọng tâm",
        "recipients": report.recipients,
        "seen": version_of(report),
    }
    saved = writer.post(page_of(bureau, report, "soan/"), words)
    assert saved["Location"] == page_of(bureau, report)
    shown = body(writer, page_of(bureau, report))
    assert "37,50" in shown
    assert "- Việc trọng tâm" in shown
    writer.post(page_of(bureau, report, "ban-hanh"))
    report.refresh_from_db()
    assert report.is_issued
    shown = body(writer, page_of(bureau, report))
    assert "SHA-256" in shown
    assert "ban-hanh" not in shown.replace("da-ban-hanh", "")
    assert "05/BC-PGDĐT" in body(writer, url(bureau.office, "bao-cao/da-ban-hanh/"))


def test_the_issued_file_is_the_one_that_is_downloaded(bureau: Bureau, writer: Client) -> None:
    report = bureau.issued()
    first = writer.get(page_of(bureau, report, "word"))
    bureau.complete_one_more()
    assert (
        writer.get(page_of(bureau, report, "word")).content == first.content == bytes(report.issued.content)
    )
    assert "attachment" in first["Content-Disposition"]
    assert "03" in body(writer, page_of(bureau, report))


def test_a_draft_is_downloaded_with_the_figures_of_now(bureau: Bureau, writer: Client) -> None:
    assert writer.get(page_of(bureau, bureau.start(), "word")).content[:2] == b"PK"


def test_what_is_missing_leads_back_to_the_form(bureau: Bureau, writer: Client) -> None:
    report = bureau.start()
    answer = writer.post(page_of(bureau, report, "ban-hanh"), follow=True)
    assert answer.redirect_chain[-1][0] == page_of(bureau, report, "soan/")
    assert "Số của báo cáo chưa ghi" in answer.content.decode()


def test_who_wrote_later_keeps_the_words_and_is_told(bureau: Bureau, writer: Client) -> None:
    report = bureau.start()
    seen = version_of(report)
    bureau.filled(report)
    answer = writer.post(page_of(bureau, report, "soan/"), {"results": "Lời của tôi", "seen": seen})
    assert answer.status_code == 409
    assert "vừa được người khác sửa" in answer.content.decode()
    assert "Lời của tôi" in answer.content.decode()


def test_a_day_that_cannot_be_is_named(bureau: Bureau, writer: Client) -> None:
    answer = writer.post(page_of(bureau, bureau.start(), "soan/"), {"dated": "31/02/2014"})
    assert answer.status_code == 422


def test_changed_figures_are_pointed_out(bureau: Bureau, writer: Client) -> None:
    report = bureau.filled()
    assert "Số liệu đã đổi" not in body(writer, page_of(bureau, report))
    bureau.complete_one_more()
    assert "Số liệu đã đổi" in body(writer, page_of(bureau, report))
    writer.post(page_of(bureau, report, "soan-ket-qua"))
    assert "Số liệu đã đổi" not in body(writer, page_of(bureau, report))


def test_a_spoiled_file_is_pointed_out(bureau: Bureau, writer: Client) -> None:
    report = bureau.issued()
    type(report.issued).objects.filter(report=report).update(content=b"khac")
    assert "không còn trùng mã băm" in body(writer, page_of(bureau, report))


def test_a_draft_is_discarded(bureau: Bureau, writer: Client) -> None:
    report = bureau.start()
    assert writer.post(page_of(bureau, report, "bo")).status_code == 302
    body(writer, page_of(bureau, report), 404)


def test_a_committee_that_supervises_reads_what_was_issued_only(bureau: Bureau) -> None:
    reader = signed_in(bureau.reader)
    sent, draft = bureau.issued(), bureau.start()
    page = body(reader, url(bureau.office, "bao-cao/"))
    assert "05/BC-PGDĐT" in page
    assert "Lập bản thảo" not in page
    assert "37,50" in body(reader, page_of(bureau, sent))
    body(reader, page_of(bureau, draft), 404)
    body(reader, page_of(bureau, draft, "word"), 404)
    assert reader.post(page_of(bureau, draft, "ban-hanh")).status_code == 403


def test_the_office_above_reads_what_was_issued_and_writes_nothing(bureau: Bureau) -> None:
    above = signed_in(bureau.above)
    sent, draft = bureau.issued(), bureau.start()
    assert "37,50" in body(above, page_of(bureau, sent))
    for rest in ("", "soan/", "word"):
        body(above, page_of(bureau, draft, rest), 404)
    for rest in ("soan-ket-qua", "ban-hanh", "bo"):
        assert above.post(page_of(bureau, draft, rest)).status_code == 404
    assert above.post(url(bureau.office, "bao-cao/lap"), {"kind": "first"}).status_code == 403


def test_a_neighbour_and_a_school_see_nothing(bureau: Bureau) -> None:
    sent = bureau.issued()
    neighbour = member(CommuneFactory(under=bureau.department), Role.COMMUNE_OFFICER)
    school = next(iter(bureau.district.schools.values()))
    for user in (neighbour, member(school, Role.PRINCIPAL)):
        for rest in ("bao-cao/", "bao-cao/da-ban-hanh/", f"bao-cao/{sent.pk}/", f"bao-cao/{sent.pk}/word"):
            body(signed_in(user), url(bureau.office, rest), 404)


def test_the_roll_up_of_the_office_above(bureau: Bureau) -> None:
    bureau.issued()
    CommuneFactory(name="Phòng Chưa Báo Cáo", under=bureau.department)
    page = body(signed_in(bureau.above), url(bureau.department, "bao-cao/cap-duoi/"))
    assert "1/2 cơ quan đã có báo cáo" in page
    assert "Phòng Chưa Báo Cáo" in page
    assert "64,58" in page
    only = body(signed_in(bureau.above), url(bureau.department, "bao-cao/cap-duoi/?kind=year"))
    assert "0/2 cơ quan đã có báo cáo" in only


def test_lists_cost_the_same_for_more_reports(bureau: Bureau, writer: Client) -> None:
    bureau.issued(number="1")
    pages = (url(bureau.office, "bao-cao/"), url(bureau.office, "bao-cao/da-ban-hanh/"))
    before = [queries_of(writer, page) for page in pages]
    for number in range(2, 5):
        bureau.issued(number=str(number))
    assert [queries_of(writer, page) for page in pages] == before


def test_the_roll_up_costs_the_same_for_more_offices(bureau: Bureau) -> None:
    above, page = signed_in(bureau.above), url(bureau.department, "bao-cao/cap-duoi/")
    bureau.issued()
    before = queries_of(above, page)
    for _number in range(3):
        CommuneFactory(under=bureau.department)
    assert queries_of(above, page) == before


def test_a_year_that_is_none_is_not_found(bureau: Bureau, writer: Client) -> None:
    body(writer, url(bureau.office, "bao-cao/", year="2013-2015"), 404)
    assert YEAR == "2013-2014"
