"""Files of every kind, good and bad."""

import codecs
import contextlib
import time
import tracemalloc
import unicodedata
import zipfile
from io import BytesIO
from typing import Any

import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings

from minhdinh.common.problems import Problem
from minhdinh.evidence.importing.reading import read_list
from tests.evidence.importing.hostile import BYTES, CELLS, DAMAGED, DAMAGED_INSIDE, LISTS, ROW, SEEDED
from tests.evidence.importing.lists import FIVE, SEVEN, add_table, csv_bytes, saved, word_bytes, xlsx_bytes


def windows_1258(text: str) -> bytes:
    """Write Vietnamese as Windows-1258 does: base letters, tone marks behind them."""
    out = b""
    for letter in text:
        plain = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in plain[1:] if mark in "\u0300\u0301\u0303\u0309\u0323")
        base = unicodedata.normalize(
            "NFC", plain[0] + "".join(mark for mark in plain[1:] if mark not in tones)
        )
        out += base.encode("cp1258") + tones.encode("cp1258")
    return out


def names(content: bytes) -> list[tuple[int, str, str]]:
    return [
        (row.number, ", ".join(code.text for code in row.codes), row.values.name)
        for row in read_list(content)
    ]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_csv_of_every_separator_and_encoding(separator: str, encoding: str) -> None:
    content = csv_bytes(FIVE, ROW, separator=separator, encoding=encoding)
    assert names(content) == [(2, "MC.1.1.01", "Kế hoạch năm học")]


def test_a_heading_that_only_an_example_of_a_code_tells_takes_no_code_away() -> None:
    content = csv_bytes(("MC.1.1.01", "Tên minh chứng"), ("MC.1.1.01", "Kế hoạch"), ("MC.1.1.02", "Quy chế"))
    assert [(row.number, row.values.name) for row in read_list(content)] == [(2, "Kế hoạch"), (3, "Quy chế")]


def test_letters_behind_a_quotation_hide_no_open_one() -> None:
    with pytest.raises(Problem, match="Dòng 3 của tệp CSV mở dấu ngoặc kép"):
        read_list(b'a,b\n"x" y,1\n"open,2\nz,3\n')


def test_a_quotation_that_never_ends_swallows_no_rows() -> None:
    text = 'TT;Mã minh chứng;Tên minh chứng\n1;MC.1.1.01;Thư\n2;MC.1.1.02;"Kế hoạch\n3;MC.1.1.03;Quy chế\n'
    with pytest.raises(Problem, match="Dòng 3 của tệp CSV mở dấu ngoặc kép"):
        read_list(text.encode())
    closed = read_list(text.replace('"Kế hoạch', '"Kế hoạch ""mới"""').encode())
    assert [row.values.name for row in closed] == ["Thư", 'Kế hoạch "mới"', "Quy chế"]
    within = read_list(text.replace('"Kế hoạch', 'Kế hoạch "mới').encode())
    assert [row.values.name for row in within] == ["Thư", 'Kế hoạch "mới', "Quy chế"]


def test_csv_of_older_programs() -> None:
    text = csv_bytes(FIVE, ROW).decode()
    assert names(windows_1258(text)) == [(2, "MC.1.1.01", "Kế hoạch năm học")]
    assert names(codecs.BOM_UTF8 + b"sep=;\n" + text.encode())[0][0] == 3


def test_csv_keeps_the_number_that_excel_shows() -> None:
    content = '\n\nMã;Tên\n\nMC.1.1.01;A\n"MC.1.1.02";"B, hai\nhàng"\nMC.1.1.03;C\n'.encode()
    assert names(content) == [(5, "MC.1.1.01", "A"), (6, "MC.1.1.02", "B, hai hàng"), (7, "MC.1.1.03", "C")]


def test_without_heading() -> None:
    assert names(csv_bytes(ROW, ("2", "MC.1.1.02", "Quy chế chi tiêu", "", ""))) == [
        (1, "MC.1.1.01", "Kế hoạch năm học"),
        (2, "MC.1.1.02", "Quy chế chi tiêu"),
    ]


def test_excel_with_merged_criteria() -> None:
    content = xlsx_bytes(
        SEVEN,
        ("", 1, "H1-1.1-01", "A"),
        ("", 2, "H1-1.1-02", "B"),
        ("Tiêu chí 1.2", 1, "H1-1.2-01", "C"),
        merges=[(1, 0, 2, 0, "Tiêu chí 1.1")],
    )
    assert [(row.number, row.criteria, row.implied) for row in read_list(content)] == [
        (2, ("1.1",), False),
        (3, ("1.1",), False),
        (4, ("1.2",), False),
    ]


def test_word_with_merged_criteria_links_and_pages() -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("BẢNG DANH MỤC MÃ MINH CHỨNG")
    table = add_table(
        document,
        [SEVEN, ("", "1", "[H1-1.1-01]", "A", "", "", ""), ("", "2", "[H1-1.1-02]", "B", "", "", "")],
    )
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Tiêu chí 1.1"
    _hyperlink(document, table.cell(1, 3).paragraphs[0], "https://drive.google.com/x")
    document.add_page_break()
    add_table(document, [SEVEN, ("Tiêu chí 1.2", "1", "[H1-1.2-01]", "C", "", "", "")])
    rows = read_list(saved(document))
    assert [(row.number, row.criteria, row.values.name) for row in rows] == [
        (2, ("1.1",), "A"),
        (3, ("1.1",), "B"),
        (5, ("1.2",), "C"),
    ]
    assert rows[0].values.link == "https://drive.google.com/x"


def _hyperlink(document: Any, paragraph: Any, address: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(
        qn("r:id"),
        document.part.relate_to(
            address,
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
            is_external=True,
        ),
    )
    paragraph._p.append(link)


def test_word_lines_between_tables_name_the_criterion() -> None:
    content = word_bytes(
        "Tiêu chuẩn 1",
        "Tiêu chí 1.1: Tầm nhìn",
        [FIVE, ROW],
        "Tiêu chí 1.2",
        [("2", "MC.1.2.01", "B", "", "")],
    )
    assert [(row.criteria, row.values.name) for row in read_list(content)] == [
        (("1.1",), "Kế hoạch năm học"),
        (("1.2",), "B"),
    ]


def test_a_word_file_with_an_unknown_or_hostile_part() -> None:
    content = word_bytes([FIVE, ROW])
    body = zipfile.ZipFile(BytesIO(content)).read("word/document.xml")
    for bad in (
        body.replace(b"<w:body>", b"<w:body><w:sdt><w:sdtContent/></w:sdt>"),
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
        + body.split(b"?>", 1)[1],
    ):
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("word/document.xml", bad)
        assert names(buffer.getvalue()) == [(2, "MC.1.1.01", "Kế hoạch năm học")]
    spread = body.replace(b"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="99999"/>', 1)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", spread)
    assert isinstance(read_list(buffer.getvalue()), list)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "0 byte"),
        (b"x" * (10 * 1024 * 1024 + 1), "10 MB"),
        (b"%PDF-1.7", "không phải tệp danh mục"),
        (b"\x00\x01\x02\x03" * 50, "không phải tệp danh mục"),
        (b"<html><table></table>", "trang web"),
        (b"PK\x03\x04rubbish", "Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument\0".encode("utf-16-le"), ".doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        ("Họ tên;Chức vụ\nA;B".encode(), "Không nhận ra các cột"),
        (b'"' + b"x" * 200_000 + b'"', "ô quá dài"),
        (b"a;b\n" * 20_001, "20000 dòng"),
    ],
)
def test_files_that_cannot_be_read(content: bytes, words: str) -> None:
    with pytest.raises(Problem, match=words):
        read_list(content)


def test_a_word_file_that_swells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("minhdinh.evidence.importing.word_tables.MOST_TEXT", 100)
    with pytest.raises(Problem, match="giãn ra"):
        read_list(word_bytes([FIVE, ROW]))


def word_of(body: bytes, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a Word file of nothing but this text part."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", packing) as archive:
        archive.writestr("word/document.xml", body)
    return buffer.getvalue()


def paragraphs(count: int) -> bytes:
    name = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return b'<w:document xmlns:w="' + name + b'"><w:body>' + b"<w:p/>" * count + b"</w:body></w:document>"


@pytest.mark.parametrize("count", [25_000, 3_000_000])
def test_a_small_word_file_of_endless_lines_is_refused_at_once(count: int) -> None:
    content = word_of(paragraphs(count))
    assert len(content) < 40_000
    before = time.monotonic()
    with pytest.raises(Problem, match="giãn ra"):
        read_list(content)
    assert time.monotonic() - before < 5


def test_a_part_that_lies_about_its_size_is_read_no_further_than_the_limit() -> None:
    content = bytearray(word_of(b" " * 200_000_000))
    said = len(content) - content[::-1].index(b"\x02\x01KP") - 4 + 24  # the directory's field of the size
    content[said : said + 4] = (1000).to_bytes(4, "little")
    tracemalloc.start()
    try:
        with pytest.raises(Problem, match="hỏng"):
            read_list(bytes(content))
        assert tracemalloc.get_traced_memory()[1] < 150 * 1024 * 1024
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_word_file_packed_as_word_never_does_is_not_opened(packing: int) -> None:
    with pytest.raises(Problem, match="hỏng"):
        read_list(word_of(paragraphs(3), packing))


def test_no_other_encoding_hides_what_a_word_file_holds() -> None:
    hidden = b'<?xml version="1.0" encoding="IBM037"?>'.decode().encode("cp037")
    with pytest.raises(Problem, match="hỏng"):
        read_list(word_of(hidden + paragraphs(3).decode().encode("cp037")))


def test_a_long_report_with_a_list_in_it_is_read() -> None:
    content = word_bytes([FIVE, ROW])
    body = zipfile.ZipFile(BytesIO(content)).read("word/document.xml")
    many = body.replace(b"<w:body>", b"<w:body>" + b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 5_000)
    assert names(word_of(many)) == [(2, "MC.1.1.01", "Kế hoạch năm học")]


def survives(content: bytes) -> None:
    """A file is read, or refused in words; nothing else may come of it."""
    with contextlib.suppress(Problem):
        assert all(row.number > 0 for row in read_list(content))


@SEEDED
@given(CELLS)
def test_any_cells_at_all(content: bytes) -> None:
    survives(content)


@SEEDED
@given(DAMAGED)
def test_good_files_with_bytes_changed_and_cut(content: bytes) -> None:
    survives(content)


@SEEDED
@given(DAMAGED_INSIDE)
def test_sound_archives_with_damaged_parts(content: bytes) -> None:
    survives(content)


@SEEDED
@given(BYTES)
def test_any_bytes_at_all(content: bytes) -> None:
    survives(content)


@pytest.mark.soak
@settings(SEEDED, max_examples=10_000, derandomize=False)
@given(LISTS)
def test_ten_thousand_files(content: bytes) -> None:
    survives(content)
