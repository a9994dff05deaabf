"""Days that offices above a school set: duties of their own, and packaged duties moved to another day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from minhdinh.assessments.calendars import calendar_of, day_in_year
from minhdinh.assessments.models import Milestone, SelfAssessment

REPORT = "report_approved"  # the duty of every calendar by which the council has approved the report


def offices_above(assessment: SelfAssessment) -> list[int]:
    """Return the ids of the organisations above the school, by its path."""
    return [int(step) for step in assessment.school.path.split("/") if step][:-1]


def days_above(assessments: Sequence[SelfAssessment]) -> list[Milestone]:
    """Return every day that offices above the schools have set, of any year (one query)."""
    above = {pk for one in assessments for pk in offices_above(one)}
    return list(Milestone.objects.filter(office__in=above).select_related("office"))


def days_for(assessment: SelfAssessment, rows: Iterable[Milestone]) -> list[Milestone]:
    """Return those that count for one year of a school."""
    above, year = set(offices_above(assessment)), assessment.year
    return [one for one in rows if one.office_id in above and one.from_year <= year <= (one.to_year or year)]


def moved(assessment: SelfAssessment, rows: Iterable[Milestone]) -> Mapping[str, Milestone]:
    """Return which office's day counts for each packaged duty that was moved, by the duty's id.

    Where several offices move the same duty the earliest of their days counts: who keeps it keeps the others too.
    """
    calendar = calendar_of(assessment.standard_set.set_id)
    named = {calendar.address(duty): duty.id for duty in calendar.duties}
    found: dict[str, Milestone] = {}
    for one in days_for(assessment, rows):
        key = named.get(one.duty)
        if key is None:
            continue
        known = found.get(key)
        if known is None or day_of_row(one, assessment.year) < day_of_row(known, assessment.year):
            found[key] = one
    return found


def day_of_row(row: Milestone, year: str) -> dt.date:
    """Return the day of an office's row in a school year."""
    return day_in_year(year, row.day, row.month)
