"""A sheet of a workbook as texts, with its cells named as Excel names them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from minhdinh.lib.text import fold

REFERENCE = re.compile(r"^([A-Z]{1,2})([1-9]\d{0,4})$", re.ASCII)
ROW = re.compile(r"^[1-9]\d{0,4}$", re.ASCII)
LETTERS = re.compile(r"^[A-Z]{1,2}$", re.ASCII)
NUMERIC = re.compile(r"^[\s\d.,%/()+–—-]*$", re.ASCII)
A_YEAR = re.compile(r"20\d\d\s*[-–—/]\s*20\d\d", re.ASCII)
HEADS = 3
SHORTEST_LABEL = 3


@dataclass(frozen=True)
class Grid:
    """A sheet: its name and the texts of its cells, row by row; rows may be of different lengths."""

    name: str
    rows: Sequence[Sequence[str]]

    def at(self, row: int, column: int) -> str:
        """Return the text of a cell, both counted from 0; "" outside."""
        if not 0 <= row < len(self.rows) or not 0 <= column < len(self.rows[row]):
            return ""
        return self.rows[row][column]

    @property
    def width(self) -> int:
        """How many columns the longest row has."""
        return max(map(len, self.rows), default=0)

    def words(self, row: int, before: int | None = None) -> list[str]:
        """Return the words of a row from left to right, of the columns ``before`` one; numbering is no words."""
        cells = self.rows[row][:before] if row < len(self.rows) else ()
        words = [text for text in cells if is_words(text)]
        return [text for text in words if len(text) >= SHORTEST_LABEL] or words

    def label(self, row: int) -> str:
        """Return what a row is called: its first words, not its numbering; "" where it has none."""
        return (self.words(row) or [""])[0]

    def heads(self, column: int, first_row: int) -> list[str]:
        """Return the words that stand above the figures of a column, the nearest first, at most three."""
        found: list[str] = []
        for row in range(min(first_row, len(self.rows)) - 1, -1, -1):
            text = self.at(row, column)
            if is_words(text) and text not in found:
                found.append(text)
            elif not text and found:
                break
            if len(found) == HEADS:
                break
        return found

    @classmethod
    def from_json(cls, entry: Mapping[str, Any]) -> Grid:
        """Build a grid from what a kept file holds of a sheet."""
        return cls(entry["name"], entry["rows"])


def is_words(text: str) -> bool:
    """Tell whether a cell holds words (a school year counts as words), not a figure and not nothing."""
    return bool(text) and (not NUMERIC.match(text) or A_YEAR.search(text) is not None)


def letters(column: int) -> str:
    """Return ``A`` for 0, ``AB`` for 27."""
    found = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found


def column_of(text: str) -> int | None:
    """Return 0 for ``a`` or ``A``; None for anything that is no column."""
    wanted = text.strip().upper()
    if not LETTERS.match(wanted):
        return None
    number = 0
    for letter in wanted:
        number = number * 26 + ord(letter) - 64
    return number - 1


def place_of(text: str) -> tuple[int, int | None] | None:
    """Return (row, column) of ``E11``, (row, None) of ``11``, counted from 0; None for anything else."""
    wanted = text.strip().upper()
    if ROW.match(wanted):
        return int(wanted) - 1, None
    match = REFERENCE.match(wanted)
    if match is None:
        return None
    return int(match[2]) - 1, column_of(match[1])


def cell_name(row: int, column: int) -> str:
    """Return ``E11`` for (10, 4)."""
    return f"{letters(column)}{row + 1}"


def folded(text: str) -> str:
    """Return words for comparing: no diacritics, no case, nothing but letters, digits and single spaces."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))
