"""Word files are read line by line; what is no Word file is refused in words that say what to do."""

import pytest

from minhdinh.assessments.carrying.word import reading
from minhdinh.assessments.carrying.word.reading import Line, read_lines
from minhdinh.common.problems import Problem
from tests.assessments.carrying.word_files import OLE, REPORT, docx_of, lettered, spanning, zip_of


def test_paragraphs_come_in_their_order() -> None:
    assert [line.text for line in read_lines(docx_of())] == list(REPORT)


def test_empty_paragraphs_are_left_out_and_spaces_folded() -> None:
    assert read_lines(docx_of(["", "  a \t b\u00a0 ", "   "])) == [Line("a b")]


def test_a_table_stands_where_it_stood() -> None:
    lines = read_lines(docx_of(["Trước", "Sau"], [["Lớp", "Số"], ["6A", "35"]], after="Trước"))
    assert [line.text for line in lines] == ["Trước", "", "Sau"]
    assert lines[1].rows == (("Lớp", "Số"), ("6A", "35"))


def test_a_frame_of_one_cell_is_a_paragraph() -> None:
    lines = read_lines(docx_of(["Trước"], [["Tiêu chí 1.1: Trong khung"]], after="Trước"))
    assert lines[1] == Line("Tiêu chí 1.1: Trong khung")


def test_letters_that_word_numbers_itself_are_known() -> None:
    lines = read_lines(lettered(["Một.", "Hai.", "Ba."], ["Đầu"]))
    assert [(line.letter, line.text) for line in lines] == [
        ("", "Đầu"),
        ("a", "Một."),
        ("b", "Hai."),
        ("c", "Ba."),
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Tệp rỗng"),
        (b"%PDF-1.4 bao cao", "không phải tệp Word"),
        (b"<html></html>", "không phải tệp Word"),
        (b"PK\x03\x04 hong", "không phải tệp Word"),
        (OLE + b"\x00" * 600, "dạng cũ (.doc)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "Tệp có mật khẩu"),
        (zip_of(xl__workbook_x=b"<workbook/>"), "không phải văn bản Word"),
        (zip_of(word__document_x=b"<w:document"), "tệp Word đã hỏng"),
        (zip_of(word__document_x=b"<a/>"), "tệp Word đã hỏng"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(content: bytes, words: str) -> None:
    with pytest.raises(Problem) as caught:
        read_lines(content)
    assert words in caught.value.message
    assert caught.value.field == "file"


def test_a_file_without_words_is_refused() -> None:
    with pytest.raises(Problem, match="không có chữ nào"):
        read_lines(docx_of([]))


def test_a_cut_off_file_is_refused() -> None:
    whole = docx_of()
    with pytest.raises(Problem):
        read_lines(whole[: len(whole) // 2])


def test_a_huge_file_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 100)
    with pytest.raises(Problem, match="lớn hơn 20 MB"):
        read_lines(docx_of())


def test_a_small_file_that_unpacks_into_a_huge_one_is_refused() -> None:
    bomb = zip_of(word__document_x=b" " * (reading.MOST_TEXT + 1))
    assert len(bomb) < 1_000_000
    with pytest.raises(Problem, match="giãn ra quá lớn"):
        read_lines(bomb)


def test_parts_beside_the_body_count_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_TEXT", 1000)
    bomb = zip_of(word__document_x=b"<a/>", word__numbering_x=b" " * 600, **{"word__x.rels": b" " * 600})
    with pytest.raises(Problem, match="giãn ra quá lớn"):
        read_lines(bomb)


@pytest.mark.parametrize("span", ["101", "20000", "0", "-1", "x", ""])
def test_a_cell_over_more_columns_than_a_table_has_is_refused(span: str) -> None:
    with pytest.raises(Problem, match="quá nhiều cột") as caught:
        read_lines(spanning(span))
    assert caught.value.field == "file"


@pytest.mark.parametrize("span", ["1", "2", "100"])
def test_a_cell_over_several_columns_comes_once(span: str) -> None:
    assert [line.rows for line in read_lines(spanning(span)) if line.rows] == [(("Lớp", "6A"),)]


def test_too_many_lines_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_LINES", 3)
    with pytest.raises(Problem, match="quá dài"):
        read_lines(docx_of())


def test_a_file_that_calls_for_outside_entities_gets_none() -> None:
    evil = (
        b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b"<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    )
    with pytest.raises(Problem):
        read_lines(zip_of(word__document_x=evil))
