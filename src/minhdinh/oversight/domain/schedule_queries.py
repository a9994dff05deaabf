"""Reads of schedules of external evaluation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from minhdinh.appraisals.models import Registration
from minhdinh.common.problems import NotHere
from minhdinh.lib.text import fold
from minhdinh.organisations.enums import SchoolType
from minhdinh.organisations.models import Organisation, Placement
from minhdinh.oversight.domain.population import school_years
from minhdinh.oversight.domain.schedule_months import month_label
from minhdinh.oversight.models import Schedule, ScheduleChange, ScheduleRow, ScheduleVersion

HEADER = ("STT", "Tên trường", "Đề nghị đánh giá ngoài vào tháng/năm", "Ghi chú")
TYPE_ORDER = {kind.value: position for position, kind in enumerate(SchoolType)}
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Candidate:
    """A school that may be put on a schedule."""

    school_id: int
    name: str
    type_label: str
    registered: bool


@dataclass(frozen=True, slots=True)
class Candidates:
    """Some schools that are not on the schedule yet, and how many there are."""

    shown: list[Candidate]
    total: int


def schedule_of(office: Organisation, year: str) -> Schedule | None:
    """Return an office's schedule of a year, or None before its first school."""
    return Schedule.objects.filter(office=office, year=year).select_related("office").first()


def rows_of(schedule: Schedule | None) -> list[ScheduleRow]:
    """Return the schools of a schedule in print order: by kind of school, then month, then as they were added."""
    if schedule is None:
        return []
    rows = ScheduleRow.objects.filter(schedule=schedule).select_related("school", "school__profile")
    return sorted(rows, key=_print_order)


def row_by_id(schedule: Schedule | None, row_id: int) -> ScheduleRow | None:
    """Return one row of a schedule."""
    rows = ScheduleRow.objects.filter(schedule=schedule, pk=row_id)
    return rows.select_related("school", "schedule", "schedule__office").first() if schedule else None


def published_rows(schedule: Schedule) -> list[dict[str, Any]]:
    """Return the rows as they would be published now: schools with a month, in print order."""
    return [
        {"school": row.school_id, "name": row.school.name, "month": row.month, "note": row.note}
        for row in rows_of(schedule)
        if row.month
    ]


def printed(rows: Iterable[dict[str, Any]]) -> list[list[str]]:
    """Return the cells of the official table, one list a row: STT, name, month as mm/yyyy, note."""
    return [
        [str(number), row["name"], month_label(row["month"]), row["note"]]
        for number, row in enumerate(rows, start=1)
    ]


def version_of(schedule: Schedule, number: int) -> ScheduleVersion | None:
    """Return a published version."""
    return ScheduleVersion.objects.filter(schedule=schedule, number=number).first()


def chosen_rows(schedule: Schedule | None, number: str) -> tuple[int, list[dict[str, Any]]]:
    """Return the rows of a published version, or (0, rows of now); raises NotHere for a version there is not."""
    if schedule is None:
        return 0, []
    if not number.isdecimal() or int(number) == 0:
        return 0, published_rows(schedule)
    version = version_of(schedule, int(number))
    if version is None:
        raise NotHere("Không có lần công bố này.")
    return version.number, version.rows


def versions_of(schedule: Schedule | None) -> list[ScheduleVersion]:
    """Return the published versions, newest first."""
    return list(ScheduleVersion.objects.filter(schedule=schedule)) if schedule else []


def changes_of(schedule: Schedule | None, school_id: int | None = None) -> list[ScheduleChange]:
    """Return what was moved on a schedule, newest first; only of one school where named."""
    if schedule is None:
        return []
    rows = ScheduleChange.objects.filter(schedule=schedule).select_related("school")
    return list(rows.filter(school_id=school_id) if school_id else rows)


def registered_among(year: str, school_ids: Sequence[int]) -> set[int]:
    """Return which of these schools have registered in a year (needs an opened scope)."""
    rows = Registration.objects.filter(year=year, school_id__in=school_ids)
    return set(rows.values_list("school_id", flat=True))


def candidates(
    office: Organisation, year: str, schedule: Schedule | None, *, words: str = "", school_type: str = ""
) -> Candidates:
    """Return schools below an office that are not on its schedule: who has registered first, then by name."""
    rows = eligible(office, year)
    if schedule is not None:
        taken = ScheduleRow.objects.filter(schedule=schedule).values("school_id")
        rows = rows.exclude(school_id__in=taken)
    for word in fold(words).split():
        rows = rows.filter(school__search_text__contains=word)
    if school_type:
        rows = rows.filter(school_type=school_type)
    first = Case(
        When(registration__isnull=False, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    ordered = rows.annotate(first=first).order_by("first", "school__sort_key", "school_id")
    values = ordered.values_list("school_id", "school__name", "school_type", "first")[:SHOWN]
    labels = dict(SchoolType.choices)
    return Candidates(
        [
            Candidate(school_id, name, str(labels.get(kind, "")), registered=place == 0)
            for school_id, name, kind, place in values
        ],
        rows.count(),
    )


def eligible(office: Organisation, year: str) -> QuerySet[Placement]:
    """Return the schools that an office may put on its schedule: those below it on the year's day."""
    return school_years(office, year).filter(school__active=True)


def schedules_of_school(school_id: int, year: str) -> list[ScheduleRow]:
    """Return where a school stands on the schedules of a year that were published with it."""
    rows = ScheduleRow.objects.filter(school_id=school_id, schedule__year=year).exclude(month="")
    known = rows.select_related("schedule", "schedule__office").order_by("id")
    return [row for row in known if is_published(row.schedule, school_id)]


def is_published(schedule: Schedule, school_id: int) -> bool:
    """Tell whether a school stands in the version that was published last."""
    last = version_of(schedule, schedule.version) if schedule.version else None
    return last is not None and any(row["school"] == school_id for row in last.rows)


def _print_order(row: ScheduleRow) -> tuple[int, str, int]:
    profile = getattr(row.school, "profile", None)
    kind = profile.school_type if profile is not None else ""
    return (TYPE_ORDER.get(kind, len(TYPE_ORDER)), row.month or "9999", row.pk)
