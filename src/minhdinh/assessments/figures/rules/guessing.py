"""Where a sheet seems to have the figures of one of our tables, by the words beside them: a first suggestion. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from minhdinh.assessments.figures.rules.grid import Grid, folded, letters
from minhdinh.assessments.figures.rules.mapping import TableMapping, years_in
from minhdinh.assessments.rules.numbers import PERCENT
from minhdinh.assessments.rules.table_form import FREE, Table
from minhdinh.lib.school_year import PATTERN

ALIKE = 0.5
MOST_COMPARED = 300
MOST_WORDS = 3
SHORT = {
    "hs": ("hoc", "sinh"),
    "gv": ("giao", "vien"),
    "nv": ("nhan", "vien"),
    "dtts": ("dan", "toc", "thieu", "so"),
}


def guess(table: Table, grids: Sequence[Grid]) -> TableMapping:
    """Return the likeliest mapping of a table; an empty one where no sheet speaks of it."""
    guesses = [_of_sheet(table, number, grid) for number, grid in enumerate(grids)]
    return max(guesses, key=lambda one: len(one.rows) * (1 + len(one.columns)), default=TableMapping())


def alike(one: str, other: str) -> float:
    """Return how alike two labels are, from 0 to 1; different numbers in them make them different things."""
    left, right = _words(one), _words(other)
    if not left or not right or _numbers(left) != _numbers(right):
        return 0.0
    return len(left & right) / len(left | right)


def _words(text: str) -> set[str]:
    """Return the words of a label, with what school programs shorten written out."""
    return {word for short in folded(text).split() for word in SHORT.get(short, (short,))}


def _numbers(words: set[str]) -> set[str]:
    return {word for word in words if word.isdigit()}


def _of_sheet(table: Table, number: int, grid: Grid) -> TableMapping:
    rows = _rows(table, grid)
    if not rows:
        return TableMapping(number)
    columns = _columns(table, grid, min(rows.values()))
    fraction = bool(columns) and _is_fraction(table, grid, rows, columns)
    return TableMapping(
        number,
        {key: letters(column) for key, column in columns.items()},
        {key: str(row + 1) for key, row in rows.items()},
        fraction,
    )


def _rows(table: Table, grid: Grid) -> dict[str, int]:
    """Return our typed rows with the sheet's row that is most like each; a row of the sheet is taken once."""
    typed = [row for row in table.rows if row.is_typed and row.kind != FREE]
    labels = [(number, grid.words(number)) for number in range(min(len(grid.rows), MOST_COMPARED))]
    scored = [
        (score, -order, -number, row.key)
        for order, row in enumerate(typed)
        for number, words in labels
        if (score := max((alike(row.label, text) for text in words[:MOST_WORDS]), default=0.0)) >= ALIKE
    ]
    found: dict[str, int] = {}
    for _score, _order, number, key in sorted(scored, reverse=True):
        if key not in found and -number not in found.values():
            found[key] = -number
    return {row.key: found[row.key] for row in typed if row.key in found}


def _columns(table: Table, grid: Grid, first: int) -> dict[str, int]:
    heads = {column: " ".join(grid.heads(column, first)) for column in range(grid.width)}
    if not PATTERN.match(table.columns[-1].key):
        return _best(heads, {column.key: column.label for column in table.columns})
    of_years: dict[str, int] = {}
    for column, text in heads.items():
        years = years_in([text])
        if len(years) == 1:
            of_years.setdefault(years.pop(), column)
    known = {column.key: of_years[column.key] for column in table.columns if column.key in of_years}
    if len(set(known.values())) > 1 or len(of_years) > 1:
        return known
    nearest = {column: (grid.heads(column, first) or [""])[0] for column in range(grid.width)}
    measures = _best(nearest, {word: word for word in (table.title, table.short)})
    if measures:
        year = next(iter(known), table.columns[-1].key)
        return {year: next(iter(measures.values()))}
    return known


def _best(heads: Mapping[int, str], wanted: Mapping[str, str]) -> dict[str, int]:
    """Return for each wanted label the column whose head is most like it, where one is alike enough."""
    found: dict[str, int] = {}
    for key, label in wanted.items():
        scores = [(alike(label, text), -column) for column, text in heads.items()]
        score, column = max(scores, default=(0.0, 0))
        if score >= ALIKE and -column not in found.values():
            found[key] = -column
    return found


def _is_fraction(table: Table, grid: Grid, rows: Mapping[str, int], columns: Mapping[str, int]) -> bool:
    """Tell whether the percentages of a sheet look like parts of one: none above 1 and one that is no whole number."""
    texts = [
        text
        for key, row in rows.items()
        if table.by_key[key].unit == PERCENT
        for column in columns.values()
        if (text := grid.at(row, column))
    ]
    values = [_number(text) for text in texts]
    known = [value for value in values if value is not None]
    return bool(known) and all(0 <= value <= 1 for value in known) and any(0 < value < 1 for value in known)


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
