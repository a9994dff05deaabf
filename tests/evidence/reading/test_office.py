"""Words of office files."""

import io
import struct
import zipfile

import pytest
import xlsxwriter

from minhdinh.evidence.reading.limited import TooMuchError
from minhdinh.evidence.reading.office import MOST_READ, sheets_text, slides_text, word_text
from minhdinh.lib.sheet_reading import SheetError
from tests.evidence.reading.papers import Paper, damaged, word_paper


def zipped(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", body)
    return buffer.getvalue()


def test_a_word_file_gives_a_line_a_paragraph_tables_included() -> None:
    lines = [line for line in word_text(word_paper()).split("\n") if line]
    assert lines == Paper().lines


def test_headings_of_pages_come_first_and_entities_are_read() -> None:
    body = "<w:p><w:t>Thân</w:t></w:p>"
    found = word_text(zipped(word__document=body, word__header1="<w:p><w:t>A &amp; B</w:t></w:p>"))
    assert found.split() == ["A", "&", "B", "Thân"]


def test_slides_stand_in_their_order() -> None:
    slides = {f"ppt__slides__slide{number}": f"<a:p><a:t>Trang {number}</a:t></a:p>" for number in (10, 2, 1)}
    assert slides_text(zipped(**slides)).split("\n")[::2] == ["Trang 1", "Trang 2", "Trang 10"]


def test_a_workbook_gives_a_line_a_row() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("Sĩ số")
        sheet.write_row(0, 0, ["Lớp", "Học sinh"])
        sheet.write_row(1, 0, ["6A", 32])
    assert sheets_text(buffer.getvalue()).split("\n") == ["Sĩ số", "Lớp Học sinh", "6A 32"]


def test_a_bomb_is_read_up_to_the_limit_only() -> None:
    bomb = zipped(word__document="<w:t>" + "a" * (MOST_READ * 2) + "</w:t>")
    assert len(bomb) < 100_000
    assert len(word_text(bomb)) <= MOST_READ


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"x" * 50])
def test_what_is_broken_is_told(content: bytes) -> None:
    with pytest.raises(TooMuchError):
        word_text(content)
    with pytest.raises(SheetError):
        sheets_text(content)


METHODS = [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]


@pytest.mark.parametrize("method", METHODS)
def test_a_damaged_part_is_told(method: int) -> None:
    for name, read in (("word/document.xml", word_text), ("ppt/slides/slide1.xml", slides_text)):
        with pytest.raises(TooMuchError):
            read(damaged(name, method))


def test_an_encrypted_part_and_a_way_of_packing_nobody_knows_are_told() -> None:
    content = zipped(word__document="<w:t>a</w:t>")
    entry = content.index(b"PK\x01\x02")
    for place, value in ((8, 1), (10, 77)):
        changed = bytearray(content)
        struct.pack_into("<H", changed, entry + place, value)
        struct.pack_into("<H", changed, place - 2, value)
        with pytest.raises(TooMuchError):
            word_text(bytes(changed))


def test_beginnings_that_never_end_are_searched_once() -> None:
    body = "<w:t " * 400_000
    assert word_text(zipped(word__document=body)) == ""
    assert slides_text(zipped(ppt__slides__slide1=body.replace("w:", "a:"))) == ""
