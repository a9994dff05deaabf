"""The line of months."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from minhdinh.improvement.presenters.timeline import WIDTH, timeline_of

YEAR = "2026-2027"
TODAY = dt.date(2026, 11, 20)


def row(starts: dt.date | None, ends: dt.date | None, *, late: bool = False) -> dict[str, Any]:
    return {"action": SimpleNamespace(starts_on=starts, ends_on=ends), "late": late, "tone": "edit"}


def test_bars_stand_between_august_and_august() -> None:
    first = row(dt.date(2026, 8, 1), dt.date(2026, 8, 31))
    line = timeline_of([first], YEAR, TODAY)
    [bar] = line.bars
    assert (bar.x, bar.open, bar.tone) == ("0", False, "edit")
    assert 70 < float(bar.width) < 80
    assert [tick.label for tick in line.ticks] == [str(month % 12 or 12) for month in range(8, 21)]
    assert 0 < float(line.now_x) < WIDTH


def test_what_goes_beyond_is_cut_and_marked() -> None:
    line = timeline_of(
        [row(dt.date(2020, 1, 1), dt.date(2030, 12, 31)), row(dt.date(2026, 9, 1), None)], YEAR, TODAY
    )
    assert [(bar.open, float(bar.x) + float(bar.width) <= WIDTH) for bar in line.bars] == [(True, True)] * 2


def test_every_bar_can_be_seen() -> None:
    days = (dt.date(2026, 11, 1), dt.date(2040, 1, 1), dt.date(2000, 1, 1))
    bars = timeline_of([row(day, day) for day in days], YEAR, TODAY).bars
    assert all(float(bar.width) >= 8 and 0 <= float(bar.x) <= WIDTH - 8 for bar in bars)


def test_late_ones_are_marked_and_those_without_days_listed() -> None:
    late, loose = row(None, dt.date(2026, 10, 31), late=True), row(None, None)
    line = timeline_of([late, loose], YEAR, TODAY)
    assert ([bar.tone for bar in line.bars], line.unplaced) == (["late"], [loose])


def test_today_is_left_out_of_another_year() -> None:
    assert timeline_of([], "2020-2021", TODAY).now_x == ""
