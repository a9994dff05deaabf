"""Tables in plain text: CSV with commas, semicolons or tabs, in the encodings that Excel and older programs write."""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from collections import Counter

from minhdinh.common.problems import Problem
from minhdinh.evidence.importing.columns import guessed_places, header_places
from minhdinh.evidence.importing.tables import MOST_COLUMNS, MOST_IN_CELL, MOST_ROWS, RawRow, RawTable
from minhdinh.lib.text import clean

SEPARATORS = ";\t,|"
SAMPLE = 60
AFTER_ALL = "cuoi-danh-muc"
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NO_TEXT = "Đây không phải tệp danh mục: cần Excel (.xlsx, .xls), Word (.docx) hoặc CSV."


def plain_table(content: bytes) -> RawTable:
    """Return the one table of a text file; raises Problem where it is no text or no table."""
    text = decoded(content)
    first, _end, rest = text.partition("\n")
    separator = ""
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        separator, text = first.strip()[4], "\n" + rest
    try:
        separator = separator or _separator(text)
        rows = _rows(text, separator)
        open_at = _left_open(text, separator)
    except csv.Error as error:
        raise Problem(
            "Tệp CSV có ô quá dài hoặc bị hỏng. Hãy lưu lại tệp rồi tải lên.", field="file"
        ) from error
    if open_at:
        raise Problem(
            f'Dòng {open_at} của tệp CSV mở dấu ngoặc kép (") mà không đóng, nên các dòng sau dính vào một ô. '
            "Hãy bỏ dấu ấy, hoặc lưu danh mục dạng .xlsx rồi tải lên.",
            field="file",
        )
    if len(rows) > MOST_ROWS:
        raise Problem(f"Tệp có hơn {MOST_ROWS} dòng. Hãy chia thành nhiều tệp.", field="file")
    return RawTable(rows=[RawRow(number, cells) for number, cells in enumerate(rows, start=1)])


def decoded(content: bytes) -> str:
    """Return the text in composed Vietnamese; raises Problem for bytes that are no text."""
    text = _decoded(content)
    strange = sum(unicodedata.category(letter) == "Cc" and letter not in "\r\n\t\x0b\x0c" for letter in text[:4000])  # fmt: skip
    if "\0" in text or strange > len(text[:4000]) // 50:
        raise Problem(NO_TEXT, field="file")
    return unicodedata.normalize("NFC", text)


def _decoded(content: bytes) -> str:
    for mark, name in MARKS:
        if content.startswith(mark):
            return content.decode(name, errors="replace")
    zeros = Counter(place % 2 for place, byte in enumerate(content[:2000]) if byte == 0)
    half = len(content[:2000]) // 2
    for odd, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if half and zeros[odd] > half // 3 and zeros[1 - odd] <= half // 20:
            return content.decode(name, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1258", errors="replace")


def _separator(text: str) -> str:
    """Return what parts the cells: with it a heading or codes are found, else it gives the most cells."""
    sample = "\n".join(text.splitlines()[:SAMPLE])

    def worth(separator: str) -> tuple[bool, bool, int]:
        rows = _rows(sample, separator)
        heading = any(header_places(row) for row in rows)
        return heading, guessed_places(rows) is not None, sum(len(row) for row in rows)

    return max(SEPARATORS, key=worth)


def _left_open(text: str, separator: str) -> int:
    """Return the row in which a quotation begins that never ends; 0 where every one ends."""
    # A row put behind the last one is swallowed by a quotation that is open there.
    reader = csv.reader(io.StringIO(f"{text}\n{AFTER_ALL}", newline=""), delimiter=separator)
    count, last = 0, [""]
    for row in reader:
        count, last = count + 1, row
    return 0 if last == [AFTER_ALL] else count


def _rows(text: str, separator: str) -> list[tuple[str, ...]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return [tuple(clean(cell)[:MOST_IN_CELL] for cell in row[:MOST_COLUMNS]) for row in reader]
