"""The tables of a Word file with the lines between them, merged cells filled; nothing of the file is believed.

Only the text part and its addresses are read, as XML without entities and without network.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from minhdinh.common.problems import Problem
from minhdinh.evidence.importing.tables import MOST_COLUMNS, MOST_IN_CELL, MOST_ROWS, RawRow, RawTable
from minhdinh.lib.text import clean, whole_number

BODY, RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
MOST_TEXT = 40 * 1024 * 1024
# A tree of XML takes a hundred times the bytes of its shortest tags: 20,000 rows of a list have under a million.
MOST_TAGS = 1_500_000
MOST_LINES = 20_000
PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
SWOLLEN = "Tệp giãn ra quá lớn nên không đọc. Hãy chép bảng sang một tệp mới."
TABLE, ROW, CELL, PARAGRAPH = qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:p")
TEXT, BREAKS = qn("w:t"), {qn("w:br"), qn("w:tab"), qn("w:cr")}
LINK, LINK_ID = qn("w:hyperlink"), qn("r:id")
BROKEN = "Không đọc được tệp: tệp Word đã hỏng. Hãy mở bằng Word, lưu lại dạng .docx rồi tải lên."


def word_tables(content: bytes) -> list[RawTable]:
    """Return the tables of a DOCX; a table of no rows stands for lines of text. Raises Problem for a broken file."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            body = _parsed(archive, BODY)
            links = _addresses(archive)
        return _Reader(links).tables(body)
    except (
        KeyError, ValueError, RuntimeError, NotImplementedError, EOFError, zlib.error, zipfile.BadZipFile,
        etree.LxmlError, RecursionError,
    ) as error:  # fmt: skip
        raise Problem(BROKEN, field="file") from error


def _parsed(archive: zipfile.ZipFile, name: str) -> Any:
    """Return a part as XML. What the file says of its size is not believed; it is read no further than the limit.

    Other ways of packing than Word's are refused: they cannot be unpacked piece by piece.
    """
    if archive.getinfo(name).compress_type not in PACKED:
        raise Problem(BROKEN, field="file")
    with archive.open(name) as part:
        text = part.read(MOST_TEXT + 1)
    if len(text) > MOST_TEXT or text.count(b"<") > MOST_TAGS:
        raise Problem(SWOLLEN, field="file")
    # The encoding is given, so that no other one hides the tags from the count above; Word writes UTF-8.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8"
    )
    return etree.fromstring(text, parser)


def _addresses(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the web addresses of the file by their id."""
    if RELATIONS not in archive.namelist():
        return {}
    found = {one.get("Id", ""): one.get("Target", "") for one in _parsed(archive, RELATIONS)}
    return {key: target for key, target in found.items() if target.startswith(("http://", "https://"))}


class _Reader:
    """Counts the rows of all tables of a file as one list."""

    def __init__(self, links: dict[str, str]) -> None:
        self.links = links
        self.number = 0

    def tables(self, body: Any) -> list[RawTable]:
        found: list[RawTable] = []
        for place, block in enumerate(_within(body, {TABLE, PARAGRAPH})):
            if place >= MOST_LINES:
                raise Problem(SWOLLEN, field="file")
            if block.tag == TABLE:
                found.append(RawTable(rows=list(self._rows(block)), pages=True))
            elif text := _text(block):
                found.append(RawTable(rows=[RawRow(0, (text,))], pages=True))
        return found

    def _rows(self, table: Any) -> Iterator[RawRow]:
        above: list[str] = []
        for row in _within(table, {ROW}):
            self.number += 1
            if self.number > MOST_ROWS:
                raise Problem(f"Tệp có hơn {MOST_ROWS} dòng. Hãy chia thành nhiều tệp.", field="file")
            above = self._cells(row, above)
            yield RawRow(self.number, tuple(above), self._link(row))

    def _cells(self, row: Any, above: list[str]) -> list[str]:
        cells = [""] * min(_number(row, "w:trPr/w:gridBefore"), MOST_COLUMNS)
        for cell in _within(row, {CELL}):
            place = len(cells)
            merged = cell.find("w:tcPr/w:vMerge", cell.nsmap) if "w" in cell.nsmap else None
            goes_on = merged is not None and merged.get(qn("w:val")) != "restart"
            text = above[place] if goes_on and place < len(above) else _text(cell)
            span = max(1, _number(cell, "w:tcPr/w:gridSpan"))
            cells += [text] * min(span, MOST_COLUMNS - place)
            if len(cells) >= MOST_COLUMNS:
                break
        return cells

    def _link(self, row: Any) -> str:
        return next(
            (self.links[key] for one in row.iter(LINK) if (key := one.get(LINK_ID)) in self.links), ""
        )


def _within(parent: Any, wanted: set[str]) -> Iterator[Any]:
    """Yield the nearest descendants of these tags, through wrappers such as content controls and tracked changes."""
    for child in parent:
        if child.tag in wanted:
            yield child
        elif child.tag not in {TABLE, PARAGRAPH, ROW, CELL} and isinstance(child.tag, str):
            yield from _within(child, wanted)


def _text(element: Any) -> str:
    """Return the words of an element; paragraphs and line breaks become spaces."""
    parts = (one.text or "" if one.tag == TEXT else " " for one in element.iter(TEXT, PARAGRAPH, *BREAKS))
    return clean("".join(parts))[:MOST_IN_CELL]


def _number(element: Any, path: str) -> int:
    found = element.find(path, element.nsmap) if "w" in element.nsmap else None
    value = found.get(qn("w:val"), "") if found is not None else ""
    return whole_number(value, longest=5) or 0
