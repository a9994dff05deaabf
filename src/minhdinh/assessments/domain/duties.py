"""The duties of a school year: from the set's calendar, from offices above, and what was done of them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments import actions
from minhdinh.assessments.calendars import DutyTemplate, calendar_of, day_of
from minhdinh.assessments.domain.holding import hold
from minhdinh.assessments.domain.office_days import day_of_row, days_above, days_for, moved
from minhdinh.assessments.domain.plan import rule_day
from minhdinh.assessments.enums import Certainty
from minhdinh.assessments.facts import Facts, facts_of
from minhdinh.assessments.models import DutyMark, Milestone, SelfAssessment
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere, Problem
from minhdinh.lib.text import clean, vn_date

OFFICE_WARNS = (21, 7, 1)
OFFICE_KEY = "office-"


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty of one self-assessment.

    ``last`` is the last day on which it is in time; ``day`` the day as it is written (``before`` it, or on it).
    ``usual`` is the last day by the set's own calendar where an office has moved it; None where nobody did.
    ``known`` says whether the system sees by itself that it is done, None where it cannot; ``mark`` what people wrote.
    """

    key: str
    title: str
    day: dt.date
    last: dt.date
    permission: Permission
    warn: tuple[int, ...]
    legal_reference: str
    certainty: Certainty
    source: str
    usual: dt.date | None = None
    known: bool | None = None
    mark: DutyMark | None = None

    @property
    def done(self) -> bool:
        """Whether the system sees it done or people say so."""
        return bool(self.known) or self.mark is not None

    @property
    def before(self) -> bool:
        """Whether it has to be done before the day, not on it."""
        return self.last < self.day

    def days_left(self, today: dt.date) -> int:
        """Return the days left; negative once it is late."""
        return (self.last - today).days

    def presses(self, today: dt.date) -> bool:
        """Tell whether it is open and its first warning day has come."""
        return not self.done and self.days_left(today) <= max(self.warn, default=0)


def duties_of(assessment: SelfAssessment) -> list[Duty]:
    """Return the duties of one year in the order of their days."""
    return duties_of_many([assessment])[assessment.pk]


def duties_of_many(assessments: Sequence[SelfAssessment]) -> dict[int, list[Duty]]:
    """Return the duties of several years by their ids; a constant number of queries. Scopes must be open."""
    ids = [one.pk for one in assessments]
    known = facts_of(ids)
    marks: defaultdict[int, dict[str, DutyMark]] = defaultdict(dict)
    for mark in DutyMark.objects.filter(assessment__in=ids):
        marks[mark.assessment_id][mark.key] = mark
    milestones = days_above(assessments)
    return {
        one.pk: sorted(
            (
                *_of_set(one, milestones, known[one.pk], marks[one.pk]),
                *_of_offices(one, milestones, marks[one.pk]),
            ),
            key=lambda duty: (duty.last, duty.title),
        )
        for one in assessments
    }


def last_days(assessment: SelfAssessment) -> dict[str, dt.date]:
    """Return the last day of every duty of the set's calendar, moved where an office has moved it (one query)."""
    return {duty.key: duty.last for duty in _of_set(assessment, days_above([assessment]), {}, {})}


def _of_set(
    assessment: SelfAssessment, milestones: Iterable[Milestone], known: Facts, marks: Mapping[str, DutyMark]
) -> Iterable[Duty]:
    by_office = moved(assessment, milestones)
    for one in calendar_of(assessment.standard_set.set_id).duties:
        day = (rule_day(assessment, one.rule) if one.rule else None) or day_of(one.day, assessment.year)
        duty = Duty(
            key=one.id,
            title=one.title,
            day=day,
            last=day - dt.timedelta(days=1) if one.before else day,
            permission=Permission(one.permission),
            warn=one.warn,
            legal_reference=one.legal_reference,
            certainty=one.certainty,
            source=assessment.standard_set.catalogue.short_title,
            known=_known(one, known),
            mark=marks.get(one.id),
        )
        yield _moved(duty, one, by_office[one.id], assessment.year) if one.id in by_office else duty


def _moved(duty: Duty, template: DutyTemplate, row: Milestone, year: str) -> Duty:
    """Return a duty on the day that an office gave it, with where that is written.

    A day that the regulation itself sets (``rule``) may only come earlier: an office does not put off the law.
    """
    day = day_of_row(row, year)
    if template.rule and day > duty.last:
        return duty
    return replace(
        duty,
        day=day,
        last=day,
        legal_reference=row.legal_reference,
        certainty=Certainty(row.certainty),
        source=row.office.name,
        usual=duty.last,
    )


def _known(duty: DutyTemplate, facts: Facts) -> bool | None:
    """Return whether all facts of a duty are true; None where the system does not know them all."""
    if not duty.facts or any(name not in facts for name in duty.facts):
        return None
    return all(facts[name] for name in duty.facts)


def _of_offices(
    assessment: SelfAssessment, milestones: Iterable[Milestone], marks: Mapping[str, DutyMark]
) -> Iterable[Duty]:
    for one in days_for(assessment, milestones):
        if one.duty:
            continue
        day, key = day_of_row(one, assessment.year), f"{OFFICE_KEY}{one.pk}"
        yield Duty(
            key=key,
            title=one.title,
            day=day,
            last=day,
            permission=Permission.COUNCIL_MANAGE,
            warn=OFFICE_WARNS,
            legal_reference=one.legal_reference,
            certainty=Certainty(one.certainty),
            source=one.office.name,
            mark=marks.get(key),
        )


@in_vietnamese
def mark_duty(
    *, actor: Actor, assessment: SelfAssessment, key: str, done_on: dt.date | None, note: str = ""
) -> None:
    """Write that a duty was done on a day, or with None take that back. Raises NotHere, Problem.

    What the system sees by itself is not marked by hand.
    """
    require(actor, Permission.COUNCIL_MANAGE, organisation_id=assessment.school_id)
    duty = next((one for one in duties_of(assessment) if one.key == key), None)
    if duty is None:
        raise NotHere("Không có việc này trong lịch của năm học.")
    if duty.known is not None:
        raise Problem("Việc này hệ thống tự nhận biết khi làm xong, không cần ghi tay.")
    target = f"assessments.SelfAssessment:{assessment.pk}"
    with transaction.atomic():
        hold(assessment)
        if done_on is None:
            DutyMark.objects.filter(assessment=assessment, key=key).delete()
            record(actor=actor, code=actions.DUTY_UNMARKED, target=target, duty=duty.title)
            return
        DutyMark.objects.update_or_create(
            school_id=assessment.school_id,
            assessment=assessment,
            key=key,
            defaults={"done_on": done_on, "note": clean(note)[:300], "by_name": actor.name},
        )
        record(
            actor=actor,
            code=actions.DUTY_MARKED,
            target=target,
            duty=duty.title,
            day=vn_date(done_on),
            note=clean(note)[:300],
        )
