"""A table of figures as plain data: what it says, not how it is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; shown in per cent."""

    part: int
    total: int


Value = int | Share | str | None  # None stays blank
Behind = Mapping[str, str]  # narrows the schools (statistics.filters); {} is all of them


class Kind(StrEnum):
    """What stands in a column."""

    LABEL = "label"
    ORDER = "order"  # labels that are only numbers: STT
    COUNT = "count"
    SHARE = "share"
    TEXT = "text"


class Line(StrEnum):
    """What a row is."""

    ROW = "row"
    TOTAL = "total"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in JSON, its heading, what stands in it."""

    key: str
    label: str
    kind: Kind = Kind.COUNT


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, and where the number leads: None is nowhere, a filter are the schools behind it.

    ``year`` is set where those are the schools of another year than the table's.
    """

    value: Value
    behind: Behind | None = None
    year: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line: its label and one cell for each column after the first. A heading has no cells."""

    label: str
    cells: tuple[Cell, ...] = ()
    line: Line = Line.ROW


@dataclass(frozen=True, slots=True)
class Heading:
    """Whose figures a table shows: the office, the school year, the day whose tree counts."""

    office_code: str
    office_name: str
    year: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class StatTable:
    """A finished table. ``columns[0]`` heads the labels; ``drawn`` names the columns that a chart shows."""

    id: str
    title: str
    heading: Heading
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    footnotes: tuple[str, ...] = ()
    drawn: tuple[str, ...] = ()

    def column(self, key: str) -> int:
        """Return where a column's cells stand in ``Row.cells``; raises ValueError."""
        return [column.key for column in self.columns[1:]].index(key)
