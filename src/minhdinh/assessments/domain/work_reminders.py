"""Reminding people of a school of the work that waits for them: once a day a person, kept for both sides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments import actions
from minhdinh.assessments.domain.holding import hold
from minhdinh.assessments.domain.workers import workers_at
from minhdinh.assessments.models import SelfAssessment, WorkReminder
from minhdinh.assessments.work import Worker, WorkItem, work_of_all
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere, Problem
from minhdinh.lib.text import clean, two_digits, vn_date
from minhdinh.notifications.domain.notify import Message, deliver
from minhdinh.notifications.enums import NoticeKind

SHOWN_FOR = dt.timedelta(days=14)
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Reminded:
    """Who was reminded now, who was passed over because of today's reminder, who has nothing left to do."""

    told: list[str]
    told_before: list[str]
    without_work: list[str]


@in_vietnamese
def remind_people(
    *, actor: Actor, assessment: SelfAssessment, people: Collection[int], words: str = ""
) -> Reminded:
    """Remind people of their open work in this year; everybody at most once a day, whoever presses.

    A reminder in another open year of the school counts too.

    Raises Problem where nobody is named or the words are too long, NotHere for somebody who is not of the school.
    """
    require(actor, Permission.COUNCIL_MANAGE, organisation_id=assessment.school_id)
    words = clean(words)
    if not people:
        raise Problem("Hãy đánh dấu người cần nhắc rồi bấm Nhắc nhở.", field="people")
    if len(words) > LONGEST:
        raise Problem(f"Lời nhắc dài quá {LONGEST} ký tự.", field="words")
    workers = {one.person_id: one for one in workers_at([assessment.school_id]).get(assessment.school_id, [])}
    if any(person not in workers for person in people):
        raise NotHere("Có người không thuộc trường này.")
    chosen = [workers[person] for person in sorted(set(people))]
    today = timezone.localdate()
    with transaction.atomic():
        hold(assessment, is_work=False)  # two people press at once
        before = set(_told_on(assessment.school_id, today))
        work = work_of_all(assessment, [one for one in chosen if one.person_id not in before])
        told = [one for one in chosen if work.get(one.person_id)]
        _tell(actor, assessment, told, work, words, today)
    names_before = [one.name for one in chosen if one.person_id in before]
    return Reminded(
        told=[one.name for one in told],
        told_before=names_before,
        without_work=[one.name for one in chosen if one.person_id not in before and not work[one.person_id]],
    )


def _tell(
    actor: Actor,
    assessment: SelfAssessment,
    told: list[Worker],
    work: dict[int, list[WorkItem]],
    words: str,
    today: dt.date,
) -> None:
    rows = [
        WorkReminder(
            school_id=assessment.school_id,
            assessment=assessment,
            person_id=one.person_id,
            sender_id=actor.user_id,
            sender_name=actor.name,
            day=today,
            text=reminder_text(work[one.person_id], words, today),
        )
        for one in told
    ]
    WorkReminder.objects.bulk_create(rows)
    deliver(
        Message(
            person_id=row.person_id,
            text=f"{actor.name} nhắc: {row.text}",
            url=reverse("assessments:my-work"),
            kind=NoticeKind.REMINDER,
            key=f"work-reminder:{assessment.pk}:{today.isoformat()}",
            organisation_id=assessment.school_id,
        )
        for row in rows
    )
    if rows:
        record(
            actor=actor,
            code=actions.WORK_REMINDED,
            target=f"assessments.SelfAssessment:{assessment.pk}",
            count=len(rows),
            names=", ".join(one.name for one in told),
        )


def reminder_text(items: list[WorkItem], words: str, today: dt.date) -> str:
    """Return what a person is told: how much is left, how much of it late, the first of it, and the sender's words."""
    late = sum(1 for item in items if item.due and item.due < today)
    first = items[0]
    day = f" (hạn {vn_date(first.due)})" if first.due else ""
    parts = [
        f"còn {two_digits(len(items))} việc"
        + (f", trong đó {two_digits(late)} việc quá hạn" if late else "")
        + f"; việc đầu tiên: {first.title}{day}."
    ]
    return " ".join([*parts, *([words] if words else [])])


def _told_on(school_id: int, day: dt.date) -> list[int]:
    """Return whom the school reminded on a day, in whatever year of it: "Việc của tôi" shows all of them together."""
    rows = WorkReminder.objects.filter(school_id=school_id, day=day)
    return list(rows.values_list("person_id", flat=True))


def last_reminders(assessment: SelfAssessment) -> dict[int, WorkReminder]:
    """Return the latest reminder of each person of a year, by person id."""
    rows = WorkReminder.objects.filter(assessment=assessment).order_by("id")
    return {row.person_id: row for row in rows}


def reminders_to_person(person_id: int, today: dt.date) -> list[WorkReminder]:
    """Return what a person was reminded of in the last fortnight, newest first (the scopes of the schools open)."""
    rows = WorkReminder.objects.filter(person=person_id, day__gt=today - SHOWN_FOR)
    return list(rows.select_related("school").order_by("-id")[:5])
