"""The year's two monitorings: when they are due (data), which are recorded, which are owed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from minhdinh.improvement.enums import Moment
from minhdinh.improvement.models import Monitoring
from minhdinh.lib.school_year import FIRST_MONTH, first_year

DATA = Path(__file__).resolve().parent.parent / "data" / "moments.yaml"


@dataclass(frozen=True, slots=True)
class DueMoment:
    """One monitoring of a year: its day, the entry where there is one, whether it is owed."""

    moment: Moment
    due: dt.date
    monitoring: Monitoring | None
    owed: bool

    @property
    def label(self) -> str:
        """The words of the form."""
        return str(self.moment.label)


@cache
def _days() -> dict[str, tuple[int, int]]:
    content = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return {
        one["id"]: (int(one["due"].split("/")[0]), int(one["due"].split("/")[1]))
        for one in content["moments"]
    }


def due_on(moment: str, year: str) -> dt.date:
    """Return the day on which a monitoring of a school year is due."""
    day, month = _days()[moment]
    return dt.date(first_year(year) + (0 if month >= FIRST_MONTH else 1), month, day)


def due_moments(year: str, known: dict[str, Monitoring], today: dt.date) -> list[DueMoment]:
    """Return both moments in order; one is owed when its day is past and nothing was recorded."""
    found = []
    for moment in Moment:
        due, row = due_on(moment, year), known.get(moment)
        found.append(DueMoment(moment, due, row, owed=row is None and today > due))
    return found
