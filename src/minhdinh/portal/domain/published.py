"""What schools and offices have chosen to publish; nothing else of a school's work leaves it this way."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, QuerySet

from minhdinh.access.scope import school_scope
from minhdinh.common.problems import NotHere
from minhdinh.improvement.models import PlanPublication
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.schedule_months import month_label
from minhdinh.oversight.models import ScheduleVersion

LATEST_YEARS = 5


@dataclass(frozen=True, slots=True)
class ScheduledSchool:
    """A line of a published schedule: a school and its month as printed; no code where its page is gone."""

    name: str
    month: str
    code: str = ""


def plans_made_public(school: Organisation) -> list[PlanPublication]:
    """Return where a school says that it made its improvement plans public, newest first."""
    with school_scope(school.pk):
        rows = PlanPublication.objects.filter(school=school).select_related("plan")
        return list(rows.order_by("-plan__year", "-day", "-id"))


def published_schedules() -> list[ScheduleVersion]:
    """Return the last published version of each office's schedule, newest year first."""
    rows = _last_versions().select_related("schedule__office")
    years = sorted(set(rows.values_list("schedule__year", flat=True)), reverse=True)[:LATEST_YEARS]
    return list(
        rows.filter(schedule__year__in=years).order_by("-schedule__year", "schedule__office__sort_key", "id")
    )


def published_schedule(office: str, year: str) -> ScheduleVersion:
    """Return the version that an office published last for a year; raises NotHere where there is none."""
    rows = _last_versions().filter(schedule__office__code=office, schedule__year=year)
    found = rows.select_related("schedule__office").first()
    if found is None:
        raise NotHere("Không có lịch đã công bố này.")
    return found


def lines_of(version: ScheduleVersion) -> list[ScheduledSchool]:
    """Return a published schedule line by line: names and months; what offices note beside stays inside."""
    ids = [row["school"] for row in version.rows]
    codes = dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "code"))
    return [
        ScheduledSchool(row["name"], month_label(row["month"]), codes.get(row["school"], ""))
        for row in version.rows
    ]


def _last_versions() -> QuerySet[ScheduleVersion]:
    return ScheduleVersion.objects.filter(number=F("schedule__version"), schedule__office__active=True)
