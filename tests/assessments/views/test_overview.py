import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.approval import send_back
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import SelfAssessment, Sheet
from minhdinh.organisations.models import SchoolYear
from minhdinh.standards.catalogue import packaged_set
from minhdinh.standards.domain.loading import load_set
from tests.assessments.cases import (
    YEAR,
    Case,
    advance,
    decide,
    decide_all,
    item,
    make_case,
    signed_in,
    small_set,
)
from tests.factories import CommuneFactory, SchoolFactory, member


def html_of(case: Case, rest: str = "", role: str = Role.SECRETARY) -> str:
    response = case.client(role).get(case.url(rest))
    assert response.status_code == 200
    return response.content.decode()


def test_the_overview_says_what_keeps_the_level_open(small: Case) -> None:
    decide(small, "1.1")
    html = html_of(small)
    assert "Chưa xếp mức: còn 02 tiêu chí chưa xét" in html
    assert "Bảng 3 tiêu chí" in html
    assert "1 đạt Mức 1 · 2 chưa xét" in html
    assert "Còn 7 việc trước khi trình duyệt" in html
    assert small.assessment.standard_set.legal_basis in html


def test_a_decided_school_is_headed_by_its_level_and_the_shortest_way_up(decided: Case) -> None:
    html = html_of(decided)
    assert '<h1 class="mb-0">Đạt Mức 1</h1>' in html
    assert "Ít việc nhất để trường đạt Mức 2:" in html
    assert decided.url("tieu-chi/thcs/1.3/") in html


def test_a_returned_report_shows_why(decided: Case) -> None:
    advance(decided, State.SUBMITTED)
    send_back(actor=decided.system, assessment=decided.assessment, reason="Làm rõ số liệu 2.3")
    assert "Làm rõ số liệu 2.3" in html_of(decided)


def queries_of(case: Case, rest: str = "") -> int:
    client = case.client()
    client.get(case.url(rest))
    with CaptureQueriesContext(connection) as seen:
        assert client.get(case.url(rest)).status_code == 200
    return len(seen)


@pytest.mark.parametrize("rest", ["", "ket-qua/", "ket-qua/?t=thcs:1.1:0", "duyet/"])
def test_the_number_of_queries_does_not_grow(small: Case, rest: str) -> None:
    decide(small, "1.1")
    little = queries_of(small, rest)
    decide_all(small, 2)
    assert queries_of(small, rest) == little
    assert little <= 42


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.VIEWER, 200), (Role.MEMBER, 200), (Role.CONTRIBUTOR, 302), (Role.SCHOOL_ADMIN, 302)],
)
def test_who_sees_the_overview(small: Case, role: str, status: int) -> None:
    assert small.client(role).get(small.url()).status_code == status


@pytest.mark.usefixtures("db", "_scopes_open")
def test_an_officer_above_sees_it_and_a_stranger_does_not() -> None:
    commune = CommuneFactory()
    case = make_case(standard_set=small_set(), under=commune)
    assert signed_in(member(commune, Role.COMMUNE_OFFICER)).get(case.url()).status_code == 200
    for stranger in (member(SchoolFactory(), Role.PRINCIPAL), member(CommuneFactory(), Role.COMMUNE_OFFICER)):
        for rest in ("", "ket-qua/", "tim/?q=1.3", "duyet/"):
            assert signed_in(stranger).get(case.url(rest)).status_code == 404
    assert Client().get(case.url()).status_code == 302


def test_what_if_shows_the_result_and_writes_nothing(decided: Case) -> None:
    before = [list(model.objects.order_by("pk").values()) for model in (SelfAssessment, Sheet)]
    html = html_of(decided, "ket-qua/?t=thcs:1.3:2&t=thcs:1.1:2&t=thcs:2.3:1")
    assert "Nếu như vậy: Đạt Mức 2" in html
    assert "Kết quả hiện nay: Đạt Mức 1" in html
    assert [list(model.objects.order_by("pk").values()) for model in (SelfAssessment, Sheet)] == before


def test_without_a_change_there_is_no_if(decided: Case) -> None:
    for rest in (
        "ket-qua/",
        "ket-qua/?t=thcs:1.3:1",
        "ket-qua/?t=rac&t=thcs:9.9:1&t=thcs:1.3:²&t=thcs:1.3:9",
    ):
        assert "Nếu như vậy" not in html_of(decided, rest)


def test_searching_answers_a_page_and_json(small: Case) -> None:
    row = item(small, name="Sổ chuyên cần")
    client = small.client()
    answer = client.get(small.url("tim/"), {"q": "chuyen can"}, HTTP_ACCEPT="application/json").json()
    assert [one["label"] for one in answer["items"]] == [f"{row.code} Sổ chuyên cần"]
    assert "Sổ chuyên cần" in html_of(small, "tim/?q=chuyen+can")
    assert "Không tìm thấy" in html_of(small, "tim/?q=xyzxyz")


@pytest.mark.parametrize("year", ["2025-2026", "2026-2028", "abc"])
def test_a_year_that_was_not_opened(small: Case, year: str) -> None:
    response = small.client(Role.SECRETARY).get(f"/truong/{small.school.code}/{year}/")
    opens = year == "2025-2026"
    assert response.status_code == (302 if opens else 404)
    assert small.client(Role.VIEWER).get(f"/truong/{small.school.code}/{year}/").status_code == 404


@pytest.fixture
def unopened(db: None, _scopes_open: None) -> Client:
    """Return the principal of a lower secondary school that has opened no year."""
    load_set(packaged_set("tt57-2026-pho-thong"))
    load_set(packaged_set("tt18-2018-trung-hoc"))
    return signed_in(member(SchoolFactory(code="thcs-moi"), Role.PRINCIPAL))


OPEN = "/truong/thcs-moi/mo-nam-hoc/"


def test_opening_names_the_set_and_its_law(unopened: Client) -> None:
    html = unopened.get(OPEN).content.decode()
    assert "Thông tư 57/2026/TT-BGDĐT" in html
    assert "có hiệu lực từ ngày 07/07/2026" in html


def test_opening_a_year_leads_to_its_overview(unopened: Client) -> None:
    response = unopened.post(OPEN, {"year": YEAR})
    assert response.headers["Location"] == f"/truong/thcs-moi/{YEAR}/"
    assert SelfAssessment.objects.get().sheets_total == 15
    assert unopened.post(OPEN, {"year": YEAR}).status_code == 302
    assert SelfAssessment.objects.count() == 1


def test_another_set_without_reason_keeps_what_was_typed(unopened: Client) -> None:
    old = load_set(packaged_set("tt18-2018-trung-hoc")).row
    response = unopened.post(OPEN, {"year": YEAR, "standard_set": str(old.pk), "decision_date": "2026-09-06"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "cần ghi lý do" in html
    assert "06/09/2026" in html
    assert not SchoolYear.objects.exists()
    assert (
        unopened.post(
            OPEN, {"year": YEAR, "standard_set": str(old.pk), "reason": "Hoàn thành theo bộ cũ"}
        ).status_code
        == 302
    )
    assert SelfAssessment.objects.get().standard_set == old


@pytest.mark.parametrize("year", ["2026", "", "2026-2030"])
def test_a_malformed_year_is_told_in_the_form(unopened: Client, year: str) -> None:
    response = unopened.post(OPEN, {"year": year})
    assert response.status_code == 422
    assert not SelfAssessment.objects.exists()


def test_a_year_for_which_no_set_applies_is_told_in_the_form(unopened: Client) -> None:
    response = unopened.post(OPEN, {"year": "2001-2002"})
    assert response.status_code == 422
    assert "Không có bộ tiêu chuẩn nào áp dụng" in response.content.decode()


def test_the_councils_day_decides_in_the_form_too(unopened: Client) -> None:
    unopened.post(OPEN, {"year": YEAR, "decision_date": dt.date(2026, 6, 1).isoformat()})
    assert SelfAssessment.objects.get().standard_set.set_id == "tt18-2018-trung-hoc"


@pytest.mark.parametrize("role", [Role.VIEWER, Role.MEMBER, Role.CONTRIBUTOR])
def test_who_may_not_open_a_year(small: Case, role: str) -> None:
    url = f"/truong/{small.school.code}/mo-nam-hoc/"
    assert small.client(role).get(url).status_code == 403
    assert small.client(role).post(url, {"year": "2027-2028"}).status_code == 403


def test_a_long_way_up_is_cut_on_the_overview_and_whole_on_the_result(case: Case) -> None:
    short, whole = html_of(case), html_of(case, "ket-qua/")
    assert short.count("→ Mức 1") == 5
    assert "Xem đủ 13 tiêu chí" in short
    assert whole.count("→ Mức 1") == 13


@pytest.mark.parametrize("rest", ["", "duyet/"])
def test_the_button_that_hands_in_is_there_for_whoever_may(decided: Case, rest: str) -> None:
    button, sentence = "Trình duyệt báo cáo", "Báo cáo do hiệu trưởng, chủ tịch hội đồng tự đánh giá"
    for role in (Role.SECRETARY, Role.CHAIR, Role.VICE_CHAIR, Role.PRINCIPAL):
        html = html_of(decided, rest, role)
        assert button in html, role
        assert sentence not in html, role
    for role in (Role.MEMBER, Role.VIEWER):
        html = html_of(decided, rest, role)
        assert button not in html, role
        assert (
            f"{sentence}, phó chủ tịch hội đồng tự đánh giá hoặc thư ký hội đồng tự đánh giá trình." in html
        )


def test_a_report_on_its_way_shows_everybody_where_it_stands(decided: Case) -> None:
    advance(decided, State.SUBMITTED)
    for role in (Role.SECRETARY, Role.MEMBER):
        html = html_of(decided, "", role)
        assert "Chờ hội đồng duyệt" in html
        assert decided.url("duyet/") in html
