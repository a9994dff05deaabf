"""Workbooks with figures: a foreign program's report, our own template filled in."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from minhdinh.access.actor import system_actor
from minhdinh.assessments.domain.tables import save_cells
from minhdinh.assessments.figures.files import read_file
from minhdinh.assessments.figures.rules.grid import Grid
from minhdinh.assessments.figures.rules.named import FIRST_COLUMN
from minhdinh.assessments.models import DataCell, FiguresFile
from minhdinh.assessments.rules.tables import Address
from minhdinh.lib.sheet_reading import read_sheets
from tests.assessments.setup.desk import Desk

YEARS = ("2024-2025", "2025-2026", "2026-2027")
LAST = YEARS[-1]
Rows = Sequence[Sequence[object]]

CLASSES: Rows = [
    ["PHÒNG GIÁO DỤC"],
    ["THỐNG KÊ LỚP VÀ HỌC SINH"],
    [],
    ["STT", "Khối", "Số lớp", "Tổng số HS", "Nữ"],
    [1, "Khối 6", 5, 172, 80],
    [2, "Khối 7", 5, 168, 79],
    [3, "Khối 8", 4, 138, 70],
    [4, "Khối 9", 4, 134, 69],
    ["", "Cộng", 18, 612, 298],
]
BY_YEARS: Rows = [
    ["Số liệu", "Năm học 2024-2025", "Năm học 2025-2026", "Năm học 2026-2027"],
    ["Khối lớp 6", 4, 5, 5],
    ["Khối lớp 7", 4, 4, 5],
    ["Khối lớp 8", 4, 4, 4],
    ["Khối lớp 9", 3, 4, 4],
]


def book(sheets: Mapping[str, Rows]) -> bytes:
    """Return a workbook with these sheets."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    for name, rows in sheets.items():
        sheet = workbook.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    workbook.close()
    return stream.getvalue()


def own(table: str, columns: Sequence[str], rows: Rows) -> bytes:
    """Return a sheet as our own template has it: ``rows`` begin with the row's key, then its figures."""
    lines: list[Sequence[object]] = [
        [f"minhdinh:{table}", "", "Tên bảng"],
        ["", "", "", *columns],
        ["Mã hàng", "TT", "Số liệu", *columns],
        *([key, "", "nhãn", *values] for key, *values in rows),
    ]
    return book({"1 Bảng": lines})


def grid(rows: Rows, name: str = "Trang 1") -> Grid:
    """Return rows as a sheet that was read."""
    return Grid(name, [[str(value) for value in row] for row in rows])


def stored(desk: Desk) -> dict[Address, str]:
    """Return every typed cell that stands."""
    rows = DataCell.objects.filter(assessment=desk.assessment)
    return {(row.table, row.row, row.column): row.value for row in rows}


def type_in(desk: Desk, cells: dict[Address, str]) -> None:
    refused = save_cells(actor=system_actor(desk.school.pk), assessment=desk.assessment, cells=cells)
    assert refused == []


def send(desk: Desk, content: bytes, source: str = "smas", **values: Any) -> FiguresFile:
    """Read a file as the secretary does; the scope must be open."""
    arguments = {"actor": desk.actor(), "name": "so-lieu.xlsx", **values}
    return read_file(assessment=desk.assessment, content=content, source=source, **arguments)


def filled_in(content: bytes, table: str, cells: Mapping[tuple[str, str], object]) -> bytes:
    """Return our template as a person sends it back: (row, column) of one table with new values, the rest as it was."""
    sheets = {}
    for sheet in read_sheets(content):
        rows = [list(row) for row in sheet.rows]
        if rows[0][0] == f"minhdinh:{table}":
            for (row_key, column_key), value in cells.items():
                (line,) = [row for row in rows if row[0] == row_key]
                line[rows[1].index(column_key, FIRST_COLUMN)] = value
        sheets[sheet.name] = [["" if value is None else value for value in row] for row in rows]
    return book(sheets)
