"""Where another program's workbook has the figures of one of our tables. Pure.

A mapping names, for our columns, columns of a sheet ("D") and, for our rows, rows of it ("7") or single cells ("E11").
What is kept for the next file are not the positions but the words beside them (anchors), with school years counted
from the assessed one, so that next year's file with one row more is still understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from minhdinh.assessments.figures.rules.grid import Grid, cell_name, column_of, folded, letters, place_of
from minhdinh.assessments.figures.rules.named import Named, where
from minhdinh.assessments.rules.numbers import PERCENT, kept
from minhdinh.assessments.rules.table_form import HEADING, Table
from minhdinh.lib.school_year import PATTERN, first_year, label

YEARS = re.compile(r"\b(20\d\d)\s*[-–—/ ]\s*(20\d\d)\b", re.ASCII)


class MappingError(ValueError):
    """A reference that is no place of the sheet; the message says in Vietnamese which."""


@dataclass(frozen=True)
class TableMapping:
    """One table's places: the sheet's position, our columns → letters, our rows → row numbers or cells.

    ``fraction`` says that the file writes 37,5 % as 0,375.
    """

    sheet: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)
    fraction: bool = False

    @property
    def empty(self) -> bool:
        """Whether it names no figure."""
        return not self.columns or not self.rows

    def as_json(self) -> dict[str, Any]:
        """Return it as it is kept with a file."""
        return {
            "sheet": self.sheet,
            "columns": dict(self.columns),
            "rows": dict(self.rows),
            "fraction": self.fraction,
        }

    @classmethod
    def from_json(cls, entry: Mapping[str, Any]) -> TableMapping:
        """Build it from what is kept."""
        return cls(entry["sheet"], entry["columns"], entry["rows"], entry["fraction"])


def checked(
    table: Table, sheet: int, columns: Mapping[str, str], rows: Mapping[str, str], *, fraction: bool
) -> TableMapping:
    """Return a mapping of what a person picked, empty fields left out; raises MappingError naming a wrong one."""
    places = {key: text.strip().upper() for key, text in rows.items() if text.strip()}
    heads = {key: text.strip().upper() for key, text in columns.items() if text.strip()}
    for key, text in heads.items():
        column = table.column(key)
        if column is None or column_of(text) is None:
            raise MappingError(f"“{text[:20]}” không phải tên một cột của tệp; hãy ghi như C hoặc AB.")
    for key, text in places.items():
        row, place = table.by_key.get(key), place_of(text)
        if row is None or row.kind == HEADING or place is None:
            raise MappingError(f"“{text[:20]}” không phải hàng hay ô của tệp; hãy ghi như 7 hoặc E11.")
        if place[1] is not None and len(heads) > 1:
            raise MappingError(
                f"Ô riêng {text} chỉ dùng khi ghép một cột; hãy ghi số hàng, như {place[0] + 1}."
            )
    return TableMapping(sheet, heads, places, fraction)


def named_by(mapping: TableMapping, grid: Grid, table: Table) -> list[Named]:
    """Return the filled cells that a mapping points at, in the order of our table."""
    found = []
    for row in table.rows:
        place = place_of(mapping.rows.get(row.key, ""))
        if place is None:
            continue
        for column in table.columns:
            head = column_of(mapping.columns.get(column.key, ""))
            if head is None:
                continue
            at = head if place[1] is None else place[1]
            text = grid.at(place[0], at)
            if text:
                value = _scaled(text) if mapping.fraction and row.unit == PERCENT else text
                found.append(Named((table.key, row.key, column.key), value, where(grid, place[0], at)))
    return found


def _scaled(text: str) -> str:
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return text
    return kept(value * 100) if value.is_finite() and 0 <= value <= 1 else text


def anchors_of(mapping: TableMapping, grid: Grid, year: str) -> dict[str, Any]:
    """Return what is kept of a mapping for the next file, told from the assessed ``year``."""
    first = _first_row(mapping)
    places = {key: place for key, text in mapping.rows.items() if (place := place_of(text)) is not None}
    taken = [column for text in mapping.columns.values() if (column := column_of(text)) is not None]
    return {
        "sheet": counted(grid.name, year),
        "fraction": mapping.fraction,
        "columns": {
            _year_key(key, year): _head_anchor(grid, column, first, year)
            for key, text in mapping.columns.items()
            if (column := column_of(text)) is not None
        },
        "rows": {
            key: {
                **_row_anchor(grid, row, min(taken, default=0) if column is None else column),
                **({"cell": _head_anchor(grid, column, first, year)} if column is not None else {}),
            }
            for key, (row, column) in places.items()
        },
    }


def found_again(
    anchors: Mapping[str, Any], grids: Sequence[Grid], table: Table, year: str
) -> tuple[TableMapping, list[str]]:
    """Return the mapping that kept anchors mean in a new file, and the words of those that are not in it."""
    missing: list[str] = []
    names = [counted(grid.name, year) for grid in grids]
    if anchors["sheet"] in names:
        sheet = names.index(anchors["sheet"])
    elif len(grids) == 1:
        sheet = 0
    else:
        return TableMapping(), [anchors["sheet"]]
    grid = grids[sheet]
    places = {key: _row_again(grid, one) for key, one in anchors["rows"].items() if key in table.by_key}
    known = [row for row in places.values() if row is not None]
    first = min(known, default=0)
    rows = {}
    for key, row in places.items():
        entry = anchors["rows"][key]
        column = _column_again(grid, entry["cell"], first, year) if "cell" in entry else None
        if row is None or ("cell" in entry and column is None):
            missing.append(entry["label"] or str(entry["row"] + 1))
        else:
            rows[key] = str(row + 1) if column is None else cell_name(row, column)
    columns = {}
    for counted_key, entry in anchors["columns"].items():
        key, column = _key_of_year(counted_key, year), _column_again(grid, entry, first, year)
        if table.column(key) is None or column is None or _of_another_year(grid, column, first, key):
            missing.append(" / ".join(entry["heads"]) or letters(entry["column"]))
        else:
            columns[key] = letters(column)
    return TableMapping(sheet, columns, rows, anchors["fraction"]), missing


def years_in(texts: Iterable[str]) -> set[str]:
    """Return the school years that words name, however their dash is written."""
    return {f"{match[1]}-{match[2]}" for text in texts for match in YEARS.finditer(text)}


def _of_another_year(grid: Grid, column: int, first: int, key: str) -> bool:
    """Tell whether the heads of a column name one school year, and another than the one it is meant for."""
    named = years_in(grid.heads(column, first)) if PATTERN.match(key) else set()
    return len(named) == 1 and key not in named


def counted(text: str, year: str) -> str:
    """Return folded words with every school year written as its distance from ``year`` ("nam-1")."""
    base = first_year(year)
    return folded(YEARS.sub(lambda match: _distance(int(match[1]) - base), text))


def _distance(years: int) -> str:
    return f" nam{'truoc' if years < 0 else 'sau' if years else ''}{abs(years)} "


def _year_key(key: str, year: str) -> str:
    return f"@{first_year(key) - first_year(year)}" if PATTERN.match(key) else key


def _key_of_year(key: str, year: str) -> str:
    return label(first_year(year) + int(key[1:])) if key.startswith("@") else key


def _first_row(mapping: TableMapping) -> int:
    places = (place_of(text) for text in mapping.rows.values())
    return min((place[0] for place in places if place is not None), default=0)


def _row_anchor(grid: Grid, row: int, column: int) -> dict[str, Any]:
    """Return the words left of a row's figures: those of a merged group ("Tiểu học") stand in every row of it."""
    wanted = _beside(grid, row, column)
    nth = sum(_beside(grid, above, column) == wanted for above in range(row)) if wanted else 0
    return {"label": ", ".join(wanted), "words": wanted, "nth": nth, "row": row}


def _row_again(grid: Grid, anchor: Mapping[str, Any]) -> int | None:
    """Return the row of the same words; one that has more words on its right (a note) only where it is the only one."""
    wanted: list[str] = anchor.get("words") or [anchor["label"]]
    if not anchor["label"]:
        row: int = anchor["row"]
        return row if row < len(grid.rows) and not grid.label(row) else None
    words = [_all_words(grid, row) for row in range(len(grid.rows))]
    same = [row for row, found in enumerate(words) if found == wanted]
    if not same:
        longer = [row for row, found in enumerate(words) if found[: len(wanted)] == wanted]
        same = longer if len(longer) == 1 else []
    return same[anchor["nth"]] if anchor["nth"] < len(same) else None


def _beside(grid: Grid, row: int, column: int) -> list[str]:
    words = [folded(text) for text in grid.words(row, column)]
    return [text for text in words if text] or _all_words(grid, row)


def _all_words(grid: Grid, row: int) -> list[str]:
    return [text for text in map(folded, grid.words(row)) if text]


def _head_anchor(grid: Grid, column: int, first: int, year: str) -> dict[str, Any]:
    heads = _heads(grid, column, first, year)
    return {"heads": heads, "nth": _same(grid, heads, first, year, column).index(column), "column": column}


def _column_again(grid: Grid, anchor: Mapping[str, Any], first: int, year: str) -> int | None:
    heads: list[str] = anchor["heads"]
    if not heads:
        column: int = anchor["column"]
        return column if column < grid.width and not _heads(grid, column, first, year) else None
    same = _same(grid, heads, first, year) or _same(grid, heads[:1], first, year)
    return same[anchor["nth"]] if anchor["nth"] < len(same) else None


def _same(grid: Grid, heads: list[str], first: int, year: str, own: int = -1) -> list[int]:
    """Return the columns under the same words, the nearest ones first asked; ``own`` is one of them in any case."""
    return [
        column
        for column in range(max(grid.width, own + 1))
        if column == own or _heads(grid, column, first, year)[: len(heads)] == heads
    ]


def _heads(grid: Grid, column: int, first: int, year: str) -> list[str]:
    return [counted(text, year) for text in grid.heads(column, first)]
