"""What the database itself refuses of suggestions."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from minhdinh.assessments.models import SuggestedText, SuggestionChoice, SuggestionEvidence
from tests.assessments.cases import Case, make_case
from tests.assessments.suggestions.desk import chosen_and_put, pick, proof, sheet_of

pytestmark = pytest.mark.django_db


def row(case: Case, **values: object) -> SuggestionChoice:
    given = {
        "school": case.school,
        "sheet": sheet_of(case),
        "requirement": "1.1.1a",
        "level": 1,
        "proposition": "1.1.1a-1",
        "library_version": "1",
        "author_name": "Mẫu",
        "chosen_at": timezone.now(),
        "changed_at": timezone.now(),
        **values,
    }
    return SuggestionChoice.objects.create(**given)


def refused(**values: object) -> None:
    case = values.pop("case")
    with pytest.raises(IntegrityError), transaction.atomic():
        row(case, **values)  # type: ignore[arg-type]


def test_a_proposition_is_chosen_once_a_sheet(case: Case) -> None:
    row(case)
    refused(case=case)
    assert row(case, proposition="1.1.1a-2").pk


def test_nothing_yet_says_what_lacks(case: Case) -> None:
    refused(case=case, negative=True, weakness="")
    assert row(case, negative=True, weakness="Chưa có.").pk


def test_an_item_proves_a_choice_once(case: Case) -> None:
    item = proof(case)
    choice = pick(case, items=(item,))
    with pytest.raises(IntegrityError), transaction.atomic():
        SuggestionEvidence.objects.create(school=case.school, choice=choice, item=item)


def test_a_choice_takes_its_proof_and_its_text_along(case: Case) -> None:
    chosen_and_put(case).delete()
    assert not SuggestionEvidence.objects.exists()
    assert not SuggestedText.objects.exists()


def test_a_remark_is_drafted_once(case: Case) -> None:
    given = {
        "school": case.school,
        "assessment": case.assessment,
        "slot": "remark:1:limits",
        "blocks": [],
        "author_name": "Mẫu",
        "put_at": timezone.now(),
    }
    SuggestedText.objects.create(**given)
    with pytest.raises(IntegrityError), transaction.atomic():
        SuggestedText.objects.create(**given)


def stray(case: Case, other: Case, what: str) -> None:
    """Write a row of one school that points to a row of another; PostgreSQL looks when it is asked to."""
    if what == "sheet":
        row(case, sheet=sheet_of(other))
    elif what == "item":
        SuggestionEvidence.objects.create(school=case.school, choice=pick(case, items=()), item=proof(other))
    else:
        SuggestedText.objects.create(
            school=case.school,
            assessment=other.assessment,
            slot="remark:1:limits",
            blocks=[],
            author_name="Mẫu",
            put_at=timezone.now(),
        )
    connection.check_constraints()


@pytest.mark.parametrize("what", ["sheet", "item", "assessment"])
def test_rows_of_two_schools_never_meet(case: Case, what: str) -> None:
    other = make_case()
    with pytest.raises(IntegrityError), transaction.atomic():
        stray(case, other, what)


def test_they_name_themselves(case: Case) -> None:
    choice = chosen_and_put(case)
    assert str(choice).startswith("1.1.1a-1")
    assert str(SuggestedText.objects.get()).startswith("statement:")
    assert "←" in str(SuggestionEvidence.objects.get())
