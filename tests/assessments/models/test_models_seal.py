import io

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from minhdinh.assessments.domain.signed_copies import attach_signed_copy
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import Meeting, Seal, SignedCopy
from tests.assessments.cases import PDF, Case, advance, decide_all, make_case, small_set


@pytest.fixture
def seal(decided: Case) -> Seal:
    found = advance(decided, State.SEALED)
    assert found is not None
    return found


def test_a_revision_is_sealed_once_and_a_token_leads_to_one_seal(seal: Seal) -> None:
    for changes in ({"token": "khac"}, {"revision": 2}):
        twin = Seal.objects.get()
        twin.pk = None
        for name, value in changes.items():
            setattr(twin, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save()


def test_what_is_sealed_is_not_deleted_under_the_seal(decided: Case, seal: Seal) -> None:
    for row in (seal.blob, decided.assessment):
        with pytest.raises(ProtectedError):
            row.delete()


def test_a_seal_with_paper_stays(decided: Case, seal: Seal) -> None:
    attach_signed_copy(actor=decided.system, seal=seal, stream=io.BytesIO(PDF), name="ky.pdf", size=len(PDF))
    with pytest.raises(ProtectedError):
        seal.delete()
    assert str(SignedCopy.objects.get()) == "ky.pdf"


def test_rows_are_named_for_logs(decided: Case, seal: Seal) -> None:
    assert str(seal) == f"{decided.assessment.pk} lần 1"
    assert str(Meeting.objects.get()) == f"{decided.assessment.pk} 2026-07-08"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.usefixtures("_scopes_open")
def test_a_seal_never_points_into_another_school() -> None:
    small, other = make_case(standard_set=small_set()), make_case(standard_set=small_set())
    for case in (small, other):
        decide_all(case)
        advance(case, State.SEALED)
    foreign = Seal.objects.get(school=other.school)
    for changes in ({"assessment": other.assessment}, {"blob": foreign.blob}):
        with pytest.raises(IntegrityError):
            Seal.objects.filter(school=small.school).update(**changes)
