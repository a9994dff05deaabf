"""A workbook of Excel 97 (.xls), written byte by byte: no library that we use writes them any more."""

import struct
from collections.abc import Sequence

SECTOR = 512
FREE, END, IS_FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
BEGIN, FINISH, SHEET, LABEL, CODEPAGE = 0x0809, 0x000A, 0x0085, 0x0204, 0x0042


def xls_bytes(*rows: Sequence[str]) -> bytes:
    """Return one sheet of text cells."""
    return _file(_book(rows))


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _begin(kind: int) -> bytes:
    return _record(BEGIN, struct.pack("<HHHHII", 0x0600, kind, 0, 1997, 0, 6))


def _book(rows: Sequence[Sequence[str]]) -> bytes:
    cells = b"".join(
        _record(LABEL, struct.pack("<HHHHB", line, place, 0, len(text), 1) + text.encode("utf-16-le"))
        for line, row in enumerate(rows)
        for place, text in enumerate(row)
        if text
    )
    sheet = _begin(0x0010) + cells + _record(FINISH)
    name = b"Danh muc"
    opening = _begin(0x0005) + _record(CODEPAGE, struct.pack("<H", 1200))
    start = len(opening) + 4 + 8 + len(name) + 4
    bound = _record(SHEET, struct.pack("<IBBBB", start, 0, 0, len(name), 0) + name)
    return opening + bound + _record(FINISH) + sheet


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    letters = name.encode("utf-16-le")
    head = letters.ljust(64, b"\0") + struct.pack("<H", len(letters) + 2 if name else 0)
    ways = struct.pack("<BBIII", kind, 1, FREE, FREE, child)
    return head + ways + b"\0" * 36 + struct.pack("<IQ", start, size)


def _file(book: bytes) -> bytes:
    """Return the compound file: a header, one table of sectors, one of entries, then the book."""
    book = book.ljust(max(4096, -(-len(book) // SECTOR) * SECTOR), b"\0")
    count = len(book) // SECTOR
    chain = [IS_FAT, END, *range(3, 2 + count), END]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(SECTOR, b"\xff")
    entries = _entry("Root Entry", 5, 1, END, 0) + _entry("Workbook", 2, FREE, 2, len(book))
    entries += 2 * _entry("", 0, FREE, 0, 0)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += b"\0" * 6 + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    return header + table + entries + book
