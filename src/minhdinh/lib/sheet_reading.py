"""Workbooks that people send back: any Excel or OpenDocument file, its first table found under titles and blank lines.

Reads text only; what the text means is for the caller. Everything wrong with the file itself is a SheetError whose
message a person can read.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import python_calamine

from minhdinh.lib import sheet_child
from minhdinh.lib.sheet_child import MOST_CELLS, MOST_ROWS
from minhdinh.lib.text import clean, fold

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 300 * 1024 * 1024
SECONDS = 60
HEADER_WITHIN = 30
CHUNK = 1024 * 1024
LONGEST_REFERENCE = 64
REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,4})(\d{1,9})["']""")
TOO_LARGE = "Tệp giãn ra quá lớn nên không đọc. Hãy chép dữ liệu sang một tệp mới."
WHAT_IS_WRONG = {
    "password": "Tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại.",
    "rows": f"Tệp có hơn {MOST_ROWS} dòng. Hãy chia thành nhiều tệp.",
    "broken": "Không đọc được tệp: đây không phải tệp Excel (.xlsx, .xls) hoặc tệp đã hỏng. "
    "Hãy mở bằng Excel, lưu lại dạng .xlsx rồi tải lên.",
}
# The child sees the reading library and its own file, nothing else of the machine's Python.
RUN_CHILD = (
    "import runpy, sys; sys.path.append(sys.argv[1]); runpy.run_path(sys.argv[2], run_name='__main__')"
)
IN_BRACKETS = re.compile(r"\([^)]*\)|\*|:")
NUMBERING = re.compile(r"^\(?\d{1,2}\)?$")


class SheetError(ValueError):
    """The file cannot be read as the wanted table."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column to look for: its key, its label in the template, whether it must be there, other labels people use."""

    key: str
    label: str
    required: bool = False
    others: Sequence[str] = field(default_factory=tuple)

    @property
    def known_labels(self) -> set[str]:
        """Return the labels that mean this column, folded."""
        return {header_key(label) for label in (self.label, *self.others)}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visible sheet: its name and its cells as the file has them; a merged value stands in every cell it covers."""

    name: str
    rows: list[list[object]]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One filled row: its number as the spreadsheet program shows it, and the text of each known column."""

    number: int
    values: dict[str, str]


def header_key(label: str) -> str:
    """Return a header label for comparing: no diacritics, no case, nothing in brackets, no asterisk."""
    return fold(IN_BRACKETS.sub(" ", label))


def read_table(content: bytes, columns: Sequence[Column]) -> list[SheetRow]:
    """Return the filled rows of the first sheet that has a header with all required columns.

    Titles above the header, blank rows, headers repeated on later pages and a row of column numbers are left out; a
    merged cell counts for every row it covers. Raises SheetError naming what is missing.
    """
    sheets = _sheets(content)
    missing: list[str] = []
    for sheet in sheets:
        rows = _texts(sheet)
        found = _find_header(rows, columns)
        if found is not None:
            return _rows_below(rows, *found)
        missing = missing or _missing(rows, columns)
    if not any(any(row) for sheet in sheets for row in _texts(sheet)):
        raise SheetError("Tệp không có dòng nào. Hãy điền vào tệp mẫu rồi tải lên lại.")
    raise SheetError(
        f"Không thấy hàng tiêu đề với các cột: {', '.join(missing)}. Hãy dùng tệp mẫu và giữ nguyên tên cột."
    )


def read_sheets(content: bytes) -> list[Sheet]:
    """Return the visible sheets of a workbook; raises SheetError."""
    return _sheets(content)


def cell_text(value: object) -> str:
    """Return what stands in a cell as text: whole numbers without decimals, days as dd/mm/yyyy."""
    return _text(value)


def _sheets(content: bytes) -> list[Sheet]:
    if not content:
        raise SheetError("Tệp rỗng (0 byte). Có thể việc sao chép hay tải về bị dở; hãy chọn lại tệp.")
    if len(content) > MOST_BYTES:
        raise SheetError("Tệp lớn hơn 10 MB. Hãy bỏ hình ảnh, hoặc chia thành nhiều tệp.")
    _check_unpacked(content)
    answer = _answer(content)
    if "error" in answer:
        raise SheetError(WHAT_IS_WRONG.get(answer["error"], TOO_LARGE))
    return [Sheet(name, [[_value(cell) for cell in row] for row in rows]) for name, rows in answer["sheets"]]


def _answer(content: bytes) -> dict[str, Any]:
    """Have the workbook read by a process that may fail alone (see ``sheet_child``)."""
    library = str(Path(python_calamine.__file__).parents[1])
    call = [sys.executable, "-I", "-S", "-c", RUN_CHILD, library, sheet_child.__file__]
    try:
        done = subprocess.run(  # noqa: S603 - our own file, run by the Python that runs us
            call, input=content, capture_output=True, check=True, timeout=SECONDS
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise SheetError(TOO_LARGE) from error
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _value(cell: object) -> object:
    """Return a cell as the file had it: days came as a pair of a word and their text."""
    if not isinstance(cell, list):
        return cell
    kind, text = cell
    return dt.datetime.fromisoformat(text) if kind == sheet_child.DAY else text


def _check_unpacked(content: bytes) -> None:
    """Refuse a small file that unpacks into an enormous one."""
    if not content.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(item.file_size for item in archive.infolist()) > MOST_UNPACKED:
                raise SheetError(TOO_LARGE)
            for item in archive.infolist():
                if item.filename.startswith("xl/worksheets/") and item.filename.endswith(".xml"):
                    _check_extent(archive, item)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        return  # The reader says what is wrong with it.


def _check_extent(archive: zipfile.ZipFile, item: zipfile.ZipInfo) -> None:
    """Refuse a sheet whose few cells stand so far apart that a table between them would fill the memory."""
    columns = rows = read = 0
    tail = b""
    with archive.open(item) as stream:
        while chunk := stream.read(CHUNK):
            read += len(chunk)
            for letters, number in REFERENCE.findall(tail + chunk):
                columns, rows = max(columns, _column_number(letters)), max(rows, int(number))
            tail = chunk[-LONGEST_REFERENCE:]
            if columns * rows > MOST_CELLS or read > MOST_UNPACKED:
                raise SheetError(TOO_LARGE)


def _column_number(letters: bytes) -> int:
    """Return 1 for A, 27 for AA; 1 where a row alone is named."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return max(1, number)


def _texts(sheet: Sheet) -> list[list[str]]:
    return [[_text(value) for value in row] for row in sheet.rows]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime | dt.date):
        return f"{value:%d/%m/%Y}"
    return clean(str(value))


def _find_header(rows: list[list[str]], columns: Sequence[Column]) -> tuple[int, dict[int, str]] | None:
    for index, row in enumerate(rows[:HEADER_WITHIN]):
        places = _places(row, columns)
        if all(column.key in places.values() for column in columns if column.required):
            return index, places
    return None


def _places(row: list[str], columns: Sequence[Column]) -> dict[int, str]:
    """Return which column of the sheet is which; a label that stands twice counts once, the first time."""
    places: dict[int, str] = {}
    for index, label in enumerate(row):
        key = next((column.key for column in columns if header_key(label) in column.known_labels), None)
        if key is not None and key not in places.values():
            places[index] = key
    return places


def _missing(rows: list[list[str]], columns: Sequence[Column]) -> list[str]:
    """Return the required labels that the likeliest header row lacks."""
    best = max((set(_places(row, columns).values()) for row in rows[:HEADER_WITHIN]), key=len, default=set())
    return [column.label for column in columns if column.required and column.key not in best]


def _rows_below(rows: list[list[str]], header: int, places: dict[int, str]) -> list[SheetRow]:
    labels = {index: header_key(rows[header][index]) for index in places}
    found: list[SheetRow] = []
    for number, row in enumerate(rows[header + 1 :], start=header + 2):
        filled = [text for text in row if text]
        repeated = all(header_key(row[index]) == label for index, label in labels.items())
        if filled and not repeated and not all(NUMBERING.match(text) for text in filled):
            found.append(SheetRow(number, {key: row[index] for index, key in places.items()}))
    return found
