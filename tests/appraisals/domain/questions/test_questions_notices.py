"""What people are told of questions and answers."""

import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.questions.answering import answer_question
from minhdinh.appraisals.domain.questions.asking import Asked, ask_question, close_question
from minhdinh.appraisals.models import BodyMember
from minhdinh.notifications.models import Notice
from tests.appraisals.registered import TT57, make_registered
from tests.appraisals.visiting import asked

pytestmark = pytest.mark.django_db


def test_the_school_hears_of_the_question_its_day_and_its_end() -> None:
    world = make_registered(TT57, stage="study")
    principal = world.principal()
    day = timezone.localdate() + dt.timedelta(days=5)
    question = ask_question(
        actor=world.examiner(), case=world.fresh(), asked=Asked("Xin sổ họp.", due_on=day)
    )
    close_question(actor=world.examiner(), case=world.fresh(), question=question)
    rows = Notice.objects.filter(person_id=principal.user_id, key__startswith="question").order_by("pk")
    texts = [one.text for one in rows]
    assert texts[0] == f"Đoàn, hội đồng hỏi trường: Xin sổ họp. (trả lời trước {day:%d/%m/%Y})"
    assert texts[1].startswith("Đã khép lại câu hỏi: ")


def test_every_addition_to_an_answer_is_told_but_not_to_who_left() -> None:
    world = make_registered(TT57, stage="study")
    question = asked(world)
    asker = world.examiner("member")
    first = answer_question(
        actor=world.secretary(), case=world.fresh(), question=question, text="Một.", seen=0
    )
    told = Notice.objects.filter(person_id=asker.user_id, key__startswith="question-answered:")
    assert told.count() == 1
    assert told.get().url == f"{world.url('cau-hoi/', 'danh-gia')}#cau-{question.pk}"
    with scopes_disabled():
        BodyMember.objects.filter(role="member").update(ended_at=timezone.now())
    answer_question(
        actor=world.secretary(), case=world.fresh(), question=question, text="Hai.", seen=len(first.answer)
    )
    assert told.count() == 1
    leader = world.examiner("leader")
    assert Notice.objects.filter(person_id=leader.user_id, key__startswith="question-answered:").count() == 2
