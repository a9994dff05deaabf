"""The days of people for their mail digest and calendar feed: duties that are theirs, steps given to them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.scope import school_scope
from minhdinh.assessments.domain.duties import Duty, duties_of_many
from minhdinh.assessments.domain.workers import open_years, schools_of_people, workers_at
from minhdinh.assessments.enums import StepState
from minhdinh.assessments.models import PlanStep, SelfAssessment
from minhdinh.notifications.calendar import CalendarEntry

STEP_WARNS = (7, 1)
LONGEST = 120


def days_of_people(people: Collection[int]) -> Iterator[tuple[int, CalendarEntry]]:
    """Yield the days of people by their ids; a constant number of queries for any number of people."""
    schools = schools_of_people(people)
    with school_scope(*schools):
        years = open_years(schools, timezone.localdate())
        workers = workers_at(schools, people)
        duties = duties_of_many(years)
        for one in years:
            for duty in duties[one.pk]:
                for worker in workers.get(one.school_id, ()):
                    if worker.can(duty.permission):
                        yield worker.person_id, _duty(one, duty)
        here = {(school, worker.person_id) for school, found in workers.items() for worker in found}
        yield from _steps(years, people, here)


def _duty(assessment: SelfAssessment, duty: Duty) -> CalendarEntry:
    return CalendarEntry(
        uid=f"duty-{assessment.pk}-{duty.key}",
        day=duty.last,
        title=duty.title,
        url=_url(assessment, "assessments:year-calendar"),
        place=_place(assessment),
        source=f"{duty.source}: {duty.legal_reference}",
        done=duty.done,
        warn=duty.warn,
    )


def _steps(
    years: list[SelfAssessment], people: Collection[int], here: Collection[tuple[int, int]]
) -> Iterator[tuple[int, CalendarEntry]]:
    """Yield the steps given to people; those of a school that somebody has left are not theirs any more."""
    of_year = {one.pk: one for one in years}
    rows = PlanStep.objects.filter(assessment__in=of_year, ends_on__isnull=False)
    named = rows.filter(people__member__user__in=list(people)).annotate(person=F("people__member__user_id"))
    for step in named.distinct():
        one = of_year[step.assessment_id]
        if step.ends_on is not None and (one.school_id, step.person) in here:
            yield (
                step.person,
                CalendarEntry(
                    uid=f"step-{step.pk}",
                    day=step.ends_on,
                    title=step.content[:LONGEST],
                    url=f"{_url(one, 'assessments:plan')}#buoc-{step.pk}",
                    place=_place(one),
                    source=_("Kế hoạch tự đánh giá của trường"),
                    done=step.state == StepState.DONE,
                    warn=STEP_WARNS,
                ),
            )


def _url(assessment: SelfAssessment, name: str) -> str:
    return reverse(name, kwargs={"code": assessment.school.code, "year": assessment.year})


def _place(assessment: SelfAssessment) -> str:
    return f"{assessment.school.name}, {assessment.year}"
