"""By which day each kind of work is wanted: the end of the plan's step that has it, else the report's own deadline."""

from __future__ import annotations

import datetime as dt

from minhdinh.assessments.calendars import calendar_of
from minhdinh.assessments.domain.duties import last_days
from minhdinh.assessments.domain.office_days import REPORT
from minhdinh.assessments.models import PlanStep, SelfAssessment

OF_REPORT = ("evidence", "verify", "write", "mend", "review", "comment", "suggestion", "approve")


def due_days(assessment: SelfAssessment) -> dict[str, dt.date]:
    """Return the days by kind of work (``assessments.work``), those of the report only; two queries."""
    calendar = calendar_of(assessment.standard_set.set_id)
    rows = PlanStep.objects.filter(assessment=assessment, ends_on__isnull=False).exclude(key="")
    ends = {key: day for key, day in rows.values_list("key", "ends_on") if day is not None}
    of_steps = {kind: ends[step.id] for step in calendar.steps if step.id in ends for kind in step.work}
    last = report_day(assessment)
    days = dict.fromkeys(OF_REPORT, last) if last else {}
    return days | {kind: day for kind, day in of_steps.items() if kind in OF_REPORT}


def report_day(assessment: SelfAssessment) -> dt.date | None:
    """Return the last day for the report by the calendar of its set and the offices above (one query)."""
    return last_days(assessment).get(REPORT)
