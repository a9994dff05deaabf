"""Drafted sentences say no number that the tables do not show."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.oversight.domain.reports_figures import FIRST_TABLE, tables_now
from minhdinh.oversight.domain.reports_sentences import sentences_of
from minhdinh.oversight.statistics.registry import TABLES
from minhdinh.oversight.statistics.self_assessment import COLUMNS
from minhdinh.oversight.statistics.shown import header, shown_row
from minhdinh.oversight.statistics.table import Cell, Column, Heading, Kind, Line, Row, Share, StatTable
from tests.oversight.boards import YEAR as NOW
from tests.oversight.boards import one_at_each_stage
from tests.oversight.paperwork import make_bureau
from tests.oversight.seed import YEAR, District

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
HEADING = Heading("a", "Cơ quan A", "2025-2026", dt.date(2026, 1, 5))
TYPES = ("Trường mầm non", "Trường tiểu học", "Trường THCS")


def numbers(words: str) -> set[str]:
    return set(NUMBER.findall(words))


def shown_numbers(tables: list[StatTable]) -> set[str]:
    found = set()
    for table in tables:
        lines = [header(table), *(shown_row(row, table) for row in table.rows), [str(table.title)]]
        found |= {number for line in lines for cell in line for number in numbers(cell)}
    return found


def official(rows: list[tuple[int, int, int]]) -> StatTable:
    """Return the official table of schools, completed and evaluated of each type, totals below."""
    sums = tuple(sum(column) for column in zip(*rows, strict=True))
    made = [
        _row(label, line, *counts)
        for label, line, counts in [
            *((name, Line.ROW, counts) for name, counts in zip(TYPES, rows, strict=True)),
            ("Cộng", Line.TOTAL, sums),
        ]
    ]
    columns = tuple(Column(*column) for column in COLUMNS)
    return StatTable(FIRST_TABLE, "Tình hình tự đánh giá", HEADING, columns, tuple(made))


def _row(label: str, line: Line, schools: int, completed: int, evaluated: int) -> Row:
    blank = evaluated == 0 and line is Line.ROW
    return Row(
        label,
        (
            Cell(schools),
            Cell(completed),
            Cell(Share(completed, schools)),
            Cell(None if blank else evaluated),
            Cell(None if blank else Share(evaluated, schools)),
        ),
        line,
    )


three_numbers = st.integers(0, 900).flatmap(
    lambda schools: st.tuples(st.just(schools), st.integers(0, schools), st.integers(0, schools))
)


@given(st.lists(three_numbers, min_size=3, max_size=3))
def test_the_official_table_is_retold_with_its_own_numbers_only(rows: list[tuple[int, int, int]]) -> None:
    table = official(rows)
    said = sentences_of([table])
    assert numbers(" ".join(said)) <= shown_numbers([table])
    for row in table.rows:
        _label, schools, completed, share, *_rest = shown_row(row, table)
        name = "Toàn đơn vị" if row.line is Line.TOTAL else row.label
        line = f"- {name}: {completed}/{schools} trường hoàn thành báo cáo tự đánh giá ({share}%)."
        assert (line in said) is (schools != "0")


@given(
    st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=5),
    st.booleans(),
)
def test_any_table_is_retold_with_its_own_numbers_only(pairs: list[tuple[int, int]], total: bool) -> None:
    columns = (
        Column("label", "Năm học", Kind.LABEL),
        Column("schools", "TS trường"),
        Column("share", "Tỉ lệ (%)", Kind.SHARE),
    )
    rows = tuple(
        Row(
            f"Dòng {place}",
            (Cell(one), Cell(Share(min(one, two), max(one, two)))),
            Line.TOTAL if total and place == len(pairs) else Line.ROW,
        )
        for place, (one, two) in enumerate(pairs, start=1)
    )
    table = StatTable("t", "Qua các năm", HEADING, columns, rows)
    said = sentences_of([table])
    assert len(said) == 1
    assert numbers(said[0]) <= shown_numbers([table])
    assert (f"(Dòng {len(pairs)})" in said[0]) is not total


def test_the_seeds_district(district: District) -> None:
    tables = tables_now([FIRST_TABLE], district.office, YEAR, dt.date(2014, 1, 11))
    assert sentences_of(tables) == [
        "- Toàn đơn vị: 31/48 trường hoàn thành báo cáo tự đánh giá (64,58%).",
        "- Trường mầm non: 03/08 trường hoàn thành báo cáo tự đánh giá (37,50%).",
        "- Trường tiểu học: 16/28 trường hoàn thành báo cáo tự đánh giá (57,14%).",
        "- Trường THCS: 12/12 trường hoàn thành báo cáo tự đánh giá (100%).",
        "- Chưa có trường nào được đánh giá ngoài.",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("name", [one.id for one in TABLES])
def test_every_table_of_real_schools(name: str) -> None:
    bureau = make_bureau()
    one_at_each_stage(bureau.office)
    tables = tables_now([name], bureau.office, NOW)
    said = sentences_of(tables)
    assert numbers(" ".join(said)) <= shown_numbers(tables)
    assert all(line.startswith("- ") and line.endswith(".") for line in said)


def test_lists_of_names_are_not_retold() -> None:
    columns = (Column("number", "STT", Kind.LABEL), Column("school", "Tên trường", Kind.TEXT))
    table = StatTable("x", "Danh sách", HEADING, columns, (Row("1", (Cell("Trường A"),)),))
    assert sentences_of([table]) == []


def test_an_empty_table_and_no_table_say_nothing() -> None:
    columns = (Column("label", "Cấp học", Kind.LABEL), Column("count", "Số"))
    assert sentences_of([StatTable("x", "Bảng", HEADING, columns, ())]) == []
    assert sentences_of([]) == []
