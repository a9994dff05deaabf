"""The workbook to fill in with earlier years, and the faulty rows that come back."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

from minhdinh.common.language import in_vietnamese
from minhdinh.lib.spreadsheet import workbook_bytes
from minhdinh.organisations.enums import Ownership
from minhdinh.organisations.imports.checked import CheckedRow
from minhdinh.oversight.history.words import COLUMNS, LEVEL_NAMES

LAST_ROW = 20_000
HINTS = {
    "code": "Bắt buộc. Mỗi trường một mã, không đổi về sau. Mã chưa có thì trường được tạo dưới cơ quan đang nhập.",
    "name": "Bắt buộc. Tên đầy đủ của trường.",
    "school_type": "Bắt buộc. Chọn trong danh sách.",
    "ownership": "Để trống: công lập.",
    "year": "Bắt buộc. Dạng 2013-2014. Mỗi trường, mỗi năm học một dòng.",
    "completed": "Ghi x (hoặc có) nếu đã hoàn thành; chưa thì để trống.",
    "evaluated": "Ghi x (hoặc có) nếu đã được đánh giá ngoài; chưa thì để trống.",
    "level": "1 đến 4, hoặc viết Mức 1, Mức độ 1, Cấp độ 1; không đạt ghi 0; không rõ thì để trống.",
    "grade": "1 đến 4 theo quyết định công nhận; để trống nếu không có.",
    "degree": "1 hoặc 2; để trống nếu không có.",
    "number": "Số, ký hiệu quyết định công nhận.",
    "decided_on": "Ngày của Excel, hoặc gõ ngày/tháng/năm: 15/06/2014.",
    "valid_to": "Ngày cuối cùng còn giá trị; để trống nếu quyết định không ghi.",
}
NOTES = (
    "Cột theo thứ tự nào cũng được, giữ nguyên tên cột. Cột không bắt buộc có thể bỏ.",
    "Dữ liệu được giữ đúng như ghi ở đây, hệ thống không tính lại.",
    "Nhập lại cùng một tệp không đổi gì. Ô đã sửa thì dữ kiện được sửa theo và có trong nhật ký.",
    "Cột có trong tệp mà ô để trống nghĩa là không có; cột không có trong tệp thì giữ điều đã biết.",
)


@in_vietnamese
def history_template() -> bytes:
    """Return the workbook: the headers, drop-down lists, and a second sheet that explains each column."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet, guide = book.add_worksheet("Danh sách"), book.add_worksheet("Hướng dẫn")
    bold = book.add_format({"bold": True, "border": 1, "bg_color": "#EAF0FA", "text_wrap": True})
    text, wrapped = book.add_format({"num_format": "@"}), book.add_format({"text_wrap": True})
    guide.write_row(0, 0, ("Cột", "Cách ghi"), bold)
    guide.set_column(0, 0, 34)
    guide.set_column(1, 1, 90, wrapped)
    for index, column in enumerate(COLUMNS):
        sheet.write_string(0, index, column.label, bold)
        sheet.set_column(index, index, 40 if column.key == "name" else 18, text)
        guide.write_row(index + 1, 0, (column.label, HINTS[column.key]))
        allowed = _allowed(column.key)
        if allowed:
            rule = {"validate": "list", "source": allowed, "error_type": "warning"}
            sheet.data_validation(1, index, LAST_ROW, index, rule)
    for index, note in enumerate(NOTES, start=len(COLUMNS) + 2):
        guide.write_row(index, 0, ("Lưu ý", note))
    sheet.freeze_panes(1, 0)
    book.close()
    return stream.getvalue()


def _allowed(key: str) -> list[str]:
    choices = {
        "school_type": list(LEVEL_NAMES),
        "ownership": [str(label) for label in Ownership.labels],
        "completed": ["x"],
        "evaluated": ["x"],
    }
    return choices.get(key, [])


@in_vietnamese
def faulty_history(rows: Sequence[CheckedRow]) -> bytes:
    """Return the faulty rows as they came, with the reasons in front, to be mended and sent again."""
    header = ["Dòng", "Cần sửa", *(column.label for column in COLUMNS)]
    lines = [
        [row.number, " ".join(row.faults), *(row.values.get(column.key, "") for column in COLUMNS)]
        for row in rows
        if row.faults
    ]
    return workbook_bytes(header, lines, sheet="Dòng cần sửa")
