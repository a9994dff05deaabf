"""Attendance lists as people bring them: pasted lines, or a small Excel file."""

from __future__ import annotations

from minhdinh.common.problems import Problem
from minhdinh.lib.sheet_reading import Column, SheetError, read_table
from minhdinh.lib.spreadsheet import workbook_bytes
from minhdinh.lib.text import fold
from minhdinh.oversight.domain.training import Attendee

COLUMNS = (
    Column("name", "Họ và tên", required=True, others=("Họ tên", "Tên")),
    Column("where", "Mã đơn vị", required=True, others=("Mã trường", "Đơn vị")),
    Column("position", "Chức vụ"),
    Column("certificate", "Số chứng chỉ", others=("Số chứng nhận",)),
)
FIELDS = tuple(column.key for column in COLUMNS)
SEPARATORS = ("\t", ";", "|")


def pasted(text: str) -> list[Attendee]:
    """Read lines "name, code, position, certificate" parted by tabs (as pasted from Excel), ``;`` or ``|``.

    A line of headings is left out. Raises Problem for a line that names no unit.
    """
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        cells = _cells(line)
        if len(cells) < 2:
            raise Problem(
                f"Dòng {number}: cần họ tên và mã đơn vị, cách nhau bằng dấu chấm phẩy hoặc ô Excel.",
                field="text",
            )
        if fold(cells[0]) in {fold(one) for one in (COLUMNS[0].label, *COLUMNS[0].others)}:
            continue
        found.append(Attendee(number, **dict(zip(FIELDS, cells, strict=False))))
    return found


def uploaded(content: bytes) -> list[Attendee]:
    """Read an Excel file with the columns of ``template``; raises Problem naming what is wrong."""
    try:
        rows = read_table(content, COLUMNS)
    except SheetError as error:
        raise Problem(str(error), field="file") from error
    return [
        Attendee(row.number, **{name: row.values.get(name, "").strip() for name in FIELDS}) for row in rows
    ]


def template() -> bytes:
    """Return an empty workbook with the columns of an attendance list."""
    return workbook_bytes([column.label for column in COLUMNS], [], sheet="Danh sách tham dự")


def _cells(line: str) -> list[str]:
    separator = next((one for one in SEPARATORS if one in line), "\t")
    return [cell.strip() for cell in line.split(separator)]
