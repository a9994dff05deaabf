"""The data form as typed objects: tables, columns, rows and how their cells come about. Pure.

A form is written for all cấp học; ``laid_out`` keeps what one school has and puts its school years into the columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from minhdinh.assessments.rules.numbers import COUNT, PERCENT, PERCENT_PLACES, TEXT

TYPED, SUMMED, COMPUTED, HEADING, FREE = "typed", "summed", "computed", "heading", "free"
KINDS = (TYPED, SUMMED, COMPUTED, HEADING, FREE)
NOTE, LABEL = "note", "label"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key (a school year in tables of years), its head, and the column it may not exceed."""

    key: str
    label: str
    group: str = ""
    within: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: ``terms`` are what it is summed or computed from; ``zero_in`` the columns where 0 is asked about.

    ``earlier_only`` rows are asked by the rules before 2026 only, which may call a row by its ``earlier_label``.
    """

    key: str
    label: str = ""
    number: str = ""
    kind: str = TYPED
    unit: str = COUNT
    levels: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    places: int = 0
    within: tuple[str, ...] = ()
    optional: bool = False
    zero_in: tuple[str, ...] | None = None
    total: bool = False
    earlier_only: bool = False
    earlier_label: str = ""

    @property
    def is_typed(self) -> bool:
        """Whether people write its cells."""
        return self.kind in {TYPED, FREE}

    @property
    def may_be_empty(self) -> bool:
        """Whether an empty cell of it is no gap."""
        return self.optional or self.kind in {HEADING, FREE}

    def doubts_zero(self, column: str) -> bool:
        """Whether a zero in this column is suspicious; an empty tuple means every column."""
        return self.zero_in is not None and (not self.zero_in or column in self.zero_in)

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> Row:
        """Build a row from its entry in a definition file."""
        kind, zero = content.get("kind", TYPED), content.get("suspicious_zero")
        unit = TEXT if kind == FREE else content.get("unit", COUNT)
        return cls(
            key=content["key"],
            label=content.get("label", ""),
            number=content.get("number", ""),
            kind=kind,
            unit=unit,
            levels=tuple(content.get("levels", ())),
            terms=tuple(content.get("sum") or content.get("ratio") or content.get("percent") or ()),
            places=content.get("places", PERCENT_PLACES if unit == PERCENT else 0),
            within=tuple(content.get("within", ())),
            optional=content.get("optional", False),
            zero_in=tuple(zero) if isinstance(zero, list) else (() if zero else None),
            total=content.get("total", False),
            earlier_only=content.get("before_2026", False),
            earlier_label=content.get("label_before_2026", ""),
        )


@dataclass(frozen=True)
class Table:
    """A table of the form. Without ``columns`` it has one column per school year."""

    key: str
    number: str
    title: str
    short: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    levels: tuple[str, ...] = ()
    official: bool = True
    notes: bool = False
    footnotes: tuple[str, ...] = ()
    column_sums: Mapping[str, Sequence[str]] | None = None
    percent_sums: tuple[tuple[str, ...], ...] = ()
    earlier_title: str = ""
    earlier_footnotes: tuple[str, ...] | None = None

    @property
    def full_title(self) -> str:
        """The title with its number, as printed."""
        return f"{self.number}. {self.title}"

    @cached_property
    def by_key(self) -> Mapping[str, Row]:
        """The rows by key."""
        return {row.key: row for row in self.rows}

    def column(self, key: str) -> Column | None:
        """Return a column by key."""
        return next((column for column in self.columns if column.key == key), None)

    @classmethod
    def from_content(cls, content: Mapping[str, Any], *, official: bool) -> Table:
        """Build a table from its entry; a table is official where neither it nor its form says otherwise."""
        columns = content["columns"]
        return cls(
            key=content["key"],
            number=content["number"],
            title=content["title"],
            short=content["short"],
            columns=() if columns == "years" else tuple(Column(**column) for column in columns),
            rows=tuple(Row.from_content(row) for row in content["rows"]),
            levels=tuple(content.get("levels", ())),
            official=content.get("official", official),
            notes=content.get("notes", False),
            footnotes=tuple(content.get("footnotes", ())),
            column_sums=content.get("column_sums"),
            percent_sums=tuple(tuple(keys) for keys in content.get("percent_sums", ())),
            earlier_title=content.get("title_before_2026", ""),
            earlier_footnotes=tuple(notes)
            if (notes := content.get("footnotes_before_2026")) is not None
            else None,
        )

    def asked(self, levels: Sequence[str], *, earlier: bool) -> Table:
        """Return the table with the rows that a school of ``levels`` is asked for, in the words of its rules."""
        rows = [
            replace(row, label=row.earlier_label) if earlier and row.earlier_label else row
            for row in self.rows
            if _taught(row.levels, levels) and (earlier or not row.earlier_only)
        ]
        found = replace(self, rows=tuple(rows))
        if not earlier:
            return found
        footnotes = self.footnotes if self.earlier_footnotes is None else self.earlier_footnotes
        return replace(found, title=self.earlier_title or self.title, footnotes=footnotes)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two cells that say the same thing: a path without column means the last year."""

    left: str
    right: str
    message: str


@dataclass(frozen=True)
class TableForm:
    """A whole data form. ``official`` is false where the circular's own form is not known."""

    id: str
    title: str
    school_types: tuple[str, ...]
    legal_reference: str
    official: bool
    note: str
    years: int
    tables: tuple[Table, ...]
    agreements: tuple[Agreement, ...] = ()
    sizes: Mapping[str, Sequence[str]] | None = None
    earlier_reference: str = ""
    earlier_note: str = ""

    @cached_property
    def by_key(self) -> Mapping[str, Table]:
        """The tables by key."""
        return {table.key: table for table in self.tables}

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> TableForm:
        """Build a form from a definition file's content."""
        return cls(
            id=content["id"],
            title=content["title"],
            school_types=tuple(content["school_types"]),
            legal_reference=content["legal_reference"],
            official=content["official"],
            note=content.get("note", ""),
            years=content["years"],
            tables=tuple(
                Table.from_content(table, official=content["official"]) for table in content["tables"]
            ),
            agreements=tuple(Agreement(**entry) for entry in content.get("agreements", ())),
            sizes=content.get("sizes"),
            earlier_reference=content.get("legal_reference_before_2026", ""),
            earlier_note=content.get("note_before_2026", ""),
        )

    def laid_out(self, levels: Sequence[str], years: Sequence[str], *, earlier: bool = False) -> TableForm:
        """Return the form of a school that teaches ``levels``, with a column for each of ``years``.

        ``earlier`` is True by the rules before 2026, whose form is known from practice only and so never official.
        """
        year_columns = tuple(Column(year, f"Năm học {year}") for year in years)
        tables = (
            replace(table.asked(levels, earlier=earlier), columns=table.columns or year_columns)
            for table in self.tables
            if _taught(table.levels, levels)
        )
        found = replace(self, tables=tuple(tables))
        if not earlier or not self.earlier_reference:
            return found
        return replace(found, legal_reference=self.earlier_reference, note=self.earlier_note, official=False)


def _taught(wanted: Sequence[str], levels: Sequence[str]) -> bool:
    return not wanted or bool(set(wanted) & set(levels))
