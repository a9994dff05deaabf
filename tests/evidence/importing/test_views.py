"""The pages of an import: upload, preview, confirm, outcome."""

import datetime as dt
import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.importing.drafts import forget_unconfirmed
from minhdinh.evidence.models import EvidenceItem, ListImport
from minhdinh.jobs.domain.start import cancel_job
from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job
from minhdinh.jobs.tasks import run_job
from minhdinh.lib.sheet_reading import read_sheets
from minhdinh.organisations.models import Membership
from tests.evidence.factories import YEAR, House, make_house, make_item, pdf_bytes
from tests.evidence.importing.lists import FIVE, csv_bytes, xlsx_bytes

pytestmark = pytest.mark.django_db
ROWS = (
    FIVE,
    ("1", "MC.1.1.01", "Kế hoạch năm học", "Tủ 1", ""),
    ("2", "H5-5.2-01", "Kết quả học tập", "", ""),
    ("3", "xyz", "Sai mã", "", ""),
)


def upload(client: Client, house: House, content: bytes, name: str = "danh-muc.csv") -> Any:
    data = {"list": "1", "list-file": SimpleUploadedFile(name, content)}
    return client.post(house.url("nhap/"), data, follow=True)


def bundle(*files: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files:
            archive.writestr(name, content)
    return buffer.getvalue()


def write(client: Client, house: House) -> str:
    """Confirm the newest import, run its job as a worker would, and return the page of the outcome."""
    with scopes_disabled():
        draft = ListImport.objects.get()
    answer = client.post(house.url(f"nhap/{draft.pk}/ghi"))
    assert answer.status_code == 302
    assert "Đang ghi" in client.get(answer["Location"]).content.decode()
    job = Job.objects.latest("pk")
    assert run_job(job.pk) == JobStatus.DONE
    return client.get(answer["Location"]).content.decode()


def test_a_list_from_upload_to_outcome(house: House, secretary_client: Client) -> None:
    preview = upload(secretary_client, house, csv_bytes(*ROWS)).content.decode()
    assert "Sẽ ghi 2 dòng" in preview
    assert "Không nhận ra mã “xyz”." in preview
    assert "Kế hoạch năm học" not in preview  # faulty rows are shown first
    with scopes_disabled():
        draft = ListImport.objects.get()
        assert not EvidenceItem.objects.exists()
    new = secretary_client.get(house.url(f"nhap/{draft.pk}/?show=new")).content.decode()
    assert "Kế hoạch năm học" in new
    assert "ngăn chờ xếp" in new
    done = write(secretary_client, house)
    assert "Đã nhập 2 minh chứng mới" in done
    assert "Sai mã" in done
    listed = secretary_client.get(house.url("?q=h5-5.2-01")).content.decode()
    assert "Kết quả học tập" in listed


def test_a_second_confirmation_is_refused(house: House, secretary_client: Client) -> None:
    upload(secretary_client, house, csv_bytes(*ROWS))
    write(secretary_client, house)
    with scopes_disabled():
        draft = ListImport.objects.get()
    answer = secretary_client.post(house.url(f"nhap/{draft.pk}/ghi"))
    assert answer.status_code == 422
    assert "xác nhận rồi" in answer.content.decode()


@pytest.mark.parametrize("ended", ["cancelled", "gone"])
def test_an_import_whose_job_ended_before_it_ran_can_be_confirmed_again(
    house: House, secretary_client: Client, ended: str
) -> None:
    upload(secretary_client, house, csv_bytes(*ROWS))
    with scopes_disabled():
        draft = ListImport.objects.get()
    address = house.url(f"nhap/{draft.pk}/")
    assert secretary_client.post(f"{address}ghi").status_code == 302
    assert secretary_client.post(f"{address}ghi").status_code == 422  # its job still waits
    job = Job.objects.latest("pk")
    if ended == "gone":
        job.delete()
    else:
        assert job.owner is not None
        cancel_job(actor=Actor(job.owner.pk, "", None), job=job)
    page = secretary_client.get(address).content.decode()
    assert "Xác nhận, ghi 2 dòng" in page
    assert "Đã nhập 2 minh chứng mới" in write(secretary_client, house)
    assert Job.objects.latest("pk").pk != job.pk or ended == "gone"


def test_what_nobody_confirmed_is_forgotten_after_a_month(house: House, secretary_client: Client) -> None:
    upload(secretary_client, house, csv_bytes(*ROWS))
    write(secretary_client, house)
    upload(secretary_client, house, csv_bytes(*ROWS))
    assert forget_unconfirmed() == 0
    assert forget_unconfirmed(timezone.now() + dt.timedelta(days=29)) == 0
    assert forget_unconfirmed(timezone.now() + dt.timedelta(days=31)) == 1
    with scopes_disabled():
        assert [draft.state for draft in ListImport.objects.all()] == ["applied"]
        assert EvidenceItem.objects.count() == 2


def test_again_there_is_nothing_to_write(house: House, secretary_client: Client) -> None:
    upload(secretary_client, house, csv_bytes(*ROWS))
    write(secretary_client, house)
    again = upload(secretary_client, house, csv_bytes(*ROWS)).content.decode()
    assert "Không có gì để ghi: 2 dòng trùng, 1 dòng lỗi." in again
    assert "Xác nhận" not in again


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.4",
        b"PK\x03\x04abc",
        b"x" * (10 * 1024 * 1024 + 1),
        csv_bytes(FIVE),
        "chỉ có chữ".encode(),
    ],
)
def test_a_bad_file_is_refused_in_the_form(house: House, secretary_client: Client, content: bytes) -> None:
    answer = upload(secretary_client, house, content)
    assert answer.status_code == 422
    assert "invalid" in answer.content.decode()
    with scopes_disabled():
        assert not ListImport.objects.exists()


def test_the_workbook_of_fates_and_the_template(house: House, secretary_client: Client) -> None:
    upload(secretary_client, house, csv_bytes(*ROWS))
    with scopes_disabled():
        draft = ListImport.objects.get()
    told = read_sheets(secretary_client.get(house.url(f"nhap/{draft.pk}/xuat")).content)[0]
    assert [row[:2] for row in told.rows[1:]] == [[2.0, "Mới"], [3.0, "Mới"], [4.0, "Lỗi"]]
    template = read_sheets(secretary_client.get(house.url("nhap/mau")).content)[0]
    assert template.rows[0][:4] == ["Tiêu chí", "Mã minh chứng", "Mã cũ", "Tên minh chứng"]


def test_files_from_a_zip_find_their_items(house: House, secretary_client: Client) -> None:
    item = make_item(house)
    content = bundle((f"TC1/{item.code} Ke hoach.pdf", pdf_bytes()), ("khong-ma.pdf", pdf_bytes("b")))
    answer = secretary_client.post(
        house.url("nhap/"), {"files-bundle": [SimpleUploadedFile("goi.zip", content)]}, follow=True
    )
    shown = answer.content.decode()
    assert "Sẽ gắn 1 tệp" in shown
    assert "không có mã" in shown
    done = write(secretary_client, house)
    assert "Đã gắn 1 tệp; 1 tệp không gắn." in done
    item.refresh_from_db()
    assert item.file_count == 1


def test_no_files_chosen(house: House, secretary_client: Client) -> None:
    answer = secretary_client.post(house.url("nhap/"), {})
    assert answer.status_code == 422
    assert "Không có tệp nào" in answer.content.decode()


def test_a_job_of_somebody_who_lost_the_role_writes_nothing(house: House, secretary_client: Client) -> None:
    upload(secretary_client, house, csv_bytes(*ROWS))
    with scopes_disabled():
        draft = ListImport.objects.get()
    secretary_client.post(house.url(f"nhap/{draft.pk}/ghi"))
    Membership.objects.filter(user_id=draft.person_id).delete()
    assert run_job(Job.objects.latest("pk").pk) == JobStatus.FAILED
    with scopes_disabled():
        draft.refresh_from_db()
        assert draft.state == "checked"
        assert not EvidenceItem.objects.exists()


def test_only_who_manages_evidence(house: House, member_client: Client, contributor_client: Client) -> None:
    for client in (member_client, contributor_client):
        assert client.get(house.url("nhap/")).status_code == 403
        assert upload(client, house, csv_bytes(*ROWS)).status_code == 403
    with scopes_disabled():
        assert not ListImport.objects.exists()


def test_another_school_s_import_is_not_here(house: House, secretary_client: Client) -> None:
    other = make_house("bac-ha")
    with scopes_disabled():
        draft = ListImport.objects.create(school=other.school, person_id=1, year=YEAR, file_name="a")
    for rest in ("", "xuat"):
        assert secretary_client.get(house.url(f"nhap/{draft.pk}/{rest}")).status_code == 404
    assert secretary_client.post(house.url(f"nhap/{draft.pk}/ghi")).status_code == 404
    assert secretary_client.get(other.url(f"nhap/{draft.pk}/")).status_code == 404


def test_the_preview_costs_the_same_for_any_number_of_rows(
    house: House, secretary_client: Client, django_assert_max_num_queries: Any
) -> None:
    rows = [(str(n), f"MC.1.1.{n:02}", f"Tên {n}", "", "") for n in range(1, 900)]
    upload(secretary_client, house, xlsx_bytes(FIVE, *rows))
    with scopes_disabled():
        draft = ListImport.objects.get()
    with django_assert_max_num_queries(25):
        shown = secretary_client.get(house.url(f"nhap/{draft.pk}/")).content.decode()
    assert "Sẽ ghi 899 dòng" in shown
    assert "<td" in shown
