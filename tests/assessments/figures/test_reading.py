"""Workbooks as texts: numbers that cannot be misread, and files that are no small workbook."""

import datetime as dt
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.assessments.figures import reading
from minhdinh.assessments.figures.reading import read_grids
from minhdinh.assessments.rules.numbers import COUNT, PERCENT, NotANumberError, parse_number
from minhdinh.common.problems import Problem
from tests.assessments.figures.books import CLASSES, book


def texts(*values: object) -> list[str]:
    return list(read_grids(book({"Trang": [values]}))[0].rows[0])


def test_numbers_are_written_as_people_would_type_them() -> None:
    assert texts(5, 5.0, 98.69, 33.6300000000001, 1 / 3) == ["5", "5", "98.69", "33.63", "0.333333"]
    assert texts("  Khối   6 ", True, "12") == ["Khối 6", "1", "12"]


def test_a_broken_number_is_never_read_as_thousands() -> None:
    (text,) = texts(1.234)
    assert text == "1.2340"
    with pytest.raises(NotANumberError):
        parse_number(text, COUNT)
    assert parse_number(texts(98.125)[0], PERCENT) == parse_number("98,13", PERCENT)


@given(st.floats(0.001, 100, allow_nan=False))
def test_a_broken_number_is_a_percentage_or_no_count(value: float) -> None:
    text = reading._text(value)
    parse_number(text, PERCENT)
    if "." in text:
        with pytest.raises(NotANumberError):
            parse_number(text, COUNT)


def test_empty_rows_and_sheets_at_the_end_are_dropped() -> None:
    found = read_grids(book({"Một": [["a", ""], [], ["", ""]], "Hai": [], "Ba": [[""]]}))
    assert [(grid.name, grid.rows) for grid in found] == [("Một", [["a"]])]


def test_a_long_cell_is_cut_to_what_is_known_as_too_long() -> None:
    assert len(texts("x" * 5000)[0]) == reading.LONGEST + 1
    assert texts("x" * reading.LONGEST) == ["x" * reading.LONGEST]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "rỗng"),
        (b"\xd0\xcf\x11\xe0 xls hong", "không phải tệp Excel"),
        (b"PK\x05\x06" + b"\0" * 18, "không phải tệp Excel"),
        (book({"Trang": []}), "không có dòng nào"),
        (b"x" * (10 * 1024 * 1024 + 1), "lớn hơn 10 MB"),
    ],
)
def test_what_is_no_workbook_is_named_in_words(content: bytes, words: str) -> None:
    with pytest.raises(Problem, match=words) as problem:
        read_grids(content)
    assert problem.value.field == "file"


def test_a_list_of_every_pupil_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_FILLED", 20)
    with pytest.raises(Problem, match="danh sách chi tiết"):
        read_grids(book({"Trang": CLASSES}))


def test_too_many_sheets_are_not_kept() -> None:
    with pytest.raises(Problem, match="danh sách chi tiết"):
        read_grids(book({f"T{number}": [["a"]] for number in range(31)}))


def test_a_small_file_that_unpacks_enormously_is_refused() -> None:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as entry,
    ):
        for _chunk in range(320):
            entry.write(b" " * 1024 * 1024)
    with pytest.raises(Problem, match="giãn ra quá lớn"):
        read_grids(stream.getvalue())


def test_days_as_text_stay_text() -> None:
    days = read_grids(book({"Trang": [["Ngày", dt.date(2026, 9, 5).isoformat()]]}))
    assert days[0].rows == [["Ngày", "2026-09-05"]]
