import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import load_workbook

from minhdinh.accounts.models import User
from minhdinh.organisations.models import ImportDraft, ImportState, Organisation
from tests.factories import World
from tests.organisations.imports.books import people_book, schools_book

START = "/truong/thcs-an-binh/nguoi-dung/nhap/"
SCHOOLS = "/co-quan/so/truong/nhap/"


@pytest.fixture
def owner(client: Client, world: World) -> Client:
    client.force_login(world.owner)
    return client


@pytest.fixture
def manager(world: World) -> Client:
    client = Client()
    client.force_login(world.manager)
    return client


def upload(client: Client, content: bytes, start: str = START, name: str = "ds.xlsx"):
    return client.post(start, {"file": SimpleUploadedFile(name, content)})


def rows(content: bytes) -> list[list[object]]:
    return load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def test_the_way_begins_with_a_template(owner: Client) -> None:
    assert f"{START}mau.xlsx" in owner.get(START).content.decode()
    response = owner.get(f"{START}mau.xlsx")
    assert 'filename="mau-nguoi-dung.xlsx"' in response["Content-Disposition"]
    assert rows(response.content)[0][0] == "Họ và tên *"


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "rong.xlsx", "Tệp rỗng (0 byte)"),
        (b"%PDF-1.7", "bao-cao.pdf", "không phải tệp Excel"),
        (b"PK\x03\x04hong", "hong.xlsx", "không phải tệp Excel"),
        (schools_book(["a", "A", "THCS"]), "nham.xlsx", "Họ và tên, Vai trò"),
        (people_book(), "trong.xlsx", "chưa có dòng nào"),
    ],
)
def test_a_wrong_file_is_explained(owner: Client, content: bytes, name: str, words: str) -> None:
    response = upload(owner, content, name=name)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not ImportDraft.objects.exists()


def test_no_file_at_all(owner: Client) -> None:
    assert owner.post(START, {}).status_code == 422


def test_the_preview_shows_every_faulty_row_with_its_reason(owner: Client) -> None:
    response = upload(
        owner, people_book(["Hoàng Thị Lan", "Thư ký"], ["", "Vua"], ["Đỗ Thị Lan", "Người xem"])
    )
    page = owner.get(response["Location"])
    text = page.content.decode()
    assert "Còn 1 dòng cần sửa" in text
    assert "Thiếu họ và tên." in text
    assert "Vai trò “Vua”" in text
    assert "Xác nhận, ghi" not in text
    assert [(tab["label"], tab["note"]) for tab in page.context["tabs"]] == [
        ("Cần sửa", 1),
        ("Thêm mới", 1),
        ("Đã có", 1),
    ]
    shown = owner.get(f"{response['Location']}?show=new").content.decode()
    assert "lanht.thcs-an-binh" in shown
    mended = rows(owner.get(f"{response['Location']}can-sua.xlsx").content)
    assert mended[1][0] == 3.0


def test_confirming_a_faulty_file_writes_nothing(owner: Client) -> None:
    address = upload(owner, people_book(["Hoàng Thị Lan", "Thư ký"], ["", "Vua"]))["Location"]
    assert owner.post(f"{address}xac-nhan/").status_code == 422
    assert not User.objects.filter(full_name="Hoàng Thị Lan").exists()


def test_from_the_file_to_the_list_of_passwords(owner: Client, django_capture_on_commit_callbacks) -> None:
    address = upload(owner, people_book(["Hoàng Thị Lan", "Thư ký"], ["Lê Thu Hà", "Thành viên"]))["Location"]
    assert "Xác nhận, ghi 2 dòng" in owner.get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert owner.post(f"{address}xac-nhan/")["Location"] == address
    page = owner.get(address).content.decode()
    assert "Đã ghi 2 dòng" in page
    assert "2 tài khoản mới chưa có mật khẩu" in page
    response = owner.post(f"{address}mat-khau.xlsx")
    assert "no-store" in response["Cache-Control"]
    handed = rows(response.content)
    assert [row[2] for row in handed[1:]] == ["halt.thcs-an-binh", "lanht.thcs-an-binh"]
    visitor = Client()
    signed_in = visitor.post("/dang-nhap/", {"login": handed[1][2], "password": handed[1][3]}, follow=True)
    assert "Đổi mật khẩu lần đầu" in signed_in.content.decode()
    assert "Tải lại sẽ tạo mật khẩu khác" in owner.get(address).content.decode()
    assert len(rows(owner.post(f"{address}mat-khau.xlsx").content)) == 2


def test_the_page_shows_progress_while_it_is_written(owner: Client) -> None:
    """Without the commit the job stays queued, as it does until a worker is free."""
    address = upload(owner, people_book(["Hoàng Thị Lan", "Thư ký"]))["Location"]
    owner.post(f"{address}xac-nhan/")
    page = owner.get(address).content.decode()
    assert 'hx-get="/viec/' in page
    assert "tien-do/" in page
    assert owner.post(f"{address}xac-nhan/").status_code == 422


def test_the_job_leads_to_the_outcome(owner: Client, django_capture_on_commit_callbacks) -> None:
    address = upload(owner, people_book(["Hoàng Thị Lan", "Thư ký"]))["Location"]
    with django_capture_on_commit_callbacks(execute=True):
        owner.post(f"{address}xac-nhan/")
    job_id = ImportDraft.objects.get().job_id
    assert f'<a href="{address}">Xem kết quả</a>' in owner.get(f"/viec/{job_id}/tien-do/").content.decode()


def test_importing_twice_has_nothing_to_write(owner: Client, django_capture_on_commit_callbacks) -> None:
    content = people_book(["Hoàng Thị Lan", "Thư ký"])
    address = upload(owner, content)["Location"]
    with django_capture_on_commit_callbacks(execute=True):
        owner.post(f"{address}xac-nhan/")
    page = owner.get(upload(owner, content)["Location"]).content.decode()
    assert "Cả 1 dòng đều đã có" in page
    assert "Xác nhận, ghi" not in page


def test_schools(manager: Client, django_capture_on_commit_callbacks) -> None:
    assert "mau.xlsx" in manager.get(SCHOOLS).content.decode()
    content = schools_book(["th-1", "Trường TH Một", "Tiểu học"], ["thcs-an-binh", "X", "THCS"])
    address = upload(manager, content, SCHOOLS)["Location"]
    page = manager.get(address).content.decode()
    assert "1 dòng đã có được giữ nguyên" in page
    with django_capture_on_commit_callbacks(execute=True):
        manager.post(f"{address}xac-nhan/")
    assert Organisation.objects.get(code="th-1").name == "Trường TH Một"
    assert ImportDraft.objects.get().state == ImportState.APPLIED
    page = manager.get(address).content.decode()
    assert "Đã ghi 1 dòng" in page
    assert "Mật khẩu" not in page


def test_a_long_file_shows_its_first_rows_and_how_many(owner: Client) -> None:
    address = upload(owner, people_book(*[[f"Người {number}", "Giáo viên"] for number in range(250)]))[
        "Location"
    ]
    table = owner.get(address).context["table"]
    assert (len(table["rows"]), table["page"]["total"]) == (200, 250)


def test_an_import_of_another_school_is_not_there(owner: Client, world: World, client: Client) -> None:
    address = upload(owner, people_book(["Hoàng Thị Lan", "Thư ký"]))["Location"]
    other = Client()
    other.force_login(world.stranger)
    number = address.rstrip("/").rsplit("/", 1)[-1]
    theirs = f"/truong/thcs-phu-son/nguoi-dung/nhap/{number}/"
    for page in ("", "can-sua.xlsx"):
        assert other.get(f"{theirs}{page}").status_code == 404
    for action in ("xac-nhan/", "mat-khau.xlsx"):
        assert other.post(f"{theirs}{action}").status_code == 404


@pytest.mark.parametrize(("person", "status"), [("colleague", 403), ("officer", 403), ("stranger", 404)])
def test_who_does_not_import(client: Client, world: World, person: str, status: int) -> None:
    client.force_login(getattr(world, person))
    assert client.get(START).status_code == status


def test_a_specialist_imports_no_schools(client: Client, world: World) -> None:
    client.force_login(world.officer)
    assert client.get(SCHOOLS).status_code == 403
