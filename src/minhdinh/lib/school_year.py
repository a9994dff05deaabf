"""School years, written ``2026-2027``: they open on 1 September's autumn and run to 31 August."""

from __future__ import annotations

import datetime as dt
import re

PATTERN = re.compile(r"^(\d{4})-(\d{4})$")
FIRST_MONTH = 8


class SchoolYearError(ValueError):
    """The text is not a school year."""


def first_year(text: str) -> int:
    """Return the first calendar year of ``2026-2027``; raises SchoolYearError."""
    match = PATTERN.match(text)
    if not match or int(match[2]) != int(match[1]) + 1:
        raise SchoolYearError(f"Năm học phải viết dạng 2026-2027, không phải “{text}”.")
    return int(match[1])


def label(first: int) -> str:
    """Return the school year that begins in calendar year ``first``."""
    return f"{first}-{first + 1}"


def containing(day: dt.date) -> str:
    """Return the school year of a day; a new one begins in August."""
    return label(day.year if day.month >= FIRST_MONTH else day.year - 1)


def shift(text: str, years: int) -> str:
    """Return the school year ``years`` later (negative: earlier)."""
    return label(first_year(text) + years)


def latest(text: str, count: int) -> list[str]:
    """Return ``count`` consecutive years that end with ``text``, oldest first."""
    return [shift(text, back - count + 1) for back in range(count)]


def opening(text: str) -> dt.date:
    """Return the customary opening day, 5 September."""
    return dt.date(first_year(text), 9, 5)


def day_in_second_year(text: str, month: int, day: int) -> dt.date:
    """Return a day of the second calendar year, e.g. 15/6 for the report's deadline."""
    return dt.date(first_year(text) + 1, month, day)
