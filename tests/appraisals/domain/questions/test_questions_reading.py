"""Questions as both sides read them."""

import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.appraisals.domain.questions.reading import (
    grouped,
    is_late,
    known_places,
    question_by_id,
    questions_of,
)
from minhdinh.appraisals.models import Question
from tests.appraisals.registered import TT57, make_registered
from tests.appraisals.visiting import asked
from tests.assessments.cases import SMALL

pytestmark = pytest.mark.django_db


def test_general_questions_first_then_the_criteria_of_the_report() -> None:
    world = make_registered(TT57, stage="study")
    later, first = asked(world, "Về 2.3", "2.3"), asked(world, "Về 1.3")
    general = asked(world, "Chung", "")
    with school_scope(world.school.pk):
        groups = grouped(world.fresh(), questions_of(world.fresh()))
        assert question_by_id(world.fresh(), first.pk) == first
    assert [one.questions for one in groups] == [[general], [first], [later]]
    assert groups[0].title == "Câu hỏi chung"
    assert groups[1].title.startswith("Tiêu chí 1.3. ")


def test_a_criterion_that_is_gone_keeps_its_questions() -> None:
    world = make_registered(TT57, stage="study")
    question = asked(world)
    with scopes_disabled():
        Question.objects.update(criterion="8.8")
        groups = grouped(world.fresh(), questions_of(world.fresh()))
    assert [one.questions for one in groups] == [[question]]
    assert groups[0].title.startswith("Tiêu chí 8.8")


def test_the_places_are_the_criteria_of_the_report() -> None:
    world = make_registered(TT57, stage="study")
    with school_scope(world.school.pk):
        assert [code for _track, code in known_places(world.fresh())] == sorted(SMALL)


def test_late_is_only_what_waits_past_its_day() -> None:
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    assert is_late(Question(due_on=yesterday))
    assert not is_late(Question(due_on=timezone.localdate()))
    assert not is_late(Question(due_on=yesterday, answered_at=timezone.now()))
    assert not is_late(Question())


def test_another_registrations_question_is_not_found() -> None:
    one, other = make_registered(TT57, stage="study"), make_registered(TT57, stage="study")
    question = asked(other)
    with scopes_disabled():
        assert question_by_id(one.fresh(), question.pk) is None
