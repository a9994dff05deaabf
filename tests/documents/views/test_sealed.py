"""The fragment of a seal's papers: in making, failed, kept; asking for what is missing."""

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from minhdinh.access.permissions import Role
from minhdinh.assessments.models import Seal
from minhdinh.documents.domain.sealed import MAKE_SEALED, make_all_sealed, request_sealed_documents
from minhdinh.documents.models import MadeDocument
from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job
from tests.assessments.cases import Case
from tests.documents.office import SEALED, Desk, Steps, reopened


def fragment(case: Case, seal: Seal, role: str = Role.VIEWER) -> str:
    answer = case.client(role).get(case.url(f"bieu-mau/niem-phong/{seal.pk}/"))
    assert answer.status_code == 200
    page = str(answer.content.decode())
    assert "<html" not in page
    return page


@pytest.fixture
def queued(desk: Desk, seal: Seal) -> Job:
    return request_sealed_documents(actor=desk.case.actor(Role.PRINCIPAL), seal=seal)


def test_while_papers_are_made_it_says_how_far_and_asks_again(desk: Desk, seal: Seal, queued: Job) -> None:
    page = fragment(desk.case, seal)
    assert "Đang lập biểu mẫu chính thức…" in page
    assert f'hx-get="{desk.case.url(f"bieu-mau/niem-phong/{seal.pk}/")}"' in page
    Job.objects.filter(pk=queued.pk).update(
        status=JobStatus.RUNNING, done_count=2, total_count=5, message="Đã lập Báo cáo (docx)"
    )
    page = fragment(desk.case, seal)
    assert "Đã lập Báo cáo (docx)" in page
    assert "2/5" in page
    assert 'value="40"' in page
    assert "Lập các bản còn thiếu" not in page


def test_everybody_who_may_see_the_report_sees_how_far_it_is(desk: Desk, seal: Seal, queued: Job) -> None:
    assert queued.owner_id == desk.case.user(Role.PRINCIPAL).pk
    assert "Đang lập" in fragment(desk.case, seal, Role.MEMBER)


def test_when_they_are_made_they_are_listed_and_it_stops_asking(desk: Desk, seal: Seal, queued: Job) -> None:
    make_all_sealed(actor=desk.case.system, seal=seal, progress=Steps())
    Job.objects.filter(pk=queued.pk).update(status=JobStatus.DONE)
    page = fragment(desk.case, seal)
    assert "hx-get" not in page
    assert page.count("/bieu-mau/tai/") == len(SEALED)
    assert "Danh mục minh chứng" in page
    assert "(XLSX)" in page
    assert "Lập các bản còn thiếu" not in page


def test_a_job_that_failed_says_why_and_may_be_asked_for_again(
    desk: Desk,
    seal: Seal,
    queued: Job,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    Job.objects.filter(pk=queued.pk).update(status=JobStatus.FAILED, message="LibreOffice không xong.")
    page = fragment(desk.case, seal)
    assert "LibreOffice không xong." in page
    address = desk.case.url(f"bieu-mau/niem-phong/{seal.pk}/lap")
    assert f'action="{address}"' in page
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.case.client(Role.VIEWER).post(address)
    assert answer["Location"] == desk.case.url("bieu-mau/")
    assert MadeDocument.objects.filter(seal=seal).count() == len(SEALED)
    page = fragment(desk.case, seal)
    assert "LibreOffice không xong." not in page


def test_nothing_is_queued_twice_or_for_nothing(desk: Desk, seal: Seal, queued: Job) -> None:
    address = desk.case.url(f"bieu-mau/niem-phong/{seal.pk}/lap")
    desk.case.client().post(address)
    assert Job.objects.filter(kind=MAKE_SEALED).count() == 1
    make_all_sealed(actor=desk.case.system, seal=seal, progress=Steps())
    Job.objects.filter(pk=queued.pk).update(status=JobStatus.DONE)
    desk.case.client().post(address)
    assert Job.objects.filter(kind=MAKE_SEALED).count() == 1


def test_the_papers_of_a_reopened_seal_can_still_be_made(
    desk: Desk, seal: Seal, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    reopened(desk.case, seal)
    assert "Chưa lập biểu mẫu nào của bản này." in fragment(desk.case, seal)
    with django_capture_on_commit_callbacks(execute=True):
        desk.case.client().post(desk.case.url(f"bieu-mau/niem-phong/{seal.pk}/lap"))
    assert MadeDocument.objects.filter(seal=seal).count() == len(SEALED)


def test_a_seal_of_another_school_is_not_here(desk: Desk, seal: Seal, other_case: Case) -> None:
    client = other_case.client(Role.PRINCIPAL)
    assert client.get(other_case.url(f"bieu-mau/niem-phong/{seal.pk}/")).status_code == 404
    assert client.post(other_case.url(f"bieu-mau/niem-phong/{seal.pk}/lap")).status_code == 404
    assert not Job.objects.exists()


def test_the_page_of_approval_fetches_it(desk: Desk, seal: Seal) -> None:
    page = desk.case.client(Role.PRINCIPAL).get(desk.case.url("duyet/")).content.decode()
    assert f'hx-get="{desk.case.url(f"bieu-mau/niem-phong/{seal.pk}/")}"' in page
