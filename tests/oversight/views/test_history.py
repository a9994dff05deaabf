import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import load_workbook

from minhdinh.access.permissions import Role
from minhdinh.organisations.models import ImportDraft, Organisation
from tests.factories import World, make_world, member
from tests.oversight.history.books import forty_eight, history_book, line

START = "/co-quan/xa-an-binh/cac-nam-truoc/"


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def officer(world: World, client: Client) -> Client:
    client.force_login(member(world.commune, Role.COMMUNE_OFFICER))
    return client


def upload(client: Client, content: bytes, name: str = "ds.xlsx"):
    return client.post(START, {"file": SimpleUploadedFile(name, content)})


def test_the_way_begins_with_a_template_and_the_menu_leads_there(officer: Client) -> None:
    page = officer.get(START).content.decode()
    assert f"{START}mau.xlsx" in page
    assert "Dữ liệu các năm trước" in officer.get("/co-quan/xa-an-binh/").content.decode()
    response = officer.get(f"{START}mau.xlsx")
    rows = load_workbook(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "Mã trường"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Tệp rỗng (0 byte)"),
        (b"%PDF-1.7", "không phải tệp Excel"),
        (history_book(), "chưa có dòng nào"),
        (history_book(header=["Mã trường", "Năm học"]), "Tên trường, Cấp học"),
    ],
)
def test_a_wrong_file_is_explained(officer: Client, content: bytes, words: str) -> None:
    response = upload(officer, content)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not ImportDraft.objects.exists()


def test_the_preview_shows_faults_and_gives_them_back(officer: Client) -> None:
    address = upload(officer, history_book(line("a"), line("b", school_type="Đại học")))["Location"]
    page = officer.get(address).content.decode()
    assert "Còn 1 dòng cần sửa" in page
    assert "Cấp học “Đại học” không có trong danh mục" in page
    assert officer.post(f"{address}xac-nhan/").status_code == 422
    mended = load_workbook(io.BytesIO(officer.get(f"{address}can-sua.xlsx").content)).get_sheet_by_index(0)
    assert mended.to_python()[1][0] == 3.0
    assert not Organisation.objects.filter(code="a").exists()


def test_from_the_file_to_the_facts_and_again(officer: Client, django_capture_on_commit_callbacks) -> None:
    address = upload(officer, history_book(*forty_eight()))["Location"]
    assert "Xác nhận, ghi 48 dòng" in officer.get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert officer.post(f"{address}xac-nhan/")["Location"] == address
    assert "Đã ghi 48 dòng" in officer.get(address).content.decode()
    job = ImportDraft.objects.get().job_id
    assert f'<a href="{address}">Xem kết quả</a>' in officer.get(f"/viec/{job}/tien-do/").content.decode()
    again = officer.get(upload(officer, history_book(*forty_eight()))["Location"]).content.decode()
    assert "Cả 48 dòng đều đã có" in again


def test_the_preview_says_what_would_change(officer: Client, django_capture_on_commit_callbacks) -> None:
    address = upload(officer, history_book(line("a", level=1)))["Location"]
    with django_capture_on_commit_callbacks(execute=True):
        officer.post(f"{address}xac-nhan/")
    page = officer.get(upload(officer, history_book(line("a", level=2)))["Location"])
    assert "mức tự đánh giá: 1 → 2" in page.content.decode()
    assert [(tab["label"], tab["note"]) for tab in page.context["tabs"]] == [("Sửa", 1)]
    assert "Xác nhận, ghi 1 dòng" in page.content.decode()


def test_progress_while_it_is_written(officer: Client) -> None:
    address = upload(officer, history_book(line("a")))["Location"]
    officer.post(f"{address}xac-nhan/")
    assert "tien-do/" in officer.get(address).content.decode()


def test_another_offices_draft_is_not_found(world: World, officer: Client) -> None:
    address = upload(officer, history_book(line("a")))["Location"]
    other = Client()
    other.force_login(member(world.other_commune, Role.COMMUNE_OFFICER))
    assert other.get(address).status_code == 404
    assert other.get(address.replace("xa-an-binh", "xa-phu-son")).status_code == 404


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.MINISTRY_OFFICER, Role.DEPARTMENT_LEADER])
def test_readers_import_nothing(world: World, role: Role) -> None:
    client = Client()
    client.force_login(member(world.commune, role))
    assert client.get(START).status_code == 403
