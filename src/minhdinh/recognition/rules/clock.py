"""The clock of a recognition: until when it holds, what is due when, what may be done from when. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from minhdinh.lib.school_year import FIRST_MONTH, first_year
from minhdinh.recognition.enums import Standing
from minhdinh.recognition.rules.days import anniversary, last_day, months_before
from minhdinh.recognition.rules.regimes import Law, Regime, law

SOON_MONTHS = 12  # what counts as about to end in lists, as in the statistics of recognition


@dataclass(frozen=True, slots=True)
class Held:
    """What the clock has to know of a decision. ``printed`` is the last day as printed on the certificate."""

    year: str
    decided_on: dt.date | None
    printed: dt.date | None = None
    regime: str = ""
    grade: int | None = None
    degree: int | None = None
    revoked_on: dt.date | None = None
    superseded_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A day before the end on which people are told; ``months`` are left then."""

    months: int
    day: dt.date
    passed: bool


@dataclass(frozen=True, slots=True)
class Clock:
    """How a decision stands on a day, and the days that matter; None where there is no such day."""

    standing: Standing
    regime: Regime
    starts_on: dt.date
    ends_on: dt.date
    days_left: int
    printed: bool
    dated: bool
    marks: tuple[Mark, ...]
    upgrade_from: dt.date | None
    window_from: dt.date | None
    register_by: dt.date | None

    @property
    def runs(self) -> bool:
        """Whether the recognition counts on the day."""
        return self.standing in (Standing.VALID, Standing.EXPIRING)

    @property
    def months_left(self) -> int | None:
        """The nearest mark that has passed (3 of 12, 6, 5, 3), None before the first or when it does not count."""
        passed = [mark.months for mark in self.marks if mark.passed]
        return min(passed) if passed and self.runs else None


def span(held: Held, rules: Law | None = None) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a recognition.

    A printed last day goes first; otherwise the years of its regulation from signing. Where nobody knows the day
    of signing, its school year stands for it.
    """
    known = rules or law()
    starts = held.decided_on or dt.date(first_year(held.year), FIRST_MONTH, 1)
    if held.printed:
        return min(starts, held.printed), held.printed
    years = known.regime(held.regime, starts).validity_years.value
    return starts, last_day(starts, years) if years else dt.date.max


def read_clock(held: Held, today: dt.date, rules: Law | None = None) -> Clock:
    """Return how a decision stands on a day."""
    known = rules or law()
    starts, ends = span(held, known)
    regime = known.regime(held.regime, starts)
    endless = ends == dt.date.max
    return Clock(
        standing=_standing(held, ends, today),
        regime=regime,
        starts_on=starts,
        ends_on=ends,
        days_left=(ends - today).days,
        printed=held.printed is not None,
        dated=held.decided_on is not None,
        marks=() if endless else _marks(ends, today, known.notice_months),
        upgrade_from=_upgrade_from(held, starts, regime),
        window_from=_before(ends, regime.window_months.value),
        register_by=_before(ends, regime.register_months.value),
    )


def _standing(held: Held, ends: dt.date, today: dt.date) -> Standing:
    if held.revoked_on is not None and held.revoked_on <= today:
        return Standing.REVOKED
    if ends < today:
        return Standing.EXPIRED
    if held.superseded_on is not None and held.superseded_on <= today:
        return Standing.SUPERSEDED
    return Standing.EXPIRING if ends < soon_until(today) else Standing.VALID


def soon_until(today: dt.date) -> dt.date:
    """Return the day before which a recognition that still holds counts as about to end."""
    return months_before(today, -SOON_MONTHS)


def _marks(ends: dt.date, today: dt.date, months: Sequence[int]) -> tuple[Mark, ...]:
    days = [(number, months_before(ends, number)) for number in months]
    return tuple(Mark(number, day, passed=day <= today) for number, day in days)


def _upgrade_from(held: Held, starts: dt.date, regime: Regime) -> dt.date | None:
    """Return from when a higher grade or degree may be asked for; None where there is none above."""
    below = (held.grade or regime.highest_grade) < regime.highest_grade
    below = below or (held.degree or regime.highest_degree) < regime.highest_degree
    years = regime.upgrade_years.value
    return anniversary(starts, years) if below and years and held.decided_on else None


def _before(ends: dt.date, months: int | None) -> dt.date | None:
    return months_before(ends, months) if months and ends != dt.date.max else None
