"""Workbooks of an import: the template to fill in, and what became of every row."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

from minhdinh.common.language import in_vietnamese
from minhdinh.evidence.context import YearContext
from minhdinh.evidence.importing.judging import Fate, Verdict
from minhdinh.lib.spreadsheet import workbook_bytes
from minhdinh.standards.catalogue import evidence_kinds

LAST_ROW = 5_000
COLUMNS: tuple[tuple[str, int, str], ...] = (
    ("Tiêu chí", 12, "Chọn trong danh sách. Bỏ trống khi mã đã cho biết tiêu chí."),
    ("Mã minh chứng", 18, "Bỏ trống thì hệ thống cấp mã. Mã đã có trong kho thì chỉ nối thêm tiêu chí."),
    ("Mã cũ", 18, "Mã theo bộ tiêu chuẩn trước, ví dụ H1-1.1-01. Nhiều mã cách nhau bằng dấu chấm phẩy."),
    ("Tên minh chứng", 60, "Bắt buộc."),
    ("Số, ký hiệu", 20, "Ví dụ 12/KH-THCS."),
    ("Ngày ban hành", 16, "Dạng ngày/tháng/năm."),
    ("Nơi ban hành", 28, "Cơ quan, nhóm hoặc người thực hiện."),
    ("Nơi lưu hoặc đường dẫn", 36, "Tủ, hộp, phòng; hoặc đường dẫn https://…"),
    ("Loại minh chứng", 34, "Chọn trong danh sách; bỏ trống nếu chưa rõ."),
    ("Ghi chú", 30, ""),
)
FATES = {
    Fate.NEW: "Mới",
    Fate.LINKED: "Nối thêm",
    Fate.DUPLICATE: "Trùng",
    Fate.ERROR: "Lỗi",
}


@in_vietnamese
def template_bytes(context: YearContext) -> bytes:
    """Return the workbook to fill in: headings, drop-down lists of criteria and kinds, a sheet that explains."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet, guide = book.add_worksheet("Danh mục minh chứng"), book.add_worksheet("Hướng dẫn")
    bold = book.add_format({"bold": True, "border": 1, "bg_color": "#EAF0FA", "text_wrap": True})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    guide.write_row(
        0, 0, ("Cột trong tệp", "Cách ghi", "Tiêu chí của năm học", "Tên tiêu chí", "Các loại"), bold
    )
    guide.set_column(0, 4, 40)
    criteria = [(one.code, one.title) for one in context.criteria]
    kinds = [kind.name for kind in evidence_kinds().values()]
    guide.write_column(1, 2, [code for code, _title in criteria])
    guide.write_column(1, 3, [title for _code, title in criteria])
    guide.write_column(1, 4, kinds)
    for index, (label, width, hint) in enumerate(COLUMNS):
        sheet.write_string(0, index, label, bold)
        sheet.set_column(index, index, width, text)
        guide.write_row(index + 1, 0, (label, hint))
    _offer(sheet, 0, "C", len(criteria))
    _offer(sheet, 8, "E", len(kinds))
    sheet.freeze_panes(1, 0)
    book.close()
    return stream.getvalue()


def _offer(sheet: xlsxwriter.worksheet.Worksheet, column: int, source: str, count: int) -> None:
    listed = f"='Hướng dẫn'!${source}$2:${source}${count + 1}"
    sheet.data_validation(
        1, column, LAST_ROW, column, {"validate": "list", "source": listed, "error_type": "warning"}
    )


@in_vietnamese
def fates_bytes(verdicts: Sequence[Verdict]) -> bytes:
    """Return every row of a list with its fate and why."""
    header = ("Dòng", "Kết quả", "Vì sao", "Mã trong tệp", "Tên minh chứng", "Tiêu chí")
    lines = [
        (
            verdict.row.number,
            FATES[verdict.fate],
            verdict.reason,
            ", ".join(code.text for code in (*verdict.row.codes, *verdict.row.old)),
            verdict.row.values.name,
            ", ".join(verdict.row.criteria),
        )
        for verdict in verdicts
    ]
    return workbook_bytes(header, lines, sheet="Kết quả từng dòng")
