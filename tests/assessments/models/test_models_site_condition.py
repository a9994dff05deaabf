"""What the database itself refuses of the conditions at a school's places."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from minhdinh.assessments.models import SiteCondition
from tests.assessments.cases import Case, make_case, saved_and_looked_at, small_set

pytestmark = pytest.mark.django_db


def row(case: Case, **values: object) -> SiteCondition:
    given = {"site": "Đồi Chè", "criterion": "4.1", "author_name": "Lê Thu Hà", "saved_at": timezone.now()}
    made = SiteCondition(**{"school": case.school, "assessment": case.assessment, **given, **values})
    saved_and_looked_at(made)
    return made


def test_one_row_a_place_and_criterion(small: Case) -> None:
    row(small)
    row(small, criterion="4.2")
    row(small, site="Bản Mới")
    with pytest.raises(IntegrityError), transaction.atomic():
        row(small)
    assert SiteCondition.objects.count() == 3


@pytest.mark.parametrize("first", ["", "unmet"])
def test_no_second_level_without_the_first(small: Case, first: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        row(small, level_1=first, level_2="met")


@pytest.mark.parametrize(
    ("first", "second"), [("met", "met"), ("met", "unmet"), ("unmet", ""), ("", "unmet")]
)
def test_every_other_pair_of_verdicts_stands(small: Case, first: str, second: str) -> None:
    assert row(small, level_1=first, level_2=second).pk


def test_a_row_belongs_to_the_school_of_its_assessment(small: Case) -> None:
    other = make_case(standard_set=small_set())
    with pytest.raises(IntegrityError), transaction.atomic():
        row(small, school=other.school)


def test_it_is_named_by_place_and_criterion(small: Case) -> None:
    assert str(row(small)) == "Đồi Chè: 4.1"
