import pytest
from django.db import transaction

from minhdinh.assessments.domain.holding import hold, hold_open, hold_sheet, read_again
from minhdinh.assessments.enums import SheetState, State
from minhdinh.assessments.models import SelfAssessment, Sheet
from minhdinh.common.problems import Problem
from tests.assessments.cases import Case


def test_holding_reads_what_others_changed_and_notes_the_work(small: Case) -> None:
    before = small.fresh().last_activity_at
    SelfAssessment.objects.update(state=State.SUBMITTED, complete=True, revision=3)
    with transaction.atomic():
        hold(small.assessment)
    assert (small.assessment.state, small.assessment.revision) == (State.SUBMITTED, 3)
    assert before is not None
    assert small.fresh().last_activity_at > before


def test_the_steps_of_the_review_are_read_again(small: Case) -> None:
    SelfAssessment.objects.update(review_steps=["secretary", "chair"])
    with transaction.atomic():
        hold(small.assessment)
    assert small.assessment.review_steps == ["secretary", "chair"]


def test_the_systems_own_counting_is_no_activity_of_the_school(small: Case) -> None:
    before = small.fresh().last_activity_at
    with transaction.atomic():
        hold(small.assessment, is_work=False)
    assert (small.fresh().last_activity_at, small.fresh().revision) == (before, 1)


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED, State.SEALED])
def test_a_report_that_left_the_desk_cannot_be_held_open(small: Case, state: str) -> None:
    SelfAssessment.objects.update(state=state, complete=True)
    with transaction.atomic(), pytest.raises(Problem, match=str(State(state).label)):
        hold_open(small.assessment)


def test_a_sheet_is_read_again_under_the_lock(small: Case) -> None:
    sheet = small.sheet()
    Sheet.objects.filter(pk=sheet.pk).update(state=SheetState.WAITING, version=9)
    with transaction.atomic():
        hold_sheet(sheet)
    assert (sheet.state, sheet.version) == (SheetState.WAITING, 9)
    assert sheet.assessment is small.assessment


def test_reading_again_keeps_the_related_rows_at_hand(small: Case) -> None:
    sheet = small.sheet()
    track = sheet.track
    read_again(sheet)
    assert sheet.track is track
