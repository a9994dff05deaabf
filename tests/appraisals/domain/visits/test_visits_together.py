"""Several people and phones at once: one row, one place for a person, one set of minutes, one answer."""

import pytest

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.questions.answering import answer_question
from minhdinh.appraisals.domain.visits.minutes import save_minutes
from minhdinh.appraisals.domain.visits.notes import Noted, add_picture, take_note
from minhdinh.appraisals.domain.visits.planning import plan_visit
from minhdinh.appraisals.enums import VisitKind
from minhdinh.appraisals.models import CaseFile, Question, Visit, VisitNote
from minhdinh.common.problems import Problem, Stale
from tests.appraisals.registered import TT57, World, make_registered
from tests.appraisals.visiting import MINUTES, asked, photograph, planned, sent, wanted
from tests.assessments.cases import together

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
PHONE = "4f1c2b7a0d6e4c559a391b2c3d4e5f60"


@pytest.fixture
def world(transactional_db: None) -> World:
    return make_registered(TT57, stage="visit")


def test_a_phone_that_sends_twice_at_once(world: World) -> None:
    visit, case, member = planned(world), world.fresh(), world.examiner("member")

    def note() -> tuple[VisitNote, bool]:
        return take_note(actor=member, case=case, visit=visit, noted=Noted("Ghi", client_id=PHONE))

    def picture() -> tuple[CaseFile, bool]:
        return add_picture(
            actor=member, case=case, visit=visit, sent=sent(photograph(), "a.jpg"), client_id=PHONE
        )

    for call, model in ((note, VisitNote), (picture, CaseFile)):
        found = together(call, call, call)
        assert [isinstance(one, Problem) for one in found] == [False] * 3
        assert sorted(new for _row, new in found) == [False, False, True]
        with scopes_disabled():
            assert model.objects.count() == 1


def test_nobody_is_planned_to_two_places_at_once(world: World) -> None:
    case, leader, secretary = world.fresh(), world.examiner("leader"), world.examiner("secretary")
    found = together(
        lambda: plan_visit(actor=leader, case=case, wanted=wanted()),
        lambda: plan_visit(actor=secretary, case=case, wanted=wanted(VisitKind.MEETING)),
    )
    assert sorted(isinstance(one, Problem) for one in found) == [False, True]
    with scopes_disabled():
        assert Visit.objects.count() == 1


def test_two_write_the_minutes_and_one_is_told(world: World) -> None:
    visit, case = planned(world), world.fresh()
    found = together(
        *(
            lambda who=who: save_minutes(
                actor=world.examiner(who), case=case, visit=visit, minutes=MINUTES, version=0
            )
            for who in ("leader", "secretary")
        )
    )
    assert sorted(isinstance(one, Stale) for one in found) == [False, True]
    with scopes_disabled():
        assert Visit.objects.get().version == 1


def test_two_answer_and_one_is_told(world: World) -> None:
    question, case = asked(world), world.fresh()
    actors = world.principal(), world.secretary()
    found = together(
        *(
            lambda actor=actor: answer_question(
                actor=actor, case=case, question=question, text=f"Của {actor.name}", seen=0
            )
            for actor in actors
        )
    )
    assert sorted(isinstance(one, Stale) for one in found) == [False, True]
    with scopes_disabled():
        assert Question.objects.get().answer in {f"Của {actor.name}" for actor in actors}
