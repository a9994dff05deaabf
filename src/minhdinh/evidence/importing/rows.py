"""Tables as rows of a list of evidence (pure).

Headings come again on every page, some rows name a standard or a criterion, cells are merged, a page break cuts a row.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from minhdinh.evidence.importing.codes import Code, codes_of_cell, leading_code, range_of_cell
from minhdinh.evidence.importing.columns import Key, Places, guessed_places, header_places, names_columns
from minhdinh.evidence.importing.tables import RawRow, RawTable
from minhdinh.evidence.importing.values import NOTHING, Written, written_values
from minhdinh.lib.text import clean, fold

LEAD = r"(?:[ivxlc]{1,5}|[0-9]{1,2}|[a-z])?\s*[.)]?\s*"
STANDARD = re.compile(rf"{LEAD}tieu chuan\W*([0-9]{{1,2}})\b")
CRITERION = re.compile(rf"{LEAD}tieu chi\W*([0-9]{{1,2}})(?:\.([0-9]{{1,2}}))?\b")
CRITERIA_OF_CELL = re.compile(r"(?<![0-9.])([0-9]{1,2})\.([0-9]{1,2})(?![0-9]|\.[0-9])")
OWN_OF_CELL = re.compile(r"(?:tieu chi\W*)?([0-9]{1,2})(?![0-9.])")
COLUMN_NUMBER = re.compile(r"\(?[0-9]{1,2}\)?")
CLOSING = (
    "tong cong", "tong so", "cong:", "nguoi lap", "hieu truong", "thu ky", "chu tich", "tm.", "ky ten", "noi nhan",
    "danh muc minh chung", "bang danh muc", "cong hoa xa hoi", "doc lap",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListRow:
    """One piece of evidence as a list names it.

    ``codes`` stand in the column of codes, ``old`` in that of old ones. ``criteria`` are what the row is listed under;
    ``implied`` where only a row above says so, in cells that an exported merge left empty. ``fault`` says why it
    cannot be read. ``apart`` are further codes of its cell that stand on a row of their own below (``set_apart``).
    """

    number: int
    sheet: str = ""
    codes: tuple[Code, ...] = ()
    old: tuple[Code, ...] = ()
    criteria: tuple[str, ...] = ()
    implied: bool = False
    values: Written = field(default_factory=Written)
    fault: str = ""
    apart: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return plain data that ``row_from_json`` reads."""
        written = asdict(self.values)
        day = self.values.issued_on
        return {**asdict(self), "values": {**written, "issued_on": day.isoformat() if day else None}}


def row_from_json(entry: Mapping[str, Any]) -> ListRow:
    """Return a row that was kept as plain data."""
    written = dict(entry["values"])
    day = written["issued_on"]
    return ListRow(
        number=entry["number"],
        sheet=entry["sheet"],
        codes=tuple(Code(**one) for one in entry["codes"]),
        old=tuple(Code(**one) for one in entry["old"]),
        criteria=tuple(entry["criteria"]),
        implied=entry["implied"],
        values=Written(**{**written, "issued_on": dt.date.fromisoformat(day) if day else None}),
        fault=entry["fault"],
    )


def set_apart(rows: Sequence[ListRow]) -> list[ListRow]:
    """Return the rows; a further code of a cell that has a row of its own only below is left to that row.

    Else it would become an old code of the first one's paper, and the paper of its own row a duplicate. Only codes of
    the convention of the cell's first: one of another convention is the same paper's older code.
    """
    below = Counter(row.codes[0].key for row in rows if row.codes)
    above: set[tuple[str, str]] = set()
    found = []
    for row in rows:
        if not row.codes:
            found.append(row)
            continue
        first = row.codes[0]
        below[first.key] -= 1
        above.add(first.key)
        left = [one for one in row.codes[1:] if one.convention == first.convention and one.key not in above and below[one.key]]  # fmt: skip
        kept = tuple(one for one in row.codes if one not in left)
        found.append(replace(row, codes=kept, apart=tuple(one.text for one in left)) if left else row)
    return found


def list_rows(tables: Sequence[RawTable]) -> list[ListRow] | None:
    """Return the rows of all tables that are lists; None where no table is one."""
    walk = _Walk()
    for table in tables:
        walk.table(table)
    return walk.found if walk.seen_list else None


def _unread(cells: Mapping[Key, str], codes: Sequence[Code]) -> str:
    """Return what of a row's codes cannot be taken: a range, else a cell in which no code was found; "" for none."""
    cell = cells.get(Key.CODE, "")
    span = range_of_cell(cell) or range_of_cell(cells.get(Key.OLD_CODE, ""))
    return span or ("" if codes or NOTHING.match(cell) else clean(cell))


class _Walk:
    """Goes down the tables of a file and remembers what a row's place means."""

    def __init__(self) -> None:
        self.found: list[ListRow] = []
        self.seen_list = False
        self.places: Places = {}
        self.width = 0
        self.standard = ""
        self.criterion = ""
        self.page_begins = False
        self.last_cells: dict[Key, str] = {}

    def table(self, table: RawTable) -> None:
        """Read one table; without a heading of its own it goes on where it is as wide as the one before."""
        if not table.pages:
            self.places, self.standard, self.criterion, self.last_cells = {}, "", "", {}
        width = max((len(row.cells) for row in table.rows), default=0)
        headings = [header_places(row.cells) for row in table.rows]
        if not any(headings) and (width != self.width or not self.places):
            self._guess(table, headings)
        self.seen_list = self.seen_list or bool(self.places)
        self.page_begins = table.pages and bool(self.found)
        in_header = False
        for index, (row, heading) in enumerate(zip(table.rows, headings, strict=True)):
            if heading:
                below = (one.cells for one, other in zip(table.rows[index + 1 :], headings[index + 1 :], strict=True) if not other)  # fmt: skip
                self.places = _completed({**self.places, **heading} if in_header else heading, below)
                self.width, self.seen_list = width, True
            else:
                self._row(table, row)
            in_header = bool(heading)

    def _guess(self, table: RawTable, headings: list[dict[int, Key] | None]) -> None:
        """Know the columns by their cells; a first row that names them after all is put among the headings."""
        places = guessed_places([row.cells for row in table.rows])
        if not places:
            return
        self.places = places
        filled = [index for index, row in enumerate(table.rows) if sum(map(bool, row.cells)) > 1]
        if len(filled) > 1:
            first, second = (table.rows[index].cells for index in filled[:2])
            headings[filled[0]] = names_columns(first, places, second)

    def _row(self, table: RawTable, row: RawRow) -> None:
        filled = [cell for cell in row.cells if not NOTHING.match(cell)]
        if not filled or all(COLUMN_NUMBER.fullmatch(cell) for cell in filled):
            return
        if self._is_heading(row, filled) or not self.places or row.number == 0:
            return
        cells = _by_key(row.cells, self.places)
        if self._goes_on(cells):
            self._append(cells)
            return
        self.page_begins = False
        self.last_cells = cells
        self.found.append(self._read(table, row, cells))

    def _is_heading(self, row: RawRow, filled: Sequence[str]) -> bool:
        """Take in a row that names a standard or a criterion; True too for titles and signatures."""
        different = set(filled)
        if len(different) > 2 or any(codes_of_cell(cell) for cell in different):
            return False
        for text in different:
            plain = fold(text)
            if hit := STANDARD.match(plain):
                self.standard, self.criterion = hit[1], ""
                self._criterion_in(plain[hit.end() :])
                return True
            if self._criterion_in(plain) and (len(different) == 1 or self.places.get(row.cells.index(text)) != Key.CRITERION):  # fmt: skip
                return True
        return len(different) == 1 and self._is_other(row, filled)

    def _is_other(self, row: RawRow, filled: Sequence[str]) -> bool:
        """Tell whether a row of one text is a title or a signature and not a name alone in its column."""
        keys = [self.places.get(index) for index, cell in enumerate(row.cells) if cell == filled[0]]
        return keys not in ([Key.NAME], [Key.CODE]) or fold(filled[0]).startswith(CLOSING)

    def _criterion_in(self, plain: str) -> bool:
        hit = CRITERION.match(plain.lstrip(" .,:;-"))
        if hit is None or (hit[2] is None and not self.standard):
            return False
        self.criterion = f"{int(hit[1])}.{int(hit[2])}" if hit[2] else f"{int(self.standard)}.{int(hit[1])}"
        return True

    def _goes_on(self, cells: Mapping[Key, str]) -> bool:
        """Tell whether a row is the rest of one that a page break cut: no number, no code, right after the break."""
        keys = set(self.places.values())
        before = self.last_cells
        return (
            self.page_begins
            and {Key.CODE, Key.ORDER} <= keys
            and not (cells.get(Key.CODE) or cells.get(Key.ORDER))
            and bool(before.get(Key.CODE) and before.get(Key.ORDER))
        )

    def _append(self, cells: Mapping[Key, str]) -> None:
        joined: dict[Key, str] = {key: clean(f"{self.last_cells.get(key, '')} {text}") for key, text in cells.items() if text and key != Key.CRITERION}  # fmt: skip
        self.last_cells = {**self.last_cells, **joined}
        last = self.found[-1]
        self.found[-1] = replace(last, values=written_values(self.last_cells, last.values.link))

    def _read(self, table: RawTable, row: RawRow, cells: dict[Key, str]) -> ListRow:
        codes = codes_of_cell(cells.get(Key.CODE, ""))
        if not codes and NOTHING.match(cells.get(Key.CODE, "")):
            first, cells[Key.NAME] = leading_code(cells.get(Key.NAME, ""))
            codes = (first,) if first else ()
        criteria, implied = self._criteria(cells.get(Key.CRITERION, ""))
        return ListRow(
            number=row.number,
            sheet=table.name,
            codes=codes,
            old=codes_of_cell(cells.get(Key.OLD_CODE, "")),
            criteria=criteria,
            implied=implied,
            values=written_values(cells, row.link),
            fault=_unread(cells, codes)[:80],
        )

    def _criteria(self, cell: str) -> tuple[tuple[str, ...], bool]:
        """Return (criteria of a row, whether only a row above says so)."""
        plain = fold(cell)
        named = [f"{int(hit[1])}.{int(hit[2])}" for hit in CRITERIA_OF_CELL.finditer(plain)]
        if not named and self.standard and (hit := OWN_OF_CELL.match(plain)):
            named = [f"{int(self.standard)}.{int(hit[1])}"]
        if named:
            self.criterion = named[0]
            return tuple(dict.fromkeys(named)), False
        implied = Key.CRITERION in self.places.values()
        return ((self.criterion,), implied) if self.criterion else ((), False)


def _completed(places: dict[int, Key], below: Iterable[Sequence[str]]) -> dict[int, Key]:
    """Add a column of codes or names that has a heading nobody knows, by what stands in it."""
    known = set(places.values())
    if {Key.CODE, Key.NAME} <= known:
        return places
    guessed = guessed_places(list(below)) or {}
    for index, key in guessed.items():
        if key in {Key.CODE, Key.NAME} and key not in known and index not in places:
            places[index] = key
    return places


def _by_key(cells: Sequence[str], places: Places) -> dict[Key, str]:
    return {key: cells[index] for index, key in places.items() if index < len(cells)}
