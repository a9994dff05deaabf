import dataclasses
import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.meetings import MeetingValues, has_met, meetings_of, record_meeting
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import Meeting
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, Problem
from tests.assessments.cases import Case, advance

VALUES = MeetingValues(
    held_on=dt.date(2026, 7, 8), summary="  Nhất trí thông qua.\n", number=" 01/BB ", present=5, absent=2
)


def meet(case: Case, role: str = Role.SECRETARY, **changes: object) -> Meeting:
    values = dataclasses.replace(VALUES, **changes)  # type: ignore[arg-type]
    return record_meeting(actor=case.actor(role), assessment=case.assessment, values=values)


@pytest.fixture
def handed_in(decided: Case) -> Case:
    advance(decided, State.SUBMITTED)
    return decided


def test_a_meeting_is_written_and_recorded(handed_in: Case) -> None:
    row = meet(handed_in)
    assert (row.held_on, row.number, row.summary) == (dt.date(2026, 7, 8), "01/BB", "Nhất trí thông qua.")
    assert (row.present, row.absent, row.revision) == (5, 2, 1)
    assert row.recorded_by == handed_in.user(Role.SECRETARY)
    assert Entry.objects.get(action="assessment.meeting_recorded").data == {"day": "08/07/2026"}


def test_meetings_are_shown_newest_first(handed_in: Case) -> None:
    assert not has_met(handed_in.assessment)
    first = meet(handed_in)
    second = meet(handed_in, held_on=dt.date(2026, 7, 9))
    assert meetings_of(handed_in.assessment) == [second, first]
    assert has_met(handed_in.assessment)


def test_a_meeting_is_not_in_the_future(handed_in: Case) -> None:
    today = timezone.localdate()
    meet(handed_in, held_on=today)
    with pytest.raises(Problem, match="trong tương lai") as caught:
        meet(handed_in, held_on=today + dt.timedelta(days=1))
    assert caught.value.field == "held_on"


@pytest.mark.parametrize("summary", ["", " \n "])
def test_a_meeting_says_what_it_concluded(handed_in: Case, summary: str) -> None:
    with pytest.raises(Problem, match="tóm tắt") as caught:
        meet(handed_in, summary=summary)
    assert caught.value.field == "summary"


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CONTRIBUTOR, Role.VIEWER])
def test_who_may_not_write_the_minutes(handed_in: Case, role: str) -> None:
    with pytest.raises(NotAllowed):
        meet(handed_in, role)


@pytest.mark.parametrize("state", [State.DRAFT, State.APPROVED, State.SEALED])
def test_minutes_belong_between_hand_in_and_approval(decided: Case, state: str) -> None:
    advance(decided, state)
    before = Meeting.objects.count()
    with pytest.raises(Problem, match="khi báo cáo đã trình"):
        meet(decided)
    assert Meeting.objects.count() == before
