"""Questions and requests of a member to the school: sent once, never changed, closed by who examines (T19, D2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.scope import school_scope
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.questions.notices import tell_asked, tell_closed
from minhdinh.appraisals.domain.questions.reading import known_places
from minhdinh.appraisals.domain.visits.people import examining, require_open
from minhdinh.appraisals.domain.visits.words import checked_words
from minhdinh.appraisals.models import BodyMember, Case, Question
from minhdinh.audit.domain.record import record
from minhdinh.common.problems import NotAllowed, Problem, Stale

LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: about a criterion of a cấp học or in general (both empty), to be answered by a day or not."""

    text: str
    track: str = ""
    criterion: str = ""
    due_on: dt.date | None = None


def ask_question(*, actor: Actor, case: Case, asked: Asked) -> Question:
    """Send a question or request to the school, which is told; returns it.

    Raises NotHere and NotDeclared as ``examining`` does, Problem for an empty or too long text, a criterion that the
    report does not have, a day that is past, and the same question sent before and still open.
    """
    with school_scope(case.school_id), transaction.atomic():
        held = Case.objects.select_for_update().get(pk=case.pk)
        member = examining(actor, case)
        require_open(held)
        words = checked_words(asked.text, "text", LONGEST, "Hãy ghi câu hỏi hoặc yêu cầu.")
        _check_place(case, asked)
        if asked.due_on is not None and asked.due_on < timezone.localdate():
            raise Problem("Ngày trả lời đã qua. Hãy chọn một ngày từ hôm nay.", field="due_on")
        _refuse_repeated(case, member, asked, words)
        question = Question.objects.create(
            school_id=case.school_id,
            case=case,
            member=member,
            track=asked.track,
            criterion=asked.criterion,
            text=words,
            asked_at=timezone.now(),
            due_on=asked.due_on,
        )
        _record(actor, actions.QUESTION_ASKED, question)
        tell_asked(case, question)
    return question


def close_question(*, actor: Actor, case: Case, question: Question, seen: int | None = None) -> Question:
    """Close a question, answered or not: the member who asked, the leader or the secretary; twice changes nothing.

    ``seen`` is how long the answer was on the page, None for callers without one. Raises Problem where the
    registration has ended, Stale where the school has answered, or added to its answer, since.
    """
    with school_scope(case.school_id), transaction.atomic():
        held = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        member = examining(actor, case)
        require_open(held)
        current = (
            Question.objects.select_for_update(of=("self",)).select_related("member").get(pk=question.pk)
        )
        if current.member_id != member.pk and not member.is_leading:
            raise NotAllowed(
                "Câu hỏi này do thành viên khác gửi; trưởng, thư ký hoặc chính người hỏi mới khép lại được."
            )
        if seen is not None and seen != len(current.answer):
            raise Stale("Trường vừa trả lời câu hỏi này. Hãy đọc câu trả lời rồi khép lại.")
        if current.closed_at is None:
            current.closed_at = timezone.now()
            current.save(update_fields=["closed_at", "updated_at"])
            _record(actor, actions.QUESTION_CLOSED, current)
            tell_closed(case, current)
    return current


def _check_place(case: Case, asked: Asked) -> None:
    if (asked.track or asked.criterion) and (asked.track, asked.criterion) not in known_places(case):
        raise Problem("Báo cáo không có tiêu chí này. Hãy chọn lại.", field="place")


def _refuse_repeated(case: Case, member: BodyMember, asked: Asked, words: str) -> None:
    same = Question.objects.filter(
        case=case,
        member=member,
        track=asked.track,
        criterion=asked.criterion,
        closed_at__isnull=True,
        answered_at__isnull=True,
    )
    if words in same.values_list("text", flat=True):
        raise Problem("Thầy/Cô đã gửi câu hỏi này và trường chưa trả lời.", field="text")


def _record(actor: Actor, code: str, question: Question) -> None:
    record(
        actor=actor,
        code=code,
        target=f"appraisals.Case:{question.case_id}",
        name=question.member.name,
        criterion=question.criterion or "–",
    )
