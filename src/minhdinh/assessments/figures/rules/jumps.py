"""Figures that changed more between two school years than a school expects, and zeros that cannot be. Pure.

They are questions to people, never faults: a school grows, splits, loses a site. What matters is that somebody can say
why (TT57 Biểu 1 asks for figures that speak for themselves).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from minhdinh.assessments.rules.numbers import COUNT, PERCENT, rounded, shown
from minhdinh.assessments.rules.table_form import COMPUTED, FREE, HEADING, Row, Table
from minhdinh.assessments.rules.tables import Address, Figures
from minhdinh.lib.school_year import PATTERN

SMALLEST = 3  # a change by one or two is every year's business, whatever its share
CLASSES, PUPILS = "classes", "pupils"


@dataclass(frozen=True, slots=True)
class Jump:
    """A figure of one school year and of the year before it; ``change`` in percent, in points for percentages.

    ``change`` is None where the year before had none at all.
    """

    table: Table
    row: Row
    year: str
    year_before: str
    before: Decimal
    after: Decimal
    change: Decimal | None

    @property
    def address(self) -> Address:
        """Where the newer figure stands."""
        return self.table.key, self.row.key, self.year

    @property
    def words(self) -> str:
        """The jump in a sentence that names table, row and years."""
        was, now = shown(self.before, self.row.places), shown(self.after, self.row.places)
        name = self.row.label.removeprefix("- ")
        text = f"Bảng {self.table.number}, {name}: năm học {self.year_before} là {was}, năm học {self.year} là {now}"
        if self.change is None:
            return f"{text}."
        way, unit = (
            "tăng" if self.after > self.before else "giảm",
            "điểm %" if self.row.unit == PERCENT else "%",
        )
        return f"{text}, {way} {shown(abs(self.change), 0)} {unit}."


@dataclass(frozen=True, slots=True)
class EmptyGroup:
    """A grade with pupils and no class, or with a class and no pupil."""

    address: Address
    words: str


def jumps(figures: Figures, share: int) -> list[Jump]:
    """Return every figure that differs by more than ``share`` percent from the year before, in the form's order."""
    return [one for table in figures.form.tables for one in _of_table(figures, table, share)]


def _of_table(figures: Figures, table: Table, share: int) -> Iterator[Jump]:
    years = [column.key for column in table.columns if PATTERN.match(column.key)]
    for row in table.rows:
        if row.kind in {HEADING, FREE, COMPUTED} or row.unit not in {COUNT, PERCENT}:
            continue
        for year_before, year in pairwise(years):
            before = figures.value(table.key, row.key, year_before)
            after = figures.value(table.key, row.key, year)
            if before is None or after is None:
                continue
            change = _change(row, before, after)
            if abs(after - before) >= SMALLEST and (change is None or abs(change) > share):
                yield Jump(table, row, year, year_before, before, after, change)


def _change(row: Row, before: Decimal, after: Decimal) -> Decimal | None:
    if row.unit == PERCENT:
        return after - before
    return rounded((after - before) * 100 / before, 2) if before else None


def empty_groups(figures: Figures) -> list[EmptyGroup]:
    """Return grades whose classes and pupils contradict each other: one of them is 0, the other is not."""
    classes, pupils = figures.form.by_key.get(CLASSES), figures.form.by_key.get(PUPILS)
    if classes is None or pupils is None:
        return []
    found = []
    for row in classes.rows:
        if row.key not in pupils.by_key:
            continue
        for column in classes.columns:
            rooms = figures.value(CLASSES, row.key, column.key)
            heads = figures.value(PUPILS, row.key, column.key)
            if rooms is not None and heads is not None and bool(rooms) != bool(heads):
                words = (
                    f"{row.label}, {column.label.lower()}: bảng {classes.number} ghi {shown(rooms)} lớp, "
                    f"bảng {pupils.number} ghi {shown(heads)} học sinh."
                )
                found.append(EmptyGroup((CLASSES if not rooms else PUPILS, row.key, column.key), words))
    return found
