"""The inside of a workbook, read in a process of its own that may use only so much memory and time.

A few bytes can describe a sheet of billions of cells, and the reader ends the whole process where it cannot have the
memory. So this file is run as a script by ``sheet_reading``: the workbook comes on standard input, one JSON object goes
to standard output. It imports nothing of the project and starts quickly.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from collections.abc import Iterable

from python_calamine import (
    CalamineError,
    CalamineSheet,
    PasswordError,
    SheetVisibleEnum,
    ZipError,
    load_workbook,
)

MEMORY = 1024 * 1024 * 1024
SECONDS = 40
MOST_ROWS = 20_000
MOST_COLUMNS = 60
MOST_CELLS = 6_000_000
MOST_MERGED = 5_000_000
DAY, TIME = "day", "time"


class TooMuchError(Exception):
    """More rows or cells than are read; the first argument says of what."""


def limit_self() -> None:
    """Bound this process; where the system knows no such limits, the time limit of the caller remains."""
    try:
        import resource  # noqa: PLC0415  # not on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(content: bytes) -> dict[str, object]:
    """Return ``sheets`` (name and rows of the visible ones), or ``error`` with the kind of what is wrong."""
    try:
        book = load_workbook(io.BytesIO(content))
        names = [item.name for item in book.sheets_metadata if item.visible == SheetVisibleEnum.Visible]
        sheets = together((name, cells(book.get_sheet_by_name(name))) for name in names)
    except PasswordError:
        return {"error": "password"}
    except TooMuchError as error:
        return {"error": error.args[0]}
    except (CalamineError, ZipError, OSError):
        return {"error": "broken"}
    return {"sheets": sheets}


def together(sheets: Iterable[tuple[str, list[list[object]]]]) -> list[tuple[str, list[list[object]]]]:
    """Return sheets as long as they are not too many cells in all; raises TooMuchError."""
    kept: list[tuple[str, list[list[object]]]] = []
    left = MOST_CELLS
    for name, rows in sheets:
        left -= sum(map(len, rows))
        if left < 0:
            raise TooMuchError("cells")
        kept.append((name, rows))
    return kept


def cells(sheet: CalamineSheet) -> list[list[object]]:
    """Return the rows of a sheet from its first cell on; a merged value stands in every cell that it covers."""
    if sheet.total_height > MOST_ROWS:
        raise TooMuchError("rows")
    rows: list[list[object]] = [list(row[:MOST_COLUMNS]) for row in sheet.to_python(skip_empty_area=False)]
    merged = 0
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        covered = rows[top : bottom + 1]
        merged += 1 + len(covered) * max(0, min(right, MOST_COLUMNS) - left + 1)
        if merged > MOST_MERGED:
            raise TooMuchError("cells")
        for row in covered:
            for column in range(left, min(right + 1, len(row))):
                row[column] = rows[top][left]
    return rows


def plain(value: object) -> object:
    """Return what JSON has no word for as a pair of its kind and its text."""
    if isinstance(value, dt.datetime | dt.date):
        return [DAY, value.isoformat()]
    return [TIME, str(value)]


def main() -> None:
    """Answer for the workbook on standard input."""
    limit_self()
    answer = read(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(answer, default=plain, ensure_ascii=False).encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
