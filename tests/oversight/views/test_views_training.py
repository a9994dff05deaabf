"""The pages of training and of the register."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import load_workbook

from minhdinh.access.permissions import Role
from minhdinh.lib.spreadsheet import workbook_bytes
from minhdinh.oversight.models import TrainedPerson, TrainingSession
from tests.counting import queries_of
from tests.factories import SchoolFactory, World, make_world, member
from tests.oversight.paperwork import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/co-quan/so/tap-huan/"
DAY = dt.date(2025, 10, 3)


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def officer(world: World) -> Client:
    return signed_in(world.officer)


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def session(world: World) -> TrainingSession:
    return TrainingSession.objects.create(
        office=world.department, kind="training", topic="Viết phiếu tiêu chí", held_on=DAY
    )


def person(world: World, name: str = "Lê Thị Học", **values: object) -> TrainedPerson:
    given = {
        "office": world.department,
        "organisation": world.school,
        "name": name,
        "course": "Đánh giá ngoài",
        "completed_on": DAY,
        **values,
    }
    row = TrainedPerson(**given)
    row.derive_keys()
    row.save()
    return row


def test_a_session_is_written_corrected_and_removed(world: World, officer: Client) -> None:
    assert "Chưa ghi buổi nào" in body(officer, PAGE)
    words = {
        "kind": "seminar",
        "topic": "Hội thảo sơ kết",
        "held_on": "03/10/2025",
        "education_levels": ["mam_non", "thcs"],
        "documents": "Tài liệu 1\nhttps://example.edu.vn/tai-lieu",
    }
    answer = officer.post(f"{PAGE}moi/", words)
    row = TrainingSession.objects.get()
    assert answer["Location"] == f"{PAGE}{row.pk}/"
    page = body(officer, f"{PAGE}{row.pk}/")
    assert "Mầm non, Trung học cơ sở" in page
    assert 'href="https://example.edu.vn/tai-lieu"' in page
    assert "Hội thảo sơ kết" in body(officer, PAGE)
    officer.post(f"{PAGE}{row.pk}/sua/", {**words, "topic": "Hội thảo tổng kết"})
    row.refresh_from_db()
    assert row.topic == "Hội thảo tổng kết"
    assert 'value="Hội thảo tổng kết"' in body(officer, f"{PAGE}{row.pk}/sua/")
    assert officer.post(f"{PAGE}moi/", {"topic": ""}).status_code == 422
    assert officer.post(f"{PAGE}{row.pk}/bo").status_code == 302
    body(officer, f"{PAGE}{row.pk}/", 404)


def test_a_pasted_list(world: World, officer: Client) -> None:
    row = session(world)
    address = f"{PAGE}{row.pk}/diem-danh/"
    answer = officer.post(address, {"text": "Lê Thị Học;thcs-an-binh;Giáo viên\nA;khong-co"})
    assert answer.status_code == 422
    assert "Dòng 2: không có đơn vị trực thuộc mã “khong-co”" in answer.content.decode()
    assert not TrainedPerson.objects.exists()
    assert officer.post(address, {"text": "Lê Thị Học;thcs-an-binh;Giáo viên"}).status_code == 302
    assert "Lê Thị Học" in body(officer, f"{PAGE}{row.pk}/")
    assert officer.post(f"{PAGE}{row.pk}/bo").status_code == 422


def test_an_excel_list(world: World, officer: Client) -> None:
    row = session(world)
    content = workbook_bytes(["Họ và tên", "Mã đơn vị"], [["Lê Thị Học", "thcs-an-binh"]])
    file = SimpleUploadedFile("ds.xlsx", content)
    assert officer.post(f"{PAGE}{row.pk}/diem-danh/", {"file": file}).status_code == 302
    assert TrainedPerson.objects.get().organisation == world.school
    wrong = SimpleUploadedFile("ds.xlsx", b"khong phai")
    assert officer.post(f"{PAGE}{row.pk}/diem-danh/", {"file": wrong}).status_code == 422


def test_the_template_to_fill_in(officer: Client) -> None:
    book = load_workbook(io.BytesIO(officer.get(f"{PAGE}mau-danh-sach").content))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0] == ["Họ và tên", "Mã đơn vị", "Chức vụ", "Số chứng chỉ"]


def test_the_register(world: World, officer: Client) -> None:
    assert "Không có ai trong sổ" in body(officer, f"{PAGE}so/")
    words = {
        "where": "thcs-an-binh",
        "username": "hieutruong",
        "course": "Đánh giá ngoài do Bộ tổ chức",
        "completed_on": "03/10/2025",
        "certificate": "CC-09",
    }
    assert officer.post(f"{PAGE}so/them/", {**words, "username": "nguoila"}).status_code == 422
    assert officer.post(f"{PAGE}so/them/", words).status_code == 302
    page = body(officer, f"{PAGE}so/?q=danh+gia+ngoai")
    assert "Phạm Quang Minh" in page
    assert "CC-09" in page
    assert "Phạm Quang Minh" not in body(officer, f"{PAGE}so/?where=thcs-phu-son")
    row = TrainedPerson.objects.get()
    assert officer.post(f"{PAGE}so/{row.pk}/bo").status_code == 302
    assert not TrainedPerson.objects.exists()


def test_only_the_own_lines_can_be_removed(world: World, officer: Client) -> None:
    row = person(world, office=world.commune)
    assert f"so/{row.pk}/bo" not in body(officer, f"{PAGE}so/")
    assert officer.post(f"{PAGE}so/{row.pk}/bo").status_code == 404


def test_schools_without_anybody(world: World, officer: Client) -> None:
    person(world)
    page = body(officer, f"{PAGE}chua-tap-huan/")
    assert "Trường THCS Phú Sơn" in page
    assert "Trường THCS An Bình" not in page
    assert "Ủy ban nhân dân xã Phú Sơn" in page
    assert "Trường THCS Phú Sơn" not in body(officer, f"{PAGE}chua-tap-huan/?school_type=mam_non")


def test_who_looks_and_who_writes(world: World) -> None:
    row = session(world)
    reader = signed_in(member(world.department, Role.SUPERVISOR))
    for rest in ("", "so/", "chua-tap-huan/", f"{row.pk}/"):
        page = body(reader, f"{PAGE}{rest}")
        assert "Ghi danh sách" not in page
        assert "Ghi một" not in page
    for rest in ("moi/", "so/them/", f"{row.pk}/sua/"):
        body(reader, f"{PAGE}{rest}", 403)
    assert reader.post(f"{PAGE}{row.pk}/diem-danh/", {"text": "A;so"}).status_code == 403
    for stranger in (world.commune_officer, world.owner):
        body(signed_in(stranger), f"{PAGE}so/", 404)
    body(signed_in(world.commune_officer), f"/co-quan/xa-an-binh/tap-huan/{row.pk}/", 404)


def test_lists_cost_the_same_for_more_rows(world: World, officer: Client) -> None:
    row = session(world)
    person(world, session=row)
    pages = [PAGE, f"{PAGE}so/", f"{PAGE}{row.pk}/", f"{PAGE}chua-tap-huan/"]
    before = [queries_of(officer, page) for page in pages]
    for number in range(3):
        session(world)
        person(world, f"Người {number}", session=row, organisation=SchoolFactory(under=world.commune))
        SchoolFactory(under=world.commune)
    assert [queries_of(officer, page) for page in pages] == before
