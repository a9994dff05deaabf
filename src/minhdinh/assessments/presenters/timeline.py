"""“Lịch của năm học”: the year's dates on a line, placed by the server because pages carry no inline style."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.assessments.domain.plan import approval_deadline
from minhdinh.assessments.models import SelfAssessment
from minhdinh.lib.school_year import day_in_second_year, first_year
from minhdinh.lib.text import vn_date

WIDTH, MARGIN = 760, 60
LETTER, GAP = 6.6, 4
ROWS = (26, 10, 42)
LINE = 62
UNDER = (84, 98)


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on the line: where its dot, its name and its date stand; ``tone`` ok, wait, now or none.

    ``x`` is text with a point, as SVG reads it whatever the page's language.
    """

    name: str
    shown: str
    tone: str
    x: str
    name_y: int
    date_y: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole line, in units of a drawing ``WIDTH`` wide; ``now_x`` is where today stands."""

    marks: list[Mark]
    now_x: str
    days_left: int | None
    deadline: dt.date | None


@dataclass(frozen=True, slots=True)
class _Event:
    day: dt.date
    name: str
    tone: str
    shown: str


def build_timeline(assessment: SelfAssessment) -> Timeline:
    """Return the year's line: council, plan, today, the report's deadline and what was done (one query)."""
    today = timezone.localdate()
    deadline = approval_deadline(assessment)
    events = sorted(_events(assessment, today, deadline), key=lambda event: (event.day, event.tone == "now"))
    first = min(events[0].day, dt.date(first_year(assessment.year), 9, 1))
    last = max(events[-1].day, day_in_second_year(assessment.year, 6, 30))
    span = max((last - first).days, 1)

    def place(day: dt.date) -> float:
        return round(MARGIN + (WIDTH - 2 * MARGIN) * (day - first).days / span, 1)

    return Timeline(
        marks=_laid_out([(event, place(event.day)) for event in events]),
        now_x=f"{place(min(max(today, first), last)):g}",
        days_left=(deadline - today).days if deadline else None,
        deadline=deadline,
    )


def _events(assessment: SelfAssessment, today: dt.date, deadline: dt.date | None) -> list[_Event]:
    found = [
        _done(assessment.decision_date, _("Quyết định hội đồng")),
        _done(_plan_date(assessment), _("Kế hoạch")),
        _done(_day(assessment.submitted_at), _("Trình duyệt")),
        _done(_day(assessment.approved_at), _("Hội đồng duyệt")),
    ]
    events = [event for event in found if event is not None]
    if deadline:
        met = assessment.approved_at is not None
        events.append(
            _Event(
                deadline,
                _("Hạn duyệt báo cáo"),
                "ok" if met else "wait",
                _("trước %(day)s") % {"day": f"{deadline:%d/%m}"},
            )
        )
    opens, closes = dt.date(first_year(assessment.year), 8, 1), day_in_second_year(assessment.year, 8, 31)
    if opens <= today <= closes:
        events.append(_Event(today, _("Hôm nay %(day)s") % {"day": f"{today:%d/%m}"}, "now", ""))
    return events or [_Event(opens, _("Mở năm học"), "none", vn_date(opens))]


def _done(day: dt.date | None, name: str) -> _Event | None:
    return _Event(day, name, "ok", f"{day:%d/%m}") if day else None


def _plan_date(assessment: SelfAssessment) -> dt.date | None:
    text = assessment.plan.get("date")
    return dt.date.fromisoformat(text) if text else None


def _day(moment: dt.datetime | None) -> dt.date | None:
    return timezone.localtime(moment).date() if moment else None


def _laid_out(placed: list[tuple[_Event, float]]) -> list[Mark]:
    """Put names that would touch into rows above each other, and dates into rows below."""
    names, dates = [float("-inf")] * len(ROWS), [float("-inf")] * len(UNDER)
    marks = []
    for event, x in placed:
        row = _free_row(names, x, len(event.name))
        under = _free_row(dates, x, len(event.shown)) if event.shown else 0
        marks.append(Mark(event.name, event.shown, event.tone, f"{x:g}", ROWS[row], UNDER[under]))
    return marks


def _free_row(ends: list[float], x: float, letters: int) -> int:
    """Take the first row whose last text ends before this one begins; the row that is free soonest otherwise."""
    half = letters * LETTER / 2 + GAP
    row = next((at for at, end in enumerate(ends) if end <= x - half), ends.index(min(ends)))
    ends[row] = x + half
    return row
