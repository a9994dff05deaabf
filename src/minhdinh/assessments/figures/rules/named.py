"""Figures that a file names: each with the cell it stands in and the cell of the tables it is meant for. Pure.

Our own template says both by itself: its first cell is ``minhdinh:<table>``, its second line holds the keys of the
columns, its first column the keys of the rows. Hidden columns on the right (``base:<column>``) hold what stood in the
tables when the template was downloaded; the hidden second line begins with the school's code and the year.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from minhdinh.assessments.figures.rules.grid import Grid, cell_name
from minhdinh.assessments.rules.table_form import FREE, LABEL, NOTE, TableForm
from minhdinh.assessments.rules.tables import Address

MARK, BASE = "minhdinh:", "base:"
KEY_LINE, FIRST_LINE = 1, 3
KEY_COLUMN, LABEL_COLUMN, FIRST_COLUMN = 0, 2, 3
SCHOOL_COLUMN, YEAR_COLUMN = 0, 1


@dataclass(frozen=True, slots=True)
class Named:
    """One figure of a file: the address it is meant for, its text, and where it stands ("Lớp học, ô D4").

    ``base`` is what the tables had there when the person began; None where the file does not say. ``own`` says that the
    file is our template, typed into by a person.
    """

    address: Address
    text: str
    at: str
    base: str | None = None
    own: bool = False


def is_own(grids: Sequence[Grid]) -> bool:
    """Tell whether a file is our own template."""
    return any(grid.at(0, 0).startswith(MARK) for grid in grids)


def made_for(grids: Sequence[Grid]) -> tuple[str, str]:
    """Return the school's code and the year that our own template was made for; "" where it does not say."""
    own = [grid for grid in grids if grid.at(0, 0).startswith(MARK)]
    codes = [grid.at(KEY_LINE, SCHOOL_COLUMN) for grid in own]
    years = [grid.at(KEY_LINE, YEAR_COLUMN) for grid in own]
    return next(filter(None, codes), ""), next(filter(None, years), "")


def named_by_own(grids: Sequence[Grid], form: TableForm) -> list[Named]:
    """Return every filled cell of our own template in its order, without the grey ones; empty cells name nothing."""
    return [named for grid in grids if grid.at(0, 0).startswith(MARK) for named in _of_sheet(grid, form)]


def _of_sheet(grid: Grid, form: TableForm) -> Iterator[Named]:
    key = grid.at(0, 0).removeprefix(MARK)
    table, bases = form.by_key.get(key), _base_columns(grid)
    for number in range(FIRST_LINE, len(grid.rows)):
        row_key = grid.at(number, KEY_COLUMN)
        row = table.by_key.get(row_key) if table else None
        for column in range(FIRST_COLUMN, len(grid.rows[number])):
            text, column_key = grid.at(number, column), grid.at(KEY_LINE, column)
            grey = row is not None and not row.is_typed and column_key != NOTE
            if row_key and column_key and text and not grey and not column_key.startswith(BASE):
                base = _base(grid, number, bases.get(column_key))
                yield Named((key, row_key, column_key), text, where(grid, number, column), base, own=True)
        label = grid.at(number, LABEL_COLUMN)
        if row is not None and row.kind == FREE and label:
            base = _base(grid, number, bases.get(LABEL))
            yield Named((key, row_key, LABEL), label, where(grid, number, LABEL_COLUMN), base, own=True)


def _base_columns(grid: Grid) -> dict[str, int]:
    """Return for the key of each column the one that holds what stood there."""
    keys = {grid.at(KEY_LINE, column): column for column in range(FIRST_COLUMN, grid.width)}
    return {key.removeprefix(BASE): column for key, column in keys.items() if key.startswith(BASE)}


def _base(grid: Grid, row: int, column: int | None) -> str | None:
    return None if column is None else grid.at(row, column)


def where(grid: Grid, row: int, column: int) -> str:
    """Return a cell of a file in words: its sheet, then its name."""
    return f"{grid.name}, ô {cell_name(row, column)}"
