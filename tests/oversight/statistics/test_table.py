"""The plain table: where a column's cells stand, and that nothing in it can be changed."""

import dataclasses
import datetime as dt

import pytest

from minhdinh.oversight.statistics.table import Cell, Column, Heading, Kind, Line, Row, Share, StatTable

TABLE = StatTable(
    "thu",
    "Bảng thử",
    Heading("so", "Sở", "2026-2027", dt.date(2026, 11, 5)),
    (Column("label", "Nhóm", Kind.LABEL), Column("schools", "TS"), Column("share", "Tỉ lệ", Kind.SHARE)),
    (Row("Dòng", (Cell(8), Cell(Share(3, 8)))),),
)


@pytest.mark.parametrize(("key", "at"), [("schools", 0), ("share", 1)])
def test_a_column_says_where_its_cells_stand(key: str, at: int) -> None:
    assert TABLE.column(key) == at
    assert TABLE.rows[0].cells[at].value == (8, Share(3, 8))[at]


@pytest.mark.parametrize("key", ["label", "khong-co"])
def test_the_labels_are_no_cells(key: str) -> None:
    with pytest.raises(ValueError, match="not in list"):
        TABLE.column(key)


@pytest.mark.parametrize(
    "part", [TABLE, TABLE.rows[0], TABLE.rows[0].cells[0], TABLE.columns[0], TABLE.heading]
)
def test_a_made_table_stays_as_it_is(part: object) -> None:
    name = dataclasses.fields(part)[0].name  # type: ignore[arg-type]
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(part, name, "khác")


def test_what_is_left_out_is_plain() -> None:
    assert TABLE.rows[0].line is Line.ROW
    assert TABLE.rows[0].cells[0] == Cell(8, None, "")
    assert (TABLE.footnotes, TABLE.drawn) == ((), ())
    assert Row("Phần", line=Line.HEADING).cells == ()
