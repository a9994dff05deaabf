"""Drafts and working papers, made anew at every asking."""

import pytest

from minhdinh.access.permissions import Role
from minhdinh.assessments.models import Seal
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere
from minhdinh.documents.domain.make import MAKE, make_document, request_document
from minhdinh.documents.domain.templates import replace_template
from minhdinh.documents.models import MadeDocument
from minhdinh.documents.pdf import PdfUnavailable
from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job
from tests.assessments.cases import Case, make_case, seat_council, small_set, write
from tests.documents.office import (
    CATALOGUE,
    DECISION,
    REPORT,
    Desk,
    content_of,
    is_word,
    template_with,
    words_of,
)

DRAFT = "<watermark>"


def make(case: Case, form: str = REPORT, **values: str) -> MadeDocument:
    return make_document(
        actor=case.system,
        assessment=case.assessment,
        form=form,
        **{"file_format": "docx", **values},
    )


def test_a_draft_says_so_and_prints_what_stands_now(desk: Desk) -> None:
    write(desk.case, desk.case.slot(), "Trường có đủ sổ sách.")
    first = make(desk.case)
    write(desk.case, desk.case.slot(), "Trường đã số hóa sổ sách.")
    second = make(desk.case)
    assert DRAFT in words_of(first)
    assert "Trường có đủ sổ sách" in words_of(first)
    assert "Trường đã số hóa sổ sách" in words_of(second)
    assert (first.seal, second.seal) == (None, None)
    assert "du-thao" in first.name


def test_what_is_made_is_kept_and_recorded(desk: Desk) -> None:
    actor = desk.case.actor(Role.VIEWER)
    made = make_document(actor=actor, assessment=desk.case.assessment, form=DECISION, file_format="docx")
    assert is_word(content_of(made))
    assert made.made_by_id == actor.user_id
    entry = Entry.objects.get(action="document.made")
    assert (entry.data["name"], entry.data["sha256"]) == (made.name, made.blob.sha256)
    assert entry.target == f"documents.MadeDocument:{made.pk}"


def test_a_form_about_one_criterion_is_named_after_it(desk: Desk) -> None:
    made = make(desk.case, "phieu-noi-ham", criterion="1.3")
    assert made.criterion == "1.3"
    assert "1-3" in made.name


def test_the_catalogue_is_made_as_a_workbook(desk: Desk) -> None:
    made = make(desk.case, CATALOGUE, file_format="xlsx")
    assert content_of(made).startswith(b"PK")
    assert made.blob.media_type.endswith("spreadsheetml.sheet")


def test_a_working_paper_is_made_anew_also_from_a_sealed_report(desk: Desk, seal: Seal) -> None:
    first = make(desk.case, DECISION)
    seat_council(make_council_open(desk.case))
    second = make(desk.case, DECISION)
    assert first.pk != second.pk
    assert first.seal is None
    assert second.seal is None
    assert "12/QĐ-THCS" in words_of(second)


def make_council_open(case: Case) -> Case:
    """Put the report back to a draft so that a council may be written; its seal stays."""
    case.assessment.state = "draft"
    case.assessment.save(update_fields=["state"])
    return case


def test_the_report_of_a_sealed_revision_is_the_sealed_one(desk: Desk, seal: Seal) -> None:
    first, second = make(desk.case), make(desk.case)
    assert first == second
    assert first.seal == seal
    assert DRAFT not in words_of(first)


def test_an_offices_template_is_used_for_the_schools_below_it(desk: Desk) -> None:
    replace_template(
        actor=desk.officer(),
        organisation=desk.department,
        form=DECISION,
        content=template_with("Theo mẫu của Sở An Hòa."),
        name="mau-so.docx",
    )
    assert "Theo mẫu của Sở An Hòa." in words_of(make(desk.case, DECISION))


def test_a_contributor_makes_nothing_and_nobody_for_another_school(desk: Desk, other_case: Case) -> None:
    for actor, school in (
        (desk.case.actor(Role.CONTRIBUTOR), desk.case),
        (desk.case.actor(Role.PRINCIPAL), other_case),
    ):
        with pytest.raises(NotAllowed):
            make_document(actor=actor, assessment=school.assessment, form=DECISION, file_format="docx")
        with pytest.raises(NotAllowed):
            request_document(actor=actor, assessment=school.assessment, form=DECISION, file_format="docx")
    assert MadeDocument.objects.count() == 0


@pytest.mark.parametrize(
    ("form", "file_format", "criterion"),
    [
        ("bieu-99", "docx", ""),
        (REPORT, "xlsx", ""),
        (REPORT, "exe", ""),
        ("phieu-noi-ham", "docx", "9.9"),
        ("phieu-noi-ham", "docx", "2.1"),
    ],
)
def test_what_there_is_not_cannot_be_asked_for(
    desk: Desk, form: str, file_format: str, criterion: str
) -> None:
    with pytest.raises(NotHere):
        request_document(
            actor=desk.case.system,
            assessment=desk.case.assessment,
            form=form,
            file_format=file_format,
            criterion=criterion,
        )
    assert not Job.objects.exists()


def test_a_form_of_another_set_cannot_be_asked_for(desk: Desk) -> None:
    legacy = make_case(standard_set=small_set())
    with pytest.raises(NotHere):
        request_document(actor=legacy.system, assessment=legacy.assessment, form=REPORT, file_format="docx")


def test_a_paper_of_a_registration_is_not_asked_for_here(desk: Desk) -> None:
    for form in ("bien-ban-tham-dinh", "phieu-y-kien-tham-dinh", "bao-cao-danh-gia-ngoai"):
        with pytest.raises(NotHere):
            request_document(
                actor=desk.case.system, assessment=desk.case.assessment, form=form, file_format="docx"
            )


def test_a_pdf_is_refused_at_once_where_it_cannot_be_made(desk: Desk) -> None:
    with pytest.raises(PdfUnavailable, match=r"chưa cài LibreOffice.*bản Word"):
        request_document(
            actor=desk.case.system, assessment=desk.case.assessment, form=REPORT, file_format="pdf"
        )
    assert not Job.objects.exists()


def test_a_request_is_a_job_in_the_name_of_whoever_asked(desk: Desk) -> None:
    actor = desk.visitor()
    job = request_document(actor=actor, assessment=desk.case.assessment, form=REPORT, file_format="docx")
    assert (job.kind, job.status, job.owner_id) == (MAKE, JobStatus.QUEUED, actor.user_id)
    assert job.organisation_id == desk.case.school.pk
    assert job.params["asker"] == {
        "user_id": actor.user_id, "user_name": actor.name, "home_id": desk.department.pk,
    }  # fmt: skip
    assert MadeDocument.objects.count() == 0
