"""What the pages show of a table: texts, addresses of the schools behind, tabs, files, charts."""

import datetime as dt

import pytest

from minhdinh.oversight.statistics.charts import bars
from minhdinh.oversight.statistics.registry import TABLES
from minhdinh.oversight.statistics.table import Cell, Column, Heading, Kind, Line, Row, Share, StatTable
from minhdinh.oversight.tables.statistics import (
    asked,
    cards,
    downloads,
    school_columns,
    shown_table,
    tabs,
)

HEADING = Heading("so", "Sở An Hòa", "2026-2027", dt.date(2026, 11, 5))
COLUMNS = (
    Column("label", "Cấp học", Kind.LABEL),
    Column("schools", "TS trường"),
    Column("share", "Tỉ lệ (%)", Kind.SHARE),
    Column("word", "Yêu cầu", Kind.TEXT),
)


def table(*cells: Cell) -> StatTable:
    rows = (Row("Phần", line=Line.HEADING), Row("Dòng", cells), Row("Cộng", cells, Line.TOTAL))
    return StatTable("trend", "Bảng thử", HEADING, COLUMNS, rows, drawn=("share",))


CELLS = (Cell(8, {"type": "mam_non"}), Cell(Share(3, 8)), Cell("Nộp"))


def addresses(*cells: Cell, day: str = "") -> list[str]:
    return [cell["url"] for cell in shown_table(table(*cells), day)["rows"][1]["cells"]]


def test_texts_and_lines() -> None:
    found = shown_table(table(*CELLS), "")
    assert [column["css"] for column in found["columns"]] == ["", "num", "num", "stack"]
    assert [row["line"] for row in found["rows"]] == ["heading", "row", "total"]
    assert [cell["text"] for cell in found["rows"][1]["cells"]] == ["08", "37,50", "Nộp"]
    assert found["rows"][0]["width"] == 4
    assert found["charts"] == bars(table(*CELLS))


def test_a_number_leads_to_its_schools() -> None:
    assert addresses(*CELLS) == ["/co-quan/so/2026-2027/thong-ke/truong/?type=mam_non", "", ""]


@pytest.mark.parametrize(
    ("cell", "url"),
    [
        (Cell(0, {"type": "thcs"}), ""),
        (Cell(5), ""),
        (Cell(None, {"type": "thcs"}), ""),
        (Cell(5, {}), "/co-quan/so/2026-2027/thong-ke/truong/"),
        (Cell(5, {"level": "1"}, "2024-2025"), "/co-quan/so/2024-2025/thong-ke/truong/?level=1"),
    ],
)
def test_where_a_number_leads(cell: Cell, url: str) -> None:
    assert addresses(cell, *CELLS[1:])[0] == url


def test_a_chosen_day_goes_along_but_not_into_another_year() -> None:
    day = "05/11/2026"
    assert addresses(*CELLS, day=day)[0].endswith("?type=mam_non&day=05%2F11%2F2026")
    assert "day" not in addresses(Cell(5, {}, "2024-2025"), *CELLS[1:], day=day)[0]
    assert (asked(""), asked(day)) == ("", "?day=05%2F11%2F2026")


def test_tabs_and_cards_name_every_table() -> None:
    found = tabs("so", "2026-2027", "trend", "")
    assert [tab["active"] for tab in found] == [one.id == "trend" for one in TABLES]
    assert found[0]["url"] == "/co-quan/so/2026-2027/thong-ke/self-assessment-by-level/"
    assert [card["url"] for card in cards("so", "2026-2027")] == [tab["url"] for tab in found]


def test_files_of_a_table() -> None:
    assert {one["label"]: one["url"] for one in downloads(table(*CELLS), "")} == {
        "Excel": "/co-quan/so/2026-2027/thong-ke/trend/excel",
        "Word": "/co-quan/so/2026-2027/thong-ke/trend/word",
    }


def test_columns_of_schools_are_distinct() -> None:
    keys = [column["key"] for column in school_columns()]
    assert len(set(keys)) == len(keys)
    assert keys[:2] == ["name", "code"]
