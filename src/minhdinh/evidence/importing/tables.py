"""What every reader of a list gives: rows of cells with the number under which a person finds them (pure)."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 60
MOST_IN_CELL = 6_000


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row: its number (0 for a line of text between tables), its cells, an address behind a word of it."""

    number: int
    cells: tuple[str, ...]
    link: str = ""


@dataclass(slots=True)
class RawTable:
    """A table; ``pages`` tells that one list may go on in the next table, as Word has it page by page."""

    name: str = ""
    rows: list[RawRow] = field(default_factory=list)
    pages: bool = False
