"""The office's pages of the register."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import load_workbook

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.recognition.domain.recording import version_of
from minhdinh.recognition.models import Decision, Remedy
from tests.factories import SchoolFactory, World, make_world, member
from tests.recognition.register import PDF, fresh, recognise, scan

PAGE = "/co-quan/so/cong-nhan/"
D = dt.date


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def officer(world: World, client: Client) -> Client:
    client.force_login(world.officer)
    return client


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[:400]
    return str(answer.content.decode())


def sent(**values: object) -> dict[str, object]:
    return {
        "schools": "thcs-an-binh; B-01\nTrường THCS Phú Sơn; B-02",
        "number": "12/QĐ-SGDĐT",
        "decided_on": "1/6/2024",
        "degree": "1",
        "signer": "Nguyễn Văn Mẫu",
        **values,
    }


def test_an_empty_register_says_what_to_do(officer: Client) -> None:
    page = page_of(officer, PAGE)
    assert "Không có quyết định nào" in page
    assert "Ghi quyết định" in page


def test_a_decision_goes_into_the_register_and_out_as_a_workbook(world: World, officer: Client) -> None:
    assert "Mỗi dòng một trường" in page_of(officer, f"{PAGE}ghi/?truong=thcs-an-binh")
    file = SimpleUploadedFile("quyết định.pdf", PDF)
    assert officer.post(f"{PAGE}ghi/", sent(scan=file))["Location"] == PAGE
    page = page_of(officer, PAGE)
    for words in ("Trường THCS An Bình", "Trường THCS Phú Sơn", "12/QĐ-SGDĐT", "31/05/2029"):
        assert words in page
    answer = officer.get(f"{PAGE}so.xlsx?q=an+binh")
    rows = load_workbook(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()[2:]
    assert rows[0][2] == "Trường"
    assert len(rows) == 2
    assert rows[1][:5] == [1, "thcs-an-binh", "Trường THCS An Bình", "Trường THCS", "12/QĐ-SGDĐT"]
    assert "B-01" in rows[1]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"schools": "khong-co"}, "không có trường này"),
        ({"schools": "xa-an-binh"}, "không có trường này"),
        ({"number": ""}, "bắt buộc"),
        ({"decided_on": "31/02/2024"}, "tháng 2"),
        ({"decided_on": "01/01/2999"}, "chưa đến"),
        ({"degree": ""}, "Hãy ghi cấp độ"),
        ({"degree": "9"}, "9"),
        ({"valid_to": "01/01/2020"}, "đứng trước"),
        ({"scan": SimpleUploadedFile("a.pdf", b"MZ khong phai")}, "không thuộc loại"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    officer: Client, values: dict[str, object], words: str
) -> None:
    answer = officer.post(f"{PAGE}ghi/", sent(**values))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Decision._base_manager.count() == 0


def test_a_decision_is_corrected_with_its_scan_and_trace(world: World, officer: Client) -> None:
    decision = recognise(world.school)
    one = f"{PAGE}{decision.pk}/"
    values = sent(version=version_of(fresh(decision)), degree="2", certificate_number="B-9")
    values["scan"] = SimpleUploadedFile("qd.pdf", PDF)
    assert officer.post(f"{one}sua/", values)["Location"] == one
    page = page_of(officer, one)
    for words in ("chuẩn quốc gia mức độ 2", "B-9", "1 → 2", "Lưu Thị Hằng", "khoản 2 Điều 35", "/xac-minh/"):
        assert words in page
    answer = officer.get(f"{one}ban-quet/")
    assert b"".join(answer.streaming_content) == PDF
    assert "attachment" in answer["Content-Disposition"]
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("private, no-cache", "nosniff")
    stale = officer.post(f"{one}sua/", sent(version="2020-01-01T00:00:00+00:00"))
    assert stale.status_code == 409
    assert "vừa được người khác sửa" in stale.content.decode()
    assert officer.post(f"{one}sua/", sent()).status_code == 409, "no version is no version of today"


def test_a_scan_is_saved_under_the_ending_that_its_content_has(world: World, officer: Client) -> None:
    decision = recognise(world.school, scan=scan(name="qd.html"))
    answer = officer.get(f"{PAGE}{decision.pk}/ban-quet/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="qd.html.pdf"'


def test_a_remedy_period_and_a_revocation_by_hand(world: World, officer: Client) -> None:
    decision = recognise(world.school)
    one = f"{PAGE}{decision.pk}/"
    asked = {"asked_on": "10/1/2025", "due_on": "30/6/2025", "reason": "Thiếu phòng học bộ môn"}
    assert officer.post(f"{one}khac-phuc/", {**asked, "due_on": ""}).status_code == 422
    assert officer.post(f"{one}khac-phuc/", asked)["Location"] == one
    assert "Đang khắc phục" in page_of(officer, PAGE + "?standing=remedy")
    with scopes_disabled():
        remedy = Remedy.objects.get()
    ending = {"outcome": "failed", "day": "1/7/2025", "note": "Chưa xây xong"}
    assert officer.post(f"{one}khac-phuc/{remedy.pk}/", ending)["Location"] == one
    assert officer.post(f"{one}khac-phuc/{remedy.pk}/", ending).status_code == 422
    taken = {"day": "15/7/2025", "ground": "not_kept", "reason": "Không giữ được chuẩn", "number": "99/QĐ"}
    assert officer.post(f"{one}thu-hoi/", taken)["Location"] == one
    page = page_of(officer, one)
    for words in ("Thu hồi từ ngày 15/07/2025: Không giữ được chuẩn", "99/QĐ", "Không khắc phục được"):
        assert words in page
    assert officer.post(f"{one}huy-thu-hoi/", {"reason": "7/QĐ hủy"})["Location"] == one
    assert fresh(decision).revoked_on is None


def test_what_belongs_to_others_is_not_there(world: World, officer: Client) -> None:
    decision, other = recognise(world.school), recognise(world.other_school)
    ask = f"/co-quan/xa-an-binh/cong-nhan/{other.pk}/"
    commune = Client()
    commune.force_login(world.commune_officer)
    assert commune.get(ask).status_code == 404
    assert commune.get(f"/co-quan/xa-an-binh/cong-nhan/{decision.pk}/").status_code == 200
    assert commune.get(f"/co-quan/xa-an-binh/cong-nhan/{decision.pk}/sua/").status_code == 403
    assert officer.get(f"{PAGE}999999/").status_code == 404
    assert officer.get(f"{PAGE}{decision.pk}/ban-quet/").status_code == 404
    assert officer.get(f"{PAGE}{decision.pk}/khac-phuc/1/").status_code == 404


@pytest.mark.parametrize(
    ("role", "office", "listed", "records"),
    [
        (Role.DEPARTMENT_ADMIN, "department", 200, 200),
        (Role.DEPARTMENT_SPECIALIST, "department", 200, 200),
        (Role.DEPARTMENT_LEADER, "department", 200, 403),
        (Role.COMMUNE_OFFICER, "commune", 200, 403),
        (Role.SUPERVISOR, "commune", 200, 403),
        (Role.MINISTRY_OFFICER, "ministry", 200, 403),
        (Role.PRINCIPAL, "school", 404, 404),
    ],
)
def test_who_reads_and_who_writes(world: World, role: Role, office: str, listed: int, records: int) -> None:
    place = getattr(world, office)
    client = Client()
    client.force_login(member(place, role))
    assert client.get(f"/co-quan/{place.code}/cong-nhan/").status_code == listed
    assert client.get(f"/co-quan/{place.code}/cong-nhan/ghi/").status_code == records


def test_strange_filters_find_nothing_and_never_fail(world: World, officer: Client) -> None:
    recognise(world.school)
    for query in (
        "standing=khac",
        "ends=99999",
        "ends=%C2%B2",
        "q=%00",
        "grade=x&degree=-1",
        "sort=--x&after=zz",
    ):
        assert officer.get(f"{PAGE}?{query}").status_code == 200
        assert officer.get(f"{PAGE}so.xlsx?{query}").status_code == 200


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        page_of(client, address)
    return len(found)


def test_the_list_costs_the_same_for_two_and_forty(world: World, officer: Client) -> None:
    recognise(world.school)
    few = queries_of(officer, PAGE)
    for number in range(40):
        school = SchoolFactory(code=f"t-{number}", under=world.commune)
        recognise(school, number=f"{number}/QĐ")
    assert queries_of(officer, PAGE) == few


def test_a_decision_page_costs_the_same_with_a_long_trace(world: World, officer: Client) -> None:
    decision = recognise(world.school, scan=scan())
    one = f"{PAGE}{decision.pk}/"
    few = queries_of(officer, one)
    for degree in ("2", "1") * 5:
        officer.post(f"{one}sua/", sent(version=version_of(fresh(decision)), degree=degree))
    assert queries_of(officer, one) == few
