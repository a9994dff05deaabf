"""How figures are written: properties of the writer, and the shapes of a table."""

import csv
import datetime as dt
import io
import json
import re

from hypothesis import given
from hypothesis import strategies as st

from minhdinh.oversight.statistics.shown import as_csv, as_data, as_json, as_text, line_of, shown, shown_row
from minhdinh.oversight.statistics.table import Cell, Column, Heading, Kind, Line, Row, Share, StatTable

HEADING = Heading("so", "Sở An Hòa", "2026-2027", dt.date(2026, 11, 5))
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=12)
VALUES = (
    st.none() | st.integers(0, 50_000) | WORDS | st.builds(Share, st.integers(0, 900), st.integers(0, 900))
)


def table(*rows: Row, columns: int = 2) -> StatTable:
    heads = (
        Column("label", "Nhóm", Kind.LABEL),
        *(Column(f"c{one}", f"Cột {one}") for one in range(columns)),
    )
    return StatTable("thu", "Bảng thử", HEADING, heads, rows, ("Một ghi chú.",))


@given(st.integers(0, 10**7))
def test_a_count_reads_back_and_has_two_digits_unless_zero(count: int) -> None:
    written = shown(count)
    assert int(written) == count
    assert written == "0" if count == 0 else len(written) >= 2
    assert not written.startswith("00")


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_share_is_the_nearest_hundredth_with_a_comma(part: int, total: int) -> None:
    written = shown(Share(part, total))
    assert re.fullmatch(r"\d+(,\d\d)?", written)
    assert not written.endswith(",00")
    exact = part * 100 / total
    assert abs(float(written.replace(",", ".")) - exact) <= 0.005 + 1e-9


@given(st.integers(1, 10_000))
def test_all_of_any_is_a_hundred_and_none_is_zero(total: int) -> None:
    assert shown(Share(total, total)) == "100"
    assert shown(Share(0, total)) == "0"


def test_a_share_of_nothing_is_zero() -> None:
    assert shown(Share(0, 0)) == "0"


def test_the_seeds_own_figures() -> None:
    pairs = [(3, 8, "37,50"), (16, 28, "57,14"), (12, 12, "100"), (31, 48, "64,58"), (13, 19, "68,42")]
    assert [shown(Share(part, total)) for part, total, _ in pairs] == [written for _, _, written in pairs]
    assert [shown(count) for count in (0, 8, 3, 28, 12)] == ["0", "08", "03", "28", "12"]
    assert shown(None) == ""


@given(st.lists(WORDS.filter(lambda word: "|" not in word), min_size=1, max_size=8))
def test_a_line_gives_its_cells_back(cells: list[str]) -> None:
    line = line_of(cells)
    assert [cell.strip() for cell in line.split("|")] == cells
    assert "|  |" not in line


@given(st.lists(VALUES, max_size=5))
def test_a_row_has_a_text_for_every_column(values: list[int | str | Share | None]) -> None:
    row = Row("Dòng", tuple(Cell(value) for value in values))
    written = shown_row(row, table(row, columns=5))
    assert len(written) == 6
    assert written[0] == "Dòng"
    assert all(isinstance(cell, str) for cell in written)


@given(st.lists(VALUES, min_size=2, max_size=2))
def test_csv_and_json_read_back_as_they_are_shown(values: list[int | str | Share | None]) -> None:
    row = Row("Dòng", tuple(Cell(value) for value in values))
    one = table(row)
    assert list(csv.reader(io.StringIO(as_csv(one))))[1] == shown_row(row, one)
    data = json.loads(as_json(one))
    assert data["rows"][0]["cells"] == shown_row(row, one)
    assert len(data["rows"][0]["values"]) == 3


def test_text_has_title_header_rows_and_notes() -> None:
    one = table(
        Row("Phần một", line=Line.HEADING),
        Row("Dòng", (Cell(8), Cell(None))),
        Row("Cộng", (Cell(8), Cell(Share(1, 2))), Line.TOTAL),
    )
    assert as_text(one).splitlines() == [
        "Bảng thử",
        "Sở An Hòa, năm học 2026-2027, số liệu đến ngày 05/11/2026",
        "",
        "Nhóm | Cột 0 | Cột 1",
        "Phần một",
        "Dòng | 08 | ",
        "Cộng | 08 | 50",
        "",
        "Một ghi chú.",
    ]


def test_data_names_columns_and_keeps_numbers() -> None:
    one = table(Row("Dòng", (Cell(8), Cell(Share(3, 8)))))
    data = as_data(one)
    assert data["columns"][1] == {"key": "c0", "label": "Cột 0", "kind": "count"}
    assert data["rows"] == [{"line": "row", "cells": ["Dòng", "08", "37,50"], "values": ["Dòng", 8, 37.5]}]
    assert (data["date"], data["footnotes"]) == ("2026-11-05", ["Một ghi chú."])
