"""The calendar of a standard set as data: the steps of its plan and the duties of its school year.

Days are written dd/mm and lie in the school year: from August on in its first calendar year, before in the second.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from minhdinh.assessments.enums import Certainty
from minhdinh.lib.school_year import FIRST_MONTH, first_year

FOLDER = Path(__file__).parent / "data" / "calendars"
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LEAP_DAY = (29, 2)


@dataclass(frozen=True, slots=True)
class StepTemplate:
    """A step of the plan as the regulation has it, with customary days."""

    id: str
    content: str
    starts: str
    ends: str
    owner: str
    facts: tuple[str, ...]
    work: tuple[str, ...]
    legal_reference: str
    certainty: Certainty
    starts_rule: str = ""
    ends_rule: str = ""


@dataclass(frozen=True, slots=True)
class DutyTemplate:
    """A duty with its day; ``warn`` are the numbers of days before it on which people are warned."""

    id: str
    title: str
    day: str
    facts: tuple[str, ...]
    permission: str
    warn: tuple[int, ...]
    legal_reference: str
    certainty: Certainty
    before: bool = False
    rule: str = ""


@dataclass(frozen=True, slots=True)
class YearCalendar:
    """What a family of sets says about a school year."""

    title: str
    prefixes: tuple[str, ...]
    steps: tuple[StepTemplate, ...]
    duties: tuple[DutyTemplate, ...]

    def step(self, key: str) -> StepTemplate | None:
        """Return a step by its id, or None for a step of the school's own."""
        return next((one for one in self.steps if one.id == key), None)

    def duty(self, key: str) -> DutyTemplate | None:
        """Return a duty by its id, or None."""
        return next((one for one in self.duties if one.id == key), None)

    def address(self, duty: DutyTemplate) -> str:
        """Return how an office's day names a duty of this calendar: its first family of sets and the duty's id."""
        return f"{self.prefixes[0]}/{duty.id}"


def calendar_of(set_id: str) -> YearCalendar:
    """Return the calendar of a standard set by its id; a set of nobody's family follows the newest regulation."""
    calendars = all_calendars()
    found = next((one for one in calendars if any(set_id.startswith(word) for word in one.prefixes)), None)
    return found or next(one for one in calendars if "tt57" in one.prefixes)


def packaged_duty(address: str) -> tuple[YearCalendar, DutyTemplate] | None:
    """Return the calendar and duty that an office's day names, or None."""
    found = ((one, duty) for one in all_calendars() for duty in one.duties)
    return next(((one, duty) for one, duty in found if one.address(duty) == address), None)


@lru_cache(maxsize=1)
def all_calendars() -> tuple[YearCalendar, ...]:
    """Return every calendar of the package, read once a process."""
    return tuple(
        _calendar(yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER))  # noqa: S506 (safe loaders)
        for path in sorted(FOLDER.glob("*.yaml"))
    )


def day_of(text: str, year: str) -> dt.date:
    """Return the day ``dd/mm`` in a school year; 29/02 of a common year is 28/02. Raises ValueError."""
    day, month = (int(part) for part in text.split("/"))
    return day_in_year(year, day, month)


def day_in_year(year: str, day: int, month: int) -> dt.date:
    """Return a day of a school year; raises ValueError for a day that no calendar has."""
    calendar_year = first_year(year) + (month < FIRST_MONTH)
    try:
        return dt.date(calendar_year, month, day)
    except ValueError:
        if (day, month) != LEAP_DAY:
            raise
        return dt.date(calendar_year, 2, 28)


def _calendar(content: Mapping[str, Any]) -> YearCalendar:
    return YearCalendar(
        title=content["title"],
        prefixes=tuple(content["prefixes"]),
        steps=tuple(_step(one) for one in content["steps"]),
        duties=tuple(_duty(one) for one in content["duties"]),
    )


def _step(one: Mapping[str, Any]) -> StepTemplate:
    return StepTemplate(
        id=one["id"],
        content=one["content"],
        starts=one["from"],
        ends=one["to"],
        owner=one["owner"],
        facts=tuple(one.get("facts", ())),
        work=tuple(one.get("work", ())),
        legal_reference=one["legal_reference"],
        certainty=Certainty(one["certainty"]),
        starts_rule=one.get("from_rule", ""),
        ends_rule=one.get("until_rule", ""),
    )


def _duty(one: Mapping[str, Any]) -> DutyTemplate:
    return DutyTemplate(
        id=one["id"],
        title=one["title"],
        day=one["day"],
        facts=tuple(one.get("facts", ())),
        permission=one["for"],
        warn=tuple(one["warn"]),
        legal_reference=one["legal_reference"],
        certainty=Certainty(one["certainty"]),
        before=bool(one.get("before", False)),
        rule=one.get("rule", ""),
    )
