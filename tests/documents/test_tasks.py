"""The jobs: asked for in a request, made by a worker, with progress and a result to fetch."""

import pytest
from django.test import Client
from django_q.conf import Conf
from django_q.models import OrmQ
from pytest_django import DjangoCaptureOnCommitCallbacks

from minhdinh.access.permissions import Role
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import Seal
from minhdinh.common.problems import NotHere
from minhdinh.documents.domain.keeping import asker
from minhdinh.documents.domain.make import MAKE, request_document
from minhdinh.documents.domain.sealed import MAKE_SEALED
from minhdinh.documents.models import MadeDocument
from minhdinh.documents.tasks import run_make, run_make_sealed
from minhdinh.jobs.domain.start import start_job
from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job
from minhdinh.jobs.tasks import run_job
from tests.assessments.cases import Case, advance
from tests.documents.office import DECISION, REPORT, SEALED, Desk, Steps, words_of


def params(desk: Desk, **values: object) -> dict[str, object]:
    given = {
        "school_id": desk.case.school.pk,
        "assessment_id": desk.case.assessment.pk,
        "form": DECISION,
        "file_format": "docx",
        "criterion": "",
        "asker": asker(desk.case.system),
    }
    return {**given, **values}


def test_a_document_is_made_in_the_name_of_whoever_asked(
    desk: Desk, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    viewer = desk.case.actor(Role.VIEWER)
    with django_capture_on_commit_callbacks(execute=True):
        asked = request_document(
            actor=viewer, assessment=desk.case.assessment, form=DECISION, file_format="docx"
        )
    job = Job.objects.get(pk=asked.pk)
    made = MadeDocument.objects.get()
    assert (job.status, job.percent, job.message) == (JobStatus.DONE, 100, f"Đã lập {made.name}.")
    assert job.result["document_id"] == made.pk
    assert job.result["result_url"] == desk.case.url(f"bieu-mau/tai/{made.pk}/")
    assert made.made_by_id == viewer.user_id


def test_the_steps_of_a_document_are_told(desk: Desk) -> None:
    steps = Steps()
    run_make(steps, **params(desk, form=REPORT))
    assert steps.count == 100
    assert steps.told == ["Đang dựng bản Word"]


def test_a_document_that_cannot_be_made_fails_in_words(
    desk: Desk, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        asked = start_job(actor=desk.case.system, kind=MAKE, title="Thử", **params(desk, file_format="pdf"))
    job = Job.objects.get(pk=asked.pk)
    assert job.status == JobStatus.FAILED
    assert "chưa cài LibreOffice" in job.message
    assert MadeDocument.objects.count() == 0


def test_a_report_or_seal_that_is_gone_or_elsewhere_is_not_here(
    desk: Desk, seal: Seal, other_case: Case
) -> None:
    with pytest.raises(NotHere):
        run_make(Steps(), **params(desk, assessment_id=0))
    with pytest.raises(NotHere):
        run_make(Steps(), **params(desk, school_id=other_case.school.pk))
    with pytest.raises(NotHere):
        run_make_sealed(
            Steps(), school_id=other_case.school.pk, seal_id=seal.pk, asker=asker(desk.case.system)
        )


def test_a_fresh_seal_gets_its_papers(
    decided: Case, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        seal = advance(decided, State.SEALED)
    job = Job.objects.get(kind=MAKE_SEALED)
    assert (job.status, job.message) == (JobStatus.DONE, "Đã lập 3 biểu mẫu của bản niêm phong.")
    papers = MadeDocument.objects.filter(seal=seal)
    assert {(paper.form, paper.file_format) for paper in papers} == SEALED


@pytest.fixture
def by_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Queue jobs for a worker, as an installation does; nothing runs inside the request."""
    monkeypatch.setattr(Conf, "SYNC", False)


@pytest.mark.usefixtures("by_a_worker")
def test_confirming_does_not_wait_for_the_papers(
    decided: Case, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    advance(decided, State.APPROVED)
    head = decided.client(Role.PRINCIPAL)
    with django_capture_on_commit_callbacks(execute=True):
        answer = head.post(decided.url("duyet/xac-nhan"))
    assert answer.status_code == 302
    assert decided.fresh().state == State.SEALED
    assert MadeDocument.objects.count() == 0
    assert OrmQ.objects.count() == 1
    job = Job.objects.get(kind=MAKE_SEALED)
    assert (job.status, job.owner_id) == (JobStatus.QUEUED, decided.user(Role.PRINCIPAL).pk)
    page = head.get(decided.url("bieu-mau/")).content.decode()
    assert "Đang lập biểu mẫu chính thức…" in page
    assert run_job(job.pk) == JobStatus.DONE
    page = head.get(decided.url("bieu-mau/")).content.decode()
    assert "Đang lập biểu mẫu chính thức…" not in page
    assert page.count("/bieu-mau/tai/") == 2 * len(SEALED)
    assert all(paper.made_by_id == job.owner_id for paper in MadeDocument.objects.all())


@pytest.mark.usefixtures("by_a_worker")
def test_a_worker_that_died_half_way_is_followed_by_another(
    decided: Case, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        seal = advance(decided, State.SEALED)
    assert seal is not None
    with pytest.raises(NotHere, match="dừng"):
        run_make_sealed(
            Steps(stop_at=1), school_id=decided.school.pk, seal_id=seal.pk, asker=asker(decided.system)
        )
    first = MadeDocument.objects.get()
    text = words_of(first)
    assert run_job(Job.objects.get(kind=MAKE_SEALED).pk) == JobStatus.DONE
    assert MadeDocument.objects.filter(seal=seal).count() == len(SEALED)
    assert words_of(MadeDocument.objects.get(pk=first.pk)) == text


def test_a_stranger_cannot_confirm(decided: Case, other_case: Case, client: Client) -> None:
    advance(decided, State.APPROVED)
    assert other_case.client(Role.PRINCIPAL).post(decided.url("duyet/xac-nhan")).status_code == 404
    assert not Job.objects.exists()
