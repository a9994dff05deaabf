"""Counting years and months by the calendar."""

from __future__ import annotations

import calendar
import datetime as dt


def anniversary(day: dt.date, years: int) -> dt.date:
    """Return the day on which so many years are full; 29 February's is 1 March in a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)


def last_day(day: dt.date, years: int) -> dt.date:
    """Return the last day of so many years that begin on ``day``."""
    return anniversary(day, years) - dt.timedelta(days=1)


def months_before(day: dt.date, months: int) -> dt.date:
    """Return the same day so many months earlier, the month's last one where that month is shorter."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    longest = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, longest))
