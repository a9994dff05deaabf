"""The official sheet: heading lines, cells as text exactly as shown, headings over the width, signatures."""

import datetime as dt
import io
import zipfile
from typing import Any

from python_calamine import CalamineWorkbook

from minhdinh.oversight.statistics.table import Cell, Column, Heading, Kind, Line, Row, Share, StatTable
from minhdinh.oversight.statistics.workbook import HEADER_ROW, MOTTO, STATE, as_workbook

HEADING = Heading("so", "Sở An Hòa", "2026-2027", dt.date(2026, 11, 5))


def table(*rows: Row, columns: int = 3) -> StatTable:
    heads = (
        Column("label", "Nhóm", Kind.LABEL),
        *(Column(f"c{one}", f"Cột {one}") for one in range(columns)),
    )
    return StatTable("thu", "Bảng thử", HEADING, heads, rows, ("Một ghi chú.",))


def cells(content: bytes) -> list[list[Any]]:
    return (
        CalamineWorkbook.from_filelike(io.BytesIO(content))
        .get_sheet_by_index(0)
        .to_python(skip_empty_area=False)
    )


def xml(content: bytes, name: str = "xl/worksheets/sheet1.xml") -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


ROWS = (
    Row("Phần một", line=Line.HEADING),
    Row("Dòng", (Cell(8), Cell(Share(3, 8)), Cell(None))),
    Row("Cộng", (Cell(0), Cell(Share(0, 0)), Cell(12)), Line.TOTAL),
)


def test_heading_lines() -> None:
    found = cells(as_workbook(table(*ROWS)))
    assert found[0][:3] == ["SỞ AN HÒA", "", STATE]
    assert found[1][2] == MOTTO
    assert found[3][0] == "BẢNG THỬ"
    assert found[4][0] == "Sở An Hòa, năm học 2026-2027, số liệu đến ngày 05/11/2026"


def test_cells_are_text_as_they_are_shown() -> None:
    found = cells(as_workbook(table(*ROWS)))[HEADER_ROW:]
    assert found[0] == ["Nhóm", "Cột 0", "Cột 1", "Cột 2"]
    assert found[1][0] == "Phần một"
    assert found[2] == ["Dòng", "08", "37,50", ""]
    assert found[3] == ["Cộng", "0", "0", "12"]


def test_notes_and_signatures_stand_below() -> None:
    found = [[text for text in row if text] for row in cells(as_workbook(table(*ROWS)))[HEADER_ROW + 4 :]]
    assert [row for row in found if row] == [["Một ghi chú."], ["NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG CƠ QUAN"]]


def test_titles_reach_over_the_table_and_the_head_is_repeated() -> None:
    content = as_workbook(table(*ROWS))
    sheet = xml(content)
    assert '<mergeCell ref="A4:D4"/>' in sheet
    assert f'<mergeCell ref="A{HEADER_ROW + 2}:D{HEADER_ROW + 2}"/>' in sheet
    assert "_xlnm.Print_Titles" in xml(content, "xl/workbook.xml")
    assert 'numberStoredAsText="1"' in sheet


def test_a_wide_table_lies_on_its_side() -> None:
    assert 'orientation="landscape"' in xml(as_workbook(table(columns=8)))
    assert 'orientation="landscape"' not in xml(as_workbook(table()))


def test_a_name_is_never_a_formula() -> None:
    content = as_workbook(table(Row("=1+1", (Cell("=2"), Cell(1), Cell(2)))))
    assert cells(content)[HEADER_ROW + 1][:2] == ["=1+1", "=2"]
    assert "<f>" not in xml(content)


def test_the_narrowest_table() -> None:
    assert cells(as_workbook(table(Row("Dòng", (Cell(1),)), columns=1)))[HEADER_ROW + 1] == ["Dòng", "01"]
