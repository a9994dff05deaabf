"""Small helpers that record what is known of a school's year."""

from __future__ import annotations

import datetime as dt
from typing import Any

from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.models import ExternalEvaluation, Registration
from minhdinh.assessments.models import RecordedAssessment
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.statistics import StatTable, make_table
from minhdinh.oversight.statistics.filters import schools_behind
from minhdinh.oversight.statistics.shown import shown_row
from minhdinh.recognition.models import Decision

YEAR = "2025-2026"
DAY = dt.date(2026, 5, 31)


def assess(school: Organisation, level: int | None = None, *, done: bool = True, year: str = YEAR) -> None:
    with scopes_disabled():
        RecordedAssessment.objects.create(school=school, year=year, completed=done, level=level)


def register(school: Organisation, level: int | None = None, year: str = YEAR) -> None:
    with scopes_disabled():
        Registration.objects.create(school=school, year=year, declared_level=level)


def evaluate(school: Organisation, level: int | None = None, year: str = YEAR) -> None:
    with scopes_disabled():
        ExternalEvaluation.objects.create(school=school, year=year, level=level)


def recognise(school: Organisation, decided_on: dt.date | None, year: str = YEAR, **values: Any) -> None:
    number = f"{Decision._base_manager.count() + 1}/QĐ-UBND"
    with scopes_disabled():
        Decision.objects.create(school=school, year=year, number=number, decided_on=decided_on, **values)


def made(table: str, office: Organisation, year: str = YEAR, day: dt.date | None = DAY) -> StatTable:
    return make_table(table, office, year, day)


def rows_of(table: StatTable) -> list[list[str]]:
    return [shown_row(row, table) for row in table.rows]


def by_label(table: StatTable) -> dict[str, list[str]]:
    """Return the shown cells of each line by its label; labels of a table must be unique for this."""
    return {row.label: shown_row(row, table)[1:] for row in table.rows}


def assert_numbers_are_their_schools(table: StatTable, office: Organisation) -> None:
    """Compare every number that leads somewhere with the count of the schools it leads to."""
    wrong = []
    for row in table.rows:
        for cell in row.cells:
            if cell.behind is not None:
                year = cell.year or table.heading.year
                day = dt.date(int(cell.year[-4:]), 5, 31) if cell.year else table.heading.day
                found = schools_behind(office, year, day, cell.behind).count()
                if found != cell.value:
                    wrong.append((row.label, dict(cell.behind), cell.value, found))
    assert wrong == []
