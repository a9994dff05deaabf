"""Cells by name, labels beside figures and heads above them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.assessments.figures.rules.grid import (
    Grid,
    cell_name,
    column_of,
    folded,
    is_words,
    letters,
    place_of,
)
from tests.assessments.figures.books import CLASSES, grid


@pytest.mark.parametrize(("number", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (701, "ZZ")])
def test_columns_are_named_as_excel_names_them(number: int, name: str) -> None:
    assert letters(number) == name
    assert column_of(name) == number


@given(row=st.integers(0, 99_998), column=st.integers(0, 701))
def test_a_named_cell_is_found_again(row: int, column: int) -> None:
    assert place_of(cell_name(row, column)) == (row, column)
    assert place_of(str(row + 1)) == (row, None)


@pytest.mark.parametrize(
    "text", ["", "0", "A0", "ABC1", "1A", "A-1", "A1:B2", "=A1", "٣", "A1000000", "９", "'; DROP"]
)
def test_what_is_no_place(text: str) -> None:
    assert place_of(text) is None


@given(st.text(max_size=20))
def test_any_text_is_a_place_or_none(text: str) -> None:
    place = place_of(text)
    assert place is None or place[0] >= 0
    column = column_of(text)
    assert column is None or 0 <= column < 702


def test_places_may_be_typed_small_and_with_spaces() -> None:
    assert place_of(" e11 ") == (10, 4)
    assert column_of(" ab ") == 27


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Khối 6", True), ("2025-2026", True), ("Năm học 2025 - 2026", True), ("", False),
        ("2025–2026", True), ("–", False),
        ("12", False), ("1.234,5 %", False), ("(2)", False), ("12/9", False),
    ],
)  # fmt: skip
def test_words_and_figures_are_told_apart(text: str, words: bool) -> None:
    assert is_words(text) is words


def test_a_row_is_called_by_its_words_not_by_its_numbering() -> None:
    sheet = grid([*CLASSES, ["I", "Cán bộ quản lý", 3], ["a", 4], [1, 2]])
    assert [sheet.label(number) for number in (4, 8, 9, 10, 11, 99)] == [
        "Khối 6", "Cộng", "Cán bộ quản lý", "a", "", "",
    ]  # fmt: skip


def test_the_words_of_a_row_are_those_left_of_its_figures() -> None:
    sheet = grid([["1", "Tiểu học", "a", "Khối 1", 4, "ghi chú"], ["a", 4], [1, 2]])
    assert sheet.words(0) == ["Tiểu học", "Khối 1", "ghi chú"]
    assert sheet.words(0, 4) == ["Tiểu học", "Khối 1"]
    assert [sheet.words(number) for number in (1, 2, 9)] == [["a"], [], []]


def test_the_heads_of_a_column_are_the_nearest_words_above_its_figures() -> None:
    sheet = grid(
        [["Trường"], [], ["", "Năm học 2025-2026", "Năm học 2025-2026"], ["Khối", "Lớp", "Nữ"], ["6", 5, 3]]
    )
    assert sheet.heads(1, 4) == ["Lớp", "Năm học 2025-2026"]
    assert sheet.heads(2, 4) == ["Nữ", "Năm học 2025-2026"]
    assert sheet.heads(9, 4) == []
    assert sheet.heads(1, 999) == ["Lớp", "Năm học 2025-2026"]


def test_outside_a_sheet_there_is_nothing() -> None:
    sheet = Grid("Trống", [])
    assert (sheet.at(0, 0), sheet.at(-1, 0), sheet.width) == ("", "", 0)


def test_words_are_compared_without_signs() -> None:
    assert folded("  - Khối lớp 6 (*): ") == "khoi lop 6"
