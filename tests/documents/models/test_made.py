"""What the database itself holds about made documents and templates."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from minhdinh.access.scope import ScopeError, school_scope
from minhdinh.assessments.models import Seal
from minhdinh.documents.domain.keeping import Wanted, keep
from minhdinh.documents.models import FormTemplate, MadeDocument
from minhdinh.documents.registry import MEDIA_TYPES, Rendered
from tests.assessments.cases import Case
from tests.documents.office import DECISION, REPORT, Desk, put_template

PAPER = Rendered(b"PK", "bieu-1.docx", MEDIA_TYPES["docx"])


def kept(desk: Desk, seal: Seal | None = None, file_format: str = "docx") -> MadeDocument:
    return keep(desk.case.system, desk.case.assessment, Wanted(REPORT, file_format), PAPER, seal)


def test_drafts_of_a_kind_are_many_and_sealed_papers_one(desk: Desk, seal: Seal) -> None:
    kept(desk)
    kept(desk)
    kept(desk, seal)
    with pytest.raises(IntegrityError), transaction.atomic():
        kept(desk, seal)
    kept(desk, seal, "pdf")
    assert MadeDocument.objects.count() == 4


def test_a_paper_never_belongs_to_two_schools(desk: Desk, seal: Seal, other_case: Case) -> None:
    made = kept(desk)
    with pytest.raises(IntegrityError), transaction.atomic():
        put_at(other_case, made)


def put_at(case: Case, made: MadeDocument) -> None:
    """Let a paper of one school point to the bytes of another."""
    MadeDocument.objects.create(
        school=case.school,
        assessment=case.assessment,
        form=REPORT,
        file_format="docx",
        name="x.docx",
        blob=made.blob,
    )
    connection.check_constraints()


def test_a_seal_and_its_bytes_stay_while_papers_point_to_them(desk: Desk, seal: Seal) -> None:
    made = kept(desk, seal)
    for row in (seal, made.blob, desk.case.assessment):
        with pytest.raises(ProtectedError), transaction.atomic():
            row.delete()


def test_papers_are_seen_inside_their_school_only(desk: Desk, other_case: Case) -> None:
    made = kept(desk)
    with school_scope(other_case.school.pk):
        assert not MadeDocument.objects.exists()
        with pytest.raises(ScopeError):
            MadeDocument.objects.create(
                school=desk.case.school, assessment=desk.case.assessment, blob=made.blob, form=REPORT
            )
    with school_scope(desk.case.school.pk):
        assert list(MadeDocument.objects.all()) == [made]


def test_an_office_has_one_active_template_a_form(desk: Desk) -> None:
    first = put_template(desk.department, b"mot")
    with pytest.raises(IntegrityError), transaction.atomic():
        put_template(desk.department, b"hai")
    put_template(desk.department, b"ba", REPORT)
    put_template(desk.commune, b"bon")
    FormTemplate.objects.filter(pk=first.pk).update(active=False)
    put_template(desk.department, b"hai")
    assert FormTemplate.objects.filter(organisation=desk.department, form=DECISION).count() == 2


def test_rows_name_themselves(desk: Desk) -> None:
    assert str(kept(desk)) == "bieu-1.docx"
    assert str(put_template(desk.department, b"mot")) == f"{DECISION}: mau.docx"
