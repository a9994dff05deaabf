"""What the data tables say: values of typed, summed and computed cells, and what looks wrong in them. Pure.

A figure is known or it is not: a sum with a missing term has no value, so that a partial total is never printed.
Findings inform and warn; no level is ever decided by a number here (TT57 Điều 27 khoản 4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from minhdinh.assessments.rules.numbers import TEXT, NotANumberError, parse_number, rounded, shown
from minhdinh.assessments.rules.table_form import (
    COMPUTED,
    FREE,
    HEADING,
    LABEL,
    NOTE,
    SUMMED,
    Column,
    Row,
    Table,
    TableForm,
)

Address = tuple[str, str, str]
Cells = Mapping[Address, str]

EMPTY, ZERO, MISMATCH, NO_NUMBER = "empty", "zero", "mismatch", "no_number"
ROUNDING = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Finding:
    """What is missing or doubtful at a cell; ``kind`` is empty, zero, mismatch or no_number."""

    kind: str
    table: str
    row: str
    column: str
    message: str

    @property
    def address(self) -> Address:
        """Where it is."""
        return self.table, self.row, self.column

    @property
    def suspicious(self) -> bool:
        """Whether it is more than an empty cell."""
        return self.kind != EMPTY


def shown_text(row: Row, text: str, column: str = "") -> str:
    """Return what was kept in a typed cell of ``row`` as people read it; words, notes and labels stay as they are."""
    if not text or row.kind == FREE or column in {NOTE, LABEL}:
        return text
    try:
        return shown(parse_number(text, row.unit), row.places)
    except NotANumberError:
        return text


class Figures:
    """The values of a laid-out form for the typed ``cells`` (address → text as stored)."""

    def __init__(self, form: TableForm, cells: Cells) -> None:
        self.form = form
        self.cells = cells
        self._known: dict[Address, Decimal | None] = {}

    def typed(self, table: str, row: str, column: str) -> str:
        """Return the text that stands at an address, "" where nothing does."""
        return self.cells.get((table, row, column), "")

    def value(self, table: str, row: str, column: str) -> Decimal | None:
        """Return the number of a cell, typed or worked out; None while it is not known."""
        address = (table, row, column)
        if address not in self._known:
            # Set first: a definition that runs in a circle then has no value instead of no end.
            self._known[address] = None
            self._known[address] = self._work_out(address)
        return self._known[address]

    def value_at(self, path: str) -> Decimal | None:
        """Return the number at ``table.row.column``; without a column, in the last one of the table."""
        table_key, row, *column = path.split(".")
        table = self.form.by_key.get(table_key)
        if table is None or row not in table.by_key:
            return None
        return self.value(table_key, row, column[0] if column else table.columns[-1].key)

    def findings(self) -> list[Finding]:
        """Return everything empty or doubtful, in the order of the form."""
        return [finding for table in self.form.tables for finding in self._of_table(table)]

    def _work_out(self, address: Address) -> Decimal | None:
        table, row_key, column = address
        row = self.form.by_key[table].by_key[row_key]
        if row.kind == SUMMED:
            return self._sum(table, row, column)
        if row.kind == COMPUTED:
            return self._quotient(table, row, column)
        text = self.typed(*address)
        if not text or row.unit == TEXT:
            return None
        try:
            return parse_number(text, row.unit)
        except NotANumberError:
            return None

    def _term(self, table: str, term: str, column: str) -> tuple[Row | None, Decimal | None]:
        where, _, row_key = term.rpartition(".")
        found = self.form.by_key.get(where or table)
        row = found.by_key.get(row_key) if found else None
        return row, self.value(where or table, row_key, column) if row else None

    def _sum(self, table: str, row: Row, column: str) -> Decimal | None:
        total, any_known = Decimal(0), False
        for term in row.terms:
            source, value = self._term(table, term, column)
            if source is None:
                continue
            if value is None and not source.optional:
                return None
            any_known = any_known or value is not None
            total += value or 0
        return total if any_known else None

    def _quotient(self, table: str, row: Row, column: str) -> Decimal | None:
        upper, lower = (self._term(table, term, column)[1] for term in row.terms)
        if upper is None or not lower:
            return None
        factor = 100 if row.unit == "percent" else 1
        return rounded(upper * factor / lower, row.places)

    def _of_table(self, table: Table) -> Iterator[Finding]:
        for row in table.rows:
            if row.kind not in {HEADING, FREE}:
                for column in table.columns:
                    yield from self._of_cell(table, row, column)
        yield from self._percent_sums(table)
        yield from self._agreements(table)

    def _of_cell(self, table: Table, row: Row, column: Column) -> Iterator[Finding]:
        at = (table.key, row.key, column.key)
        value = self.value(*at)
        if value is None:
            if row.is_typed and self.typed(*at):
                yield Finding(NO_NUMBER, *at, f"“{self.typed(*at)[:30]}” không phải là số.")
            elif row.is_typed and not row.may_be_empty:
                yield Finding(EMPTY, *at, "Chưa nhập.")
            return
        if value == 0 and row.doubts_zero(column.key):
            yield Finding(ZERO, *at, f"“{row.label}” đang là 0; hãy xem lại số này.")
        yield from self._limits(table, row, column, value)
        yield from self._column_sum(table, row, column, value)

    def _limits(self, table: Table, row: Row, column: Column, value: Decimal) -> Iterator[Finding]:
        at = (table.key, row.key, column.key)
        for other in row.within:
            source, most = self._term(table.key, other, column.key)
            if source is not None and most is not None and value > most:
                yield Finding(MISMATCH, *at, f"{shown(value)} lớn hơn “{source.label}” ({shown(most)}).")
        wider = table.column(column.within)
        most = self.value(table.key, row.key, wider.key) if wider else None
        if wider is not None and most is not None and value > most:
            yield Finding(MISMATCH, *at, f"{shown(value)} lớn hơn cột “{wider.label}” ({shown(most)}).")

    def _column_sum(self, table: Table, row: Row, column: Column, value: Decimal) -> Iterator[Finding]:
        parts = (table.column_sums or {}).get(column.key)
        if not parts or not row.is_typed:
            return
        values = [self.value(table.key, row.key, part) for part in parts]
        known = [one for one in values if one is not None]
        if len(known) == len(values) and sum(known) != value:
            message = f"“{column.label}” là {shown(value)} nhưng các cột thành phần cộng lại là {shown(Decimal(sum(known)))}."
            yield Finding(MISMATCH, table.key, row.key, column.key, message)

    def _percent_sums(self, table: Table) -> Iterator[Finding]:
        for keys in table.percent_sums:
            for column in table.columns:
                total = sum(self.value(table.key, key, column.key) or Decimal(0) for key in keys)
                if total > 100 + ROUNDING:
                    message = f"Các tỉ lệ cùng loại cộng lại là {shown(Decimal(total), 2)} %, quá 100 %."
                    yield Finding(MISMATCH, table.key, keys[-1], column.key, message)

    def _agreements(self, table: Table) -> Iterator[Finding]:
        for agreement in self.form.agreements:
            table_key, row, *column = agreement.left.split(".")
            if table_key != table.key or row not in table.by_key:
                continue
            left, right = self.value_at(agreement.left), self.value_at(agreement.right)
            if left is not None and right is not None and left != right:
                where = column[0] if column else table.columns[-1].key
                message = f"{agreement.message} ({shown(left)} và {shown(right)})"
                yield Finding(MISMATCH, table.key, row, where, message)
