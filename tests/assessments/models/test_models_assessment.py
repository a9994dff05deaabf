"""What the database itself holds of a self-assessment, its tracks and sheets."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from minhdinh.access.scope import ScopeError, school_scope
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import SelfAssessment, Sheet, Track
from tests.assessments.cases import YEAR, Case, make_case, small_set


def test_one_self_assessment_a_school_year_and_set(small: Case) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SelfAssessment.objects.create(
            school=small.school, year=YEAR, standard_set=small.assessment.standard_set
        )


def test_one_track_a_level_and_one_sheet_a_criterion(small: Case) -> None:
    track = Track.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Track.objects.create(school=small.school, assessment=small.assessment, education_level="thcs")
    with pytest.raises(IntegrityError), transaction.atomic():
        Sheet.objects.create(
            school=small.school,
            assessment=small.assessment,
            track=track,
            standard="1",
            criterion="1.3",
            position=9,
        )


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.usefixtures("_scopes_open")
def test_a_sheet_never_points_into_another_school() -> None:
    small, other = make_case(standard_set=small_set()), make_case(standard_set=small_set())
    with pytest.raises(IntegrityError):
        Sheet.objects.filter(pk=small.sheet().pk).update(track=Track.objects.get(school=other.school))
    with pytest.raises(IntegrityError):
        Sheet.objects.filter(pk=small.sheet().pk).update(assessment=other.assessment)


def test_nothing_is_deleted_under_its_sheets(small: Case) -> None:
    for row in (small.assessment, Track.objects.get(), small.school):
        with pytest.raises(ProtectedError):
            row.delete()


def test_rows_are_written_within_the_scope_only(small: Case) -> None:
    other = make_case(standard_set=small_set())
    with school_scope(small.school.pk):
        assert SelfAssessment.objects.count() == 1
        with pytest.raises(ScopeError):
            Track.objects.create(school=other.school, assessment=other.assessment, education_level="thpt")


@pytest.mark.parametrize("state", State.values)
def test_only_a_draft_is_open(small: Case, state: str) -> None:
    small.assessment.state = state
    assert small.assessment.is_open is (state == State.DRAFT)


def test_rows_are_named_for_logs(small: Case) -> None:
    assert str(small.assessment) == f"{small.school.pk} {YEAR}"
    assert str(Track.objects.get()) == "Trung học cơ sở"
    assert str(small.sheet()).startswith("1.3 (")
