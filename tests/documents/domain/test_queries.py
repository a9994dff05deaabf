"""Reads: the shelves of seals, single documents, what a seal vouches for."""

import io

import pytest
from pytest_django import DjangoAssertNumQueries

from minhdinh.access.scope import school_scope
from minhdinh.assessments.domain.signed_copies import attach_signed_copy
from minhdinh.assessments.models import Seal
from minhdinh.documents.domain.make import make_document
from minhdinh.documents.domain.queries import document_by_id, seal_holds, shelf_of, shelves_of
from minhdinh.documents.domain.sealed import make_all_sealed, request_sealed_documents, sealed_document
from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job
from tests.assessments.cases import PDF, Case, advance
from tests.documents.office import DECISION, REPORT, SEALED, Desk, Steps, reopened


def make_all(desk: Desk, seal: Seal) -> None:
    make_all_sealed(actor=desk.case.system, seal=seal, progress=Steps())


def test_a_report_that_was_never_sealed_has_no_shelf(desk: Desk) -> None:
    assert shelves_of(desk.case.assessment) == []


def test_a_fresh_seal_lacks_papers_until_they_are_made(desk: Desk, seal: Seal) -> None:
    empty = shelf_of(desk.case.assessment, seal)
    assert (empty.documents, empty.job, empty.in_making, empty.lacks_papers) == ([], None, False, True)
    job = request_sealed_documents(actor=desk.case.system, seal=seal)
    waiting = shelf_of(desk.case.assessment, seal)
    assert (waiting.job, waiting.in_making, waiting.lacks_papers) == (job, True, False)
    make_all(desk, seal)
    Job.objects.filter(pk=job.pk).update(status=JobStatus.DONE)
    full = shelf_of(desk.case.assessment, seal)
    assert {(row.form, row.file_format) for row in full.documents} == SEALED
    assert (full.in_making, full.lacks_papers) == (False, False)


def test_a_failed_job_leaves_papers_to_be_made(desk: Desk, seal: Seal) -> None:
    job = request_sealed_documents(actor=desk.case.system, seal=seal)
    Job.objects.filter(pk=job.pk).update(status=JobStatus.FAILED)
    sealed_document(actor=desk.case.system, seal=seal, form=REPORT, file_format="docx")
    shelf = shelf_of(desk.case.assessment, seal)
    assert (len(shelf.documents), shelf.in_making, shelf.lacks_papers) == (1, False, True)


def test_the_last_job_of_a_seal_counts_and_drafts_do_not(desk: Desk, seal: Seal) -> None:
    request_sealed_documents(actor=desk.case.system, seal=seal)
    last = request_sealed_documents(actor=desk.case.system, seal=seal)
    make_document(actor=desk.case.system, assessment=desk.case.assessment, form=DECISION, file_format="docx")
    shelf = shelf_of(desk.case.assessment, seal)
    assert shelf.job == last
    assert shelf.documents == []


def test_each_seal_has_its_own_shelf_in_as_many_queries(
    desk: Desk, seal: Seal, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_all(desk, seal)
    with django_assert_num_queries(3):
        one = shelves_of(desk.case.assessment)
        assert [shelf.lacks_papers for shelf in one] == [False]
    for _revision in range(2):
        reopened(desk.case, seal)
        made = advance(desk.case, "sealed")
        assert made is not None
        make_all(desk, made)
    with django_assert_num_queries(3):
        three = shelves_of(desk.case.assessment)
        assert [shelf.lacks_papers for shelf in three] == [False] * 3
    assert [shelf.seal.revision for shelf in three] == [3, 2, 1]
    assert three[2].documents == one[0].documents


def test_a_document_is_found_at_its_own_school_only(desk: Desk, other_case: Case) -> None:
    made = make_document(
        actor=desk.case.system, assessment=desk.case.assessment, form=DECISION, file_format="docx"
    )
    assert document_by_id(desk.case.school.pk, made.pk) == made
    assert document_by_id(other_case.school.pk, made.pk) is None
    assert document_by_id(desk.case.school.pk, made.pk + 1) is None
    with school_scope(other_case.school.pk):
        assert document_by_id(desk.case.school.pk, made.pk) is None


def test_a_seal_vouches_for_its_dossier_its_papers_and_its_signed_copies(desk: Desk, seal: Seal) -> None:
    make_all(desk, seal)
    copy = attach_signed_copy(
        actor=desk.case.system, seal=seal, stream=io.BytesIO(PDF), name="ban-ky.pdf", size=len(PDF)
    )
    report = sealed_document(actor=desk.case.system, seal=seal, form=REPORT, file_format="docx")
    assert seal_holds(seal, seal.sha256) == "dữ liệu niêm phong"
    assert seal_holds(seal, report.blob.sha256) == report.name
    assert seal_holds(seal, copy.blob.sha256) == "ban-ky.pdf"


@pytest.mark.parametrize("digest", ["", "0" * 64, "xyz"])
def test_it_vouches_for_nothing_else(desk: Desk, seal: Seal, digest: str) -> None:
    draft = make_document(
        actor=desk.case.system, assessment=desk.case.assessment, form=DECISION, file_format="docx"
    )
    assert seal_holds(seal, digest) == ""
    assert seal_holds(seal, draft.blob.sha256) == ""
