"""The lines of a Word file in their order, with the letters that Word itself numbers; no meaning yet.

A file is not believed: its size, what it unpacks to and its kind are looked at before anything of it is read.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml.etree import LxmlError

from minhdinh.common.problems import Problem
from minhdinh.lib.text import clean

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 400 * 1024 * 1024
MOST_TEXT = 60 * 1024 * 1024
MOST_LINES = 30_000
MOST_PARTS = 5_000
MOST_COLUMNS = 100
PARSED = (".xml", ".rels")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BODY = "word/document.xml"
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or a table as its ``rows``; ``letter`` is what Word's own list numbering shows before it."""

    text: str
    letter: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def read_lines(content: bytes) -> list[Line]:
    """Return the lines of a DOCX with words in them; raises Problem saying what is wrong with the file."""
    _check(content)
    try:
        document = docx.Document(io.BytesIO(content))
        _check_spans(document)
        lines = [line for line in _lines(document) if line.text or line.rows]
    except (KeyError, ValueError, LxmlError, zipfile.BadZipFile, OSError, RecursionError) as error:
        raise Problem(
            "Không đọc được tệp: tệp Word đã hỏng. Hãy mở bằng Word, lưu lại dạng .docx rồi tải lên.",
            field="file",
        ) from error
    if not lines:
        raise Problem(
            "Tệp không có chữ nào. Có thể báo cáo là ảnh chụp; hãy dùng bản soạn thảo.", field="file"
        )
    if len(lines) > MOST_LINES:
        raise Problem(f"Tệp có hơn {MOST_LINES} đoạn, quá dài cho một báo cáo.", field="file")
    return lines


def _check(content: bytes) -> None:
    if not content:
        raise Problem("Tệp rỗng (0 byte). Có thể việc tải về bị dở; hãy chọn lại tệp.", field="file")
    if len(content) > MOST_BYTES:
        raise Problem(
            "Tệp lớn hơn 20 MB. Hãy xóa hình ảnh trong báo cáo (chỉ cần chữ), lưu lại rồi tải lên.",
            field="file",
        )
    if content.startswith(OLE):
        _refuse_old(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_parts(archive)
    except zipfile.BadZipFile as error:
        raise Problem(
            "Đây không phải tệp Word (.docx). Hãy mở báo cáo bằng Word, lưu lại dạng .docx rồi tải lên.",
            field="file",
        ) from error


def _refuse_old(content: bytes) -> None:
    """Refuse the older container, which holds a .doc or a .docx with a password."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Problem("Tệp có mật khẩu. Hãy mở bằng Word, bỏ mật khẩu, lưu lại rồi tải lên.", field="file")
    raise Problem(
        "Đây là tệp Word dạng cũ (.doc). Hãy mở bằng Word, chọn Lưu thành dạng .docx rồi tải lên.",
        field="file",
    )


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if BODY not in {part.filename for part in parts}:
        raise Problem(
            "Tệp này không phải văn bản Word (có thể là bảng tính hoặc tệp nén). Hãy chọn tệp .docx của báo cáo.",
            field="file",
        )
    unpacked = sum(part.file_size for part in parts)
    text = sum(part.file_size for part in parts if part.filename.lower().endswith(PARSED))
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or text > MOST_TEXT:
        raise Problem("Tệp giãn ra quá lớn nên không đọc. Hãy chép phần chữ sang một tệp mới.", field="file")
    if any(part.flag_bits & 1 for part in parts):
        raise Problem("Tệp có mật khẩu. Hãy mở bằng Word, bỏ mật khẩu, lưu lại rồi tải lên.", field="file")


def _check_spans(document: Document) -> None:
    """Refuse a cell said to span more columns than a table has: reading it would make a cell for each of them."""
    allowed = {str(number) for number in range(1, MOST_COLUMNS + 1)}
    for span in document.element.iter(qn("w:gridSpan")):
        if span.get(qn("w:val")) not in allowed:
            raise Problem(
                "Tệp có bảng với ô trải qua quá nhiều cột nên không đọc. Hãy bỏ bảng ấy rồi tải lên lại.",
                field="file",
            )


def _lines(document: Document) -> Iterator[Line]:
    numbers = _Numbers(document)
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield Line(clean(block.text), numbers.letter_of(block))
        elif isinstance(block, Table):
            yield _table(block)


def _table(table: Table) -> Line:
    """Return a table; one of a single cell is a frame around text and counts as a paragraph."""
    rows = []
    for row in table.rows:
        cells: list[str] = []
        seen: set[int] = set()
        for cell in row.cells:
            if id(cell._tc) not in seen:  # noqa: SLF001 (a merged cell comes once for every column it spans)
                seen.add(id(cell._tc))  # noqa: SLF001
                cells.append(clean(cell.text))
        if any(cells):
            rows.append(tuple(cells))
    if len(rows) == 1 and len(rows[0]) == 1:
        return Line(rows[0][0])
    return Line("", rows=tuple(rows))


class _Numbers:
    """Counts Word's own lists, whose letters stand nowhere in the text."""

    def __init__(self, document: Document) -> None:
        self.formats = dict(_formats(document))
        self.counts: Counter[tuple[str, str]] = Counter()

    def letter_of(self, paragraph: Paragraph) -> str:
        """Return "a" … "z" where Word shows a letter before this paragraph, else an empty string."""
        found = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}")  # noqa: SLF001 (python-docx has no way to it)
        if found is None or not clean(paragraph.text):
            return ""
        number, level = _value(found, "w:numId"), _value(found, "w:ilvl") or "0"
        for key in [key for key in self.counts if key[0] == number and key[1] > level]:
            del self.counts[key]
        at = self.counts[number, level]
        self.counts[number, level] += 1
        return LETTERS[at] if self.formats.get((number, level)) == "lowerLetter" and at < len(LETTERS) else ""


def _formats(document: Document) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the format of each (list, level) that the file defines."""
    part = next(
        (one.target_part for one in document.part.rels.values() if one.reltype.endswith("/numbering")), None
    )
    root: Any = getattr(part, "element", None)
    if root is None:
        return
    abstract = {one.get(qn("w:abstractNumId")): one for one in root.findall(qn("w:abstractNum"))}
    for number in root.findall(qn("w:num")):
        levels = abstract.get(_value(number, "w:abstractNumId"))
        for level in levels.findall(qn("w:lvl")) if levels is not None else ():
            yield (number.get(qn("w:numId")), level.get(qn("w:ilvl"))), _value(level, "w:numFmt")


def _value(element: Any, name: str) -> str:
    child = element.find(qn(name))
    return str(child.get(qn("w:val"))) if child is not None else ""
