"""The words of Word, Excel and PowerPoint files; XML is searched, not parsed, so that no file can grow in memory."""

from __future__ import annotations

import html
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

from minhdinh.evidence.reading.limited import TooMuchError
from minhdinh.lib.sheet_reading import cell_text, read_sheets

MOST_READ = 8 * 1024 * 1024
MOST_PARTS = 200
WORD_PARTS = re.compile(r"word/(header\d*|document|footnotes|endnotes)\.xml")
SLIDES = re.compile(r"ppt/slides/slide(\d+)\.xml")
WORD_TEXT = re.compile(rb"<w:t(?:\s[^<>]*)?>([^<]*)</w:t>|</(w:p)>|<(w:br|w:cr)[\s/>]|<(w:tab)[\s/>]")
SLIDE_TEXT = re.compile(rb"<a:t(?:\s[^<>]*)?>([^<]*)</a:t>|</(a:p)>|<(a:br)[\s/>]|<(a:tab)[\s/>]")
# All that a damaged, encrypted or hostile archive raises while its parts are unpacked.
BROKEN = (
    KeyError, OSError, ValueError, RuntimeError, NotImplementedError, EOFError, OverflowError, MemoryError,
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error,
)  # fmt: skip


def word_text(content: bytes) -> str:
    """Return the words of a .docx, a line a paragraph; raises TooMuchError where it cannot be opened."""
    return _texts(content, WORD_PARTS, WORD_TEXT, lambda name: (not name.startswith("word/header"), name))


def slides_text(content: bytes) -> str:
    """Return the words of a .pptx, slide after slide; raises TooMuchError where it cannot be opened."""
    return _texts(content, SLIDES, SLIDE_TEXT, lambda name: (len(name) > 0, f"{len(name):05d}{name}"))


def sheets_text(content: bytes) -> str:
    """Return the words of a workbook, a line a row; raises SheetError where it cannot be read."""
    lines = []
    for sheet in read_sheets(content):
        lines.append(sheet.name)
        for row in sheet.rows:
            cells = [cell_text(value) for value in row]
            lines.append(" ".join(dict.fromkeys(cell for cell in cells if cell)))
    return "\n".join(line for line in lines if line)


def _texts(
    content: bytes, wanted: re.Pattern[str], text: re.Pattern[bytes], order: Callable[[str], tuple[bool, str]]
) -> str:
    left, found = MOST_READ, []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = sorted(filter(wanted.fullmatch, archive.namelist()), key=order)[:MOST_PARTS]
            for name in names:
                with archive.open(name) as part:
                    body = part.read(left)
                left -= len(body)
                found.append(_plain(body, text))
    except BROKEN as error:
        raise TooMuchError from error
    return "\n".join(found)


def _plain(body: bytes, text: re.Pattern[bytes]) -> str:
    parts = (b"\n" if part[2] or part[3] else b"\t" if part[4] else part[1] for part in text.finditer(body))
    return html.unescape(b"".join(parts).decode("utf-8", "replace"))


READERS: Mapping[str, Callable[[bytes], str]] = {
    "docx": word_text,
    "pptx": slides_text,
    "xlsx": sheets_text,
    "xls": sheets_text,
}
