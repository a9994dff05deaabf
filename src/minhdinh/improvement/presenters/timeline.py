"""Actions on a line of months: bars placed by the server as SVG, for pages carry no inline style."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from minhdinh.lib.school_year import first_year

WIDTH = 1000
FIRST_MONTH, MONTHS = 8, 13


@dataclass(frozen=True, slots=True)
class Tick:
    """A month on the line: its name and where it begins."""

    label: str
    x: str


@dataclass(frozen=True, slots=True)
class Bar:
    """An action's stretch; ``open`` where it goes on beyond the line or names no end."""

    row: dict[str, Any]
    x: str
    width: str
    tone: str
    open: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """The year's months, the bars in order, where today stands ("" outside), and the actions without days."""

    ticks: list[Tick]
    bars: list[Bar]
    now_x: str
    unplaced: list[dict[str, Any]]


def timeline_of(rows: Sequence[dict[str, Any]], year: str, today: dt.date) -> Timeline:
    """Return the actions on August to August of a school year, in the order they begin."""
    first = dt.date(first_year(year), FIRST_MONTH, 1)
    last = _month_after(first, MONTHS)
    placed = [row for row in rows if row["action"].starts_on or row["action"].ends_on]
    placed.sort(key=lambda row: (row["action"].starts_on or first, row["action"].ends_on or last))
    return Timeline(
        ticks=list(_ticks(first, last)),
        bars=[_bar(row, first, last) for row in placed],
        now_x=_x(today, first, last) if first <= today < last else "",
        unplaced=[row for row in rows if not (row["action"].starts_on or row["action"].ends_on)],
    )


def _bar(row: dict[str, Any], first: dt.date, last: dt.date) -> Bar:
    action = row["action"]
    starts = min(max(action.starts_on or first, first), last)
    ends = min(max(action.ends_on or last, first), last)
    left, right = float(_x(starts, first, last)), float(_x(ends, first, last))
    tone = "late" if row["late"] else row["tone"]
    is_open = action.ends_on is None or action.ends_on > last
    return Bar(row, f"{min(left, WIDTH - 8):g}", f"{max(right - left, 8):g}", tone, is_open)


def _ticks(first: dt.date, last: dt.date) -> Iterator[Tick]:
    for number in range(MONTHS):
        day = _month_after(first, number)
        yield Tick(f"{day.month}", _x(day, first, last))


def _x(day: dt.date, first: dt.date, last: dt.date) -> str:
    share = (day - first).days / max((last - first).days, 1)
    return f"{round(WIDTH * share, 1):g}"


def _month_after(day: dt.date, months: int) -> dt.date:
    month = day.month - 1 + months
    year = day.year + month // 12
    return dt.date(year, month % 12 + 1, min(day.day, calendar.monthrange(year, month % 12 + 1)[1]))
