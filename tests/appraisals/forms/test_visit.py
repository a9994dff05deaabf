"""Forms of questions, visits and minutes: what they take, what they give."""

import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.appraisals.enums import VisitKind
from minhdinh.appraisals.forms.visit import MinutesForm, PlanForm, QuestionForm, place_choices, split_place
from minhdinh.appraisals.models import Visit

PLACES = {("thcs", "1.3"): "Tiêu chí 1.3"}
HOURS = {"starts_on": "12/3/2026", "starts_time": "08:00", "ends_on": "2026-03-12", "ends_time": "11:30"}


def visit(kind: VisitKind) -> Visit:
    at = timezone.make_aware(dt.datetime(2026, 3, 12, 8))
    return Visit(kind=kind, starts_at=at, ends_at=at + dt.timedelta(hours=3), place="Trường", version=4)


def test_places_go_out_and_come_back() -> None:
    assert [split_place(value) for value, _words in place_choices(PLACES)] == [("", ""), ("thcs", "1.3")]


def test_a_question_keeps_its_words_as_typed() -> None:
    form = QuestionForm({"text": " Một\nhai ", "place": "thcs:1.3", "due_on": "5/9/2027"}, places=PLACES)
    assert form.is_valid()
    asked = form.asked()
    assert (asked.text, asked.track, asked.criterion) == (" Một\nhai ", "thcs", "1.3")
    assert asked.due_on == dt.date(2027, 9, 5)
    assert not QuestionForm({"text": "", "place": ""}, places=PLACES).is_valid()
    assert not QuestionForm({"text": "a", "place": "thcs:9.9"}, places=PLACES).is_valid()


def test_hours_of_a_plan_are_moments_here() -> None:
    form = PlanForm({"kind": "main", **HOURS}, kinds=[VisitKind.MAIN])
    assert form.is_valid(), form.errors
    wanted = form.wanted()
    assert timezone.localtime(wanted.starts_at).isoformat() == "2026-03-12T08:00:00+07:00"
    assert wanted.ends_at - wanted.starts_at == dt.timedelta(hours=3.5)
    assert not PlanForm({"kind": "first", **HOURS}, kinds=[VisitKind.MAIN]).is_valid()


def test_a_moved_visit_keeps_its_kind_and_asks_why() -> None:
    known = visit(VisitKind.MEETING)
    form = PlanForm(visit=known)
    assert form.initial["version"] == 4
    assert "kind" not in form.fields
    assert "reason" in PlanForm({**HOURS, "version": "4"}, visit=known).errors
    bound = PlanForm({**HOURS, "reason": "Vì", "version": "4", "kind": "main"}, visit=known)
    assert bound.is_valid()
    assert bound.wanted().kind == VisitKind.MEETING


def test_the_reason_to_keep_clashing_hours_is_asked_for_when_needed() -> None:
    form = PlanForm(kinds=[VisitKind.MAIN])
    assert form["clash_reason"].is_hidden
    form.ask_why()
    assert not form["clash_reason"].is_hidden


@pytest.mark.parametrize(("kind", "votes"), [(VisitKind.MEETING, True), (VisitKind.MAIN, False)])
def test_votes_are_of_meetings(kind: VisitKind, votes: bool) -> None:
    form = MinutesForm({"version": "1", "content": "Họp", "votes_for": "3"}, visit=visit(kind))
    assert form.is_valid()
    assert form.minutes().votes_for == (3 if votes else None)
    assert not MinutesForm({"content": "Họp"}, visit=visit(kind)).is_valid()
