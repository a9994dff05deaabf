"""Visits as each side reads them."""

import pytest

from minhdinh.access.scope import school_scope
from minhdinh.appraisals.domain.visits.notes import Noted, add_picture, take_note, withdraw_note
from minhdinh.appraisals.domain.visits.reading import (
    file_by_id,
    gathered,
    note_by_id,
    visit_by_id,
    visits_for_school,
    visits_of,
)
from minhdinh.appraisals.domain.visits.scans import attach_scan
from minhdinh.appraisals.enums import VisitKind
from tests.appraisals.registered import TT57, make_registered
from tests.appraisals.visiting import held, photograph, planned, sent

pytestmark = pytest.mark.django_db


def test_what_stands_at_a_visit() -> None:
    world = make_registered(TT57, stage="meeting")
    case, leader = world.fresh(), world.examiner()
    visit, meeting = held(world), planned(world, VisitKind.MEETING, starts=9)
    notes = [
        take_note(actor=leader, case=case, visit=visit, noted=Noted(f"Ý {number}"))[0] for number in range(3)
    ]
    withdraw_note(actor=leader, case=case, note=notes[0])
    picture, _new = add_picture(actor=leader, case=case, visit=visit, sent=sent(photograph(), "a.jpg"))
    scan = attach_scan(actor=leader, case=case, visit=visit, sent=sent())
    with school_scope(world.school.pk):
        found = gathered(visit)
        assert (list(found.notes), list(found.pictures), list(found.scans)) == (notes[1:], [picture], [scan])
        assert [(one.note_count, one.picture_count) for one in visits_of(case)] == [(2, 1), (0, 0)]
        assert visits_for_school(case, with_meetings=False) == [(visit, [scan])]
        assert [one for one, _scans in visits_for_school(case, with_meetings=True)] == [visit, meeting]
        assert note_by_id(visit, notes[0].pk) is None
        assert note_by_id(meeting, notes[1].pk) is None
        assert file_by_id(meeting, scan.pk) is None
        assert visit_by_id(case, visit.pk) == visit


def test_visits_of_another_registration_are_not_found() -> None:
    one, other = make_registered(TT57, stage="meeting"), make_registered(TT57, stage="meeting")
    visit = planned(other)
    with school_scope(one.school.pk, other.school.pk):
        assert visit_by_id(one.fresh(), visit.pk) is None
        assert visits_of(one.fresh()) == []
