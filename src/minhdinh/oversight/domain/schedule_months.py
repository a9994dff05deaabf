"""The months of a school year, as a schedule keeps (``2017-11``) and prints them (``11/2017``)."""

from __future__ import annotations

from collections.abc import Iterable

from minhdinh.lib.school_year import FIRST_MONTH, first_year

MONTHS = 12


def months_of(year: str) -> list[str]:
    """Return the twelve months of a school year, August to July, as ``2017-08`` … ``2018-07``."""
    first = first_year(year)
    numbers = [(FIRST_MONTH - 1 + step) for step in range(MONTHS)]
    return [f"{first + number // MONTHS}-{number % MONTHS + 1:02d}" for number in numbers]


def month_label(month: str) -> str:
    """Write a month as the printed table does, always with two digits: ``03/2018``; nothing for none.

    Plans of offices write ``01/2018`` and ``3/2018`` side by side; one way of the two is kept here.
    """
    year, _dash, number = month.partition("-")
    return f"{number}/{year}" if number else ""


def load_of(months: Iterable[str], year: str) -> dict[str, int]:
    """Return how many schools stand on each month of the year, empty months too; schools without month are left out."""
    counted = dict.fromkeys(months_of(year), 0)
    for month in months:
        if month in counted:
            counted[month] += 1
    return counted
