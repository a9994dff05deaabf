"""The list as an Excel file."""

import io

from python_calamine import CalamineWorkbook

from minhdinh.evidence.exports import workbook
from minhdinh.evidence.tables import COLUMNS


def sheet_of(content: bytes) -> list[list[object]]:
    return (
        CalamineWorkbook.from_filelike(io.BytesIO(content))
        .get_sheet_by_index(0)
        .to_python(skip_empty_area=False)
    )


def test_title_head_and_rows() -> None:
    row = ["MC.1.3.01", "Kế hoạch", "Kế hoạch", "12/KH", "1.3", "1 tệp", "2", "Đã xác minh"]
    rows = sheet_of(workbook("Minh chứng của trường", [row, row]))
    assert rows[0][0] == "Minh chứng của trường"
    assert rows[2] == [str(column.label) for column in COLUMNS]
    assert rows[3:] == [row, row]


def test_more_columns_stand_behind() -> None:
    rows = sheet_of(workbook("Tìm", [["x"] * (len(COLUMNS) + 1)], more=[("Đoạn khớp", 40)]))
    assert rows[2] == [*(str(column.label) for column in COLUMNS), "Đoạn khớp"]
    assert rows[3][-1] == "x"


def test_an_empty_list_is_a_file_too() -> None:
    rows = sheet_of(workbook("Minh chứng", []))
    assert [row for row in rows[3:] if any(row)] == []


def test_nothing_becomes_a_formula_or_a_link() -> None:
    hostile = ["=1+1", "@SUM(A1)", "+84", "-2", '=HYPERLINK("http://a.vn")', "https://a.vn", "{=1}", "0012"]
    content = workbook("=cmd|' /C calc'!A0", [hostile])
    assert sheet_of(content)[3] == hostile
    assert b"<f>" not in b"".join(parts_of(content))


def parts_of(content: bytes) -> list[bytes]:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
