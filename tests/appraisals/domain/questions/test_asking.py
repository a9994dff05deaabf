"""Questions: who asks, what is refused, that nothing sent is changed, who closes."""

import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.bodies.declaring import NotDeclared
from minhdinh.appraisals.domain.questions.answering import answer_question
from minhdinh.appraisals.domain.questions.asking import Asked, ask_question, close_question
from minhdinh.appraisals.models import BodyMember, Question
from minhdinh.audit.models import Entry
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale
from minhdinh.notifications.models import Notice
from tests.appraisals.registered import TT57, World, make_registered
from tests.appraisals.visiting import asked, everybody

pytestmark = pytest.mark.django_db
TEXT = "Xin cho xem sổ họp."


@pytest.fixture
def world() -> World:
    return make_registered(TT57, stage="study")


def ask(world: World, actor: Actor, **more: object) -> Question:
    values: dict[str, object] = {"text": TEXT, **more}
    return ask_question(actor=actor, case=world.fresh(), asked=Asked(**values))  # type: ignore[arg-type]


def test_every_member_asks_and_nobody_else(world: World) -> None:
    allowed = {"leader", "body secretary", "member"}
    for who, actor in everybody(world).items():
        if who in allowed:
            assert ask(world, actor, text=f"{TEXT} {who}").member.user_id == actor.user_id
        else:
            with pytest.raises((NotAllowed, NotHere)):
                ask(world, actor)
    with scopes_disabled():
        assert Question.objects.count() == 3


def test_the_school_is_told_and_it_is_recorded(world: World) -> None:
    principal = world.principal()
    question = asked(world)
    notice = Notice.objects.get(person_id=principal.user_id, key=f"question:{question.pk}")
    assert "tiêu chí 1.3" in notice.text
    assert notice.url == f"{world.url('cau-hoi/')}#cau-{question.pk}"
    assert Entry.objects.filter(action="question.asked").count() == 1


def test_who_has_not_declared_asks_nothing(world: World) -> None:
    with scopes_disabled():
        BodyMember.objects.update(declared_at=None)
    with pytest.raises(NotDeclared):
        ask(world, world.examiner())


def test_who_left_the_body_asks_nothing(world: World) -> None:
    with scopes_disabled():
        BodyMember.objects.filter(role="member").update(ended_at=timezone.now())
    with pytest.raises(NotHere):
        ask(world, world.examiner("member"))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": "  \x00 \n"}, "text"),
        ({"text": "a" * 4001}, "text"),
        ({"track": "thcs", "criterion": "9.9"}, "place"),
        ({"track": "mam_non", "criterion": "1.3"}, "place"),
        ({"criterion": "1.3"}, "place"),
        ({"due_on": dt.date(2020, 1, 1)}, "due_on"),
    ],
)
def test_what_is_refused(world: World, values: dict[str, object], field: str) -> None:
    with pytest.raises(Problem) as refused:
        ask(world, world.examiner(), **values)
    assert refused.value.field == field
    with scopes_disabled():
        assert not Question.objects.exists()


def test_the_same_question_twice_is_one(world: World) -> None:
    ask(world, world.examiner())
    with pytest.raises(Problem):
        ask(world, world.examiner())
    ask(world, world.examiner("member"))  # somebody else may ask the same
    with scopes_disabled():
        assert Question.objects.count() == 2


def test_an_ended_registration_is_asked_nothing(world: World) -> None:
    world.put("stopped")
    with pytest.raises(Problem, match="đã kết thúc"):
        ask(world, world.examiner())


def test_who_asked_or_leads_closes(world: World) -> None:
    question = asked(world)
    with scopes_disabled():
        BodyMember.objects.filter(role="secretary").update(role="deputy")
    with pytest.raises(NotAllowed):
        close_question(actor=world.examiner("secretary"), case=world.fresh(), question=question)
    closed = close_question(actor=world.examiner("leader"), case=world.fresh(), question=question)
    again = close_question(actor=world.examiner("member"), case=world.fresh(), question=question)
    assert closed.closed_at == again.closed_at is not None
    assert Entry.objects.filter(action="question.closed").count() == 1


def test_an_answer_that_came_meanwhile_is_read_before_closing(world: World) -> None:
    question, leader = asked(world), world.examiner("leader")
    answer_question(
        actor=world.secretary(), case=world.fresh(), question=question, text="Đã có.", seen=0, files=[]
    )
    with pytest.raises(Stale):
        close_question(actor=leader, case=world.fresh(), question=question, seen=0)
    with scopes_disabled():
        answer = Question.objects.get().answer
    closed = close_question(actor=leader, case=world.fresh(), question=question, seen=len(answer))
    assert closed.closed_at is not None


def test_nothing_is_closed_after_the_end(world: World) -> None:
    question = asked(world)
    world.put("stopped")
    with pytest.raises(Problem, match="đã kết thúc"):
        close_question(actor=world.examiner("member"), case=world.fresh(), question=question)


def test_the_school_closes_nothing(world: World) -> None:
    question = asked(world)
    with pytest.raises(NotAllowed):
        close_question(actor=world.principal(), case=world.fresh(), question=question)
