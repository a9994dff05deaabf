"""The year's two monitorings: when they are due (data), which are recorded, which are owed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from minhdinh.assessments.calendars import day_of
from minhdinh.assessments.domain.duties import last_days
from minhdinh.assessments.models import SelfAssessment
from minhdinh.improvement.enums import Moment
from minhdinh.improvement.models import ImprovementPlan, Monitoring

DATA = Path(__file__).resolve().parent.parent / "data" / "moments.yaml"


@dataclass(frozen=True, slots=True)
class DueMoment:
    """One monitoring of a year: its day, the entry where there is one, whether it is owed."""

    moment: Moment
    due: dt.date
    monitoring: Monitoring | None
    owed: bool

    @property
    def label(self) -> str:
        """The words of the form."""
        return str(self.moment.label)


@cache
def _moments() -> dict[str, dict[str, str]]:
    content = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return {one["id"]: one for one in content["moments"]}


def due_on(moment: str, year: str) -> dt.date:
    """Return the day on which a monitoring of a school year is due, where no office has moved it."""
    return day_of(_moments()[moment]["due"], year)


def days_of_year(assessment: SelfAssessment) -> dict[str, dt.date]:
    """Return the days of a school's year by moment: by the set's calendar and the offices above it (one query)."""
    last = last_days(assessment)
    return {
        moment: last.get(_moments()[moment]["duty"], due_on(moment, assessment.year)) for moment in Moment
    }


def days_of_plan(plan: ImprovementPlan) -> dict[str, dt.date]:
    """Return the days of a plan's year by moment; the packaged ones where the year has no self-assessment (two queries)."""
    rows = SelfAssessment.objects.filter(school_id=plan.school_id, year=plan.year).order_by("-leading", "-pk")
    assessment = rows.select_related("school", "standard_set").first()
    if assessment is None:
        return {moment: due_on(moment, plan.year) for moment in Moment}
    return days_of_year(assessment)


def due_moments(
    days: Mapping[str, dt.date], known: Mapping[str, Monitoring], today: dt.date
) -> list[DueMoment]:
    """Return both moments in order; one is owed when its day is past and nothing was recorded."""
    found = []
    for moment in Moment:
        due, row = days[moment], known.get(moment)
        found.append(DueMoment(moment, due, row, owed=row is None and today > due))
    return found
