"""The workbook to fill in, and the lists that come back: faulty rows, first passwords."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

from minhdinh.common.language import in_vietnamese
from minhdinh.lib.sheet_reading import Column
from minhdinh.lib.spreadsheet import workbook_bytes
from minhdinh.organisations.domain.membership import roles_for
from minhdinh.organisations.enums import EducationLevel, Ownership, SchoolType
from minhdinh.organisations.imports import people, schools
from minhdinh.organisations.imports.checked import CheckedRow
from minhdinh.organisations.models import ImportKind, Organisation

LAST_ROW = 5_000
HINTS = {
    "full_name": "Bắt buộc. Viết đủ dấu.",
    "role": "Bắt buộc. Chọn trong danh sách; nhiều vai trò cách nhau bằng dấu chấm phẩy.",
    "username": "Để trống thì hệ thống tự đặt theo tên và mã đơn vị.",
    "organisation": "Để trống: đơn vị đang nhập. Sở có thể ghi mã trường bên dưới.",
    "code": "Bắt buộc. Mỗi trường một mã, không đổi về sau.",
    "name": "Bắt buộc. Tên đầy đủ của trường.",
    "school_type": "Bắt buộc. Chọn trong danh sách.",
    "education_levels": "Chỉ cần với trường nhiều cấp học; cách nhau bằng dấu chấm phẩy.",
    "ownership": "Để trống: công lập.",
    "parent": "Để trống: cơ quan đang nhập.",
}


def columns_of(kind: str) -> Sequence[Column]:
    """Return the columns of a kind of import."""
    return people.COLUMNS if kind == ImportKind.PEOPLE else schools.COLUMNS


@in_vietnamese
def template_bytes(kind: str, organisation: Organisation) -> bytes:
    """Return the workbook to fill in: headers, drop-down lists, and a second sheet that explains each column."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet, guide = book.add_worksheet("Danh sách"), book.add_worksheet("Hướng dẫn")
    bold = book.add_format({"bold": True, "border": 1, "bg_color": "#EAF0FA", "text_wrap": True})
    text = book.add_format({"num_format": "@"})
    guide.write_row(0, 0, ("Cột", "Cách ghi", "Được chọn trong"), bold)
    guide.set_column(0, 2, 45)
    line = 1
    for index, column in enumerate(columns_of(kind)):
        sheet.write_string(0, index, f"{column.label} *" if column.required else column.label, bold)
        sheet.set_column(index, index, 26, text)
        allowed = _allowed(column.key, organisation)
        guide.write_row(line, 0, (column.label, HINTS.get(column.key, "")))
        guide.write_column(line, 2, allowed)
        if allowed:
            source = f"='Hướng dẫn'!$C${line + 1}:$C${line + len(allowed)}"
            rule = {"validate": "list", "source": source, "error_type": "warning"}
            sheet.data_validation(1, index, LAST_ROW, index, rule)
        line += max(1, len(allowed))
    sheet.freeze_panes(1, 0)
    book.close()
    return stream.getvalue()


def _allowed(key: str, organisation: Organisation) -> list[str]:
    choices = {
        "role": [role.label for role in roles_for(organisation)],
        "school_type": SchoolType.labels,
        "education_levels": EducationLevel.labels,
        "ownership": Ownership.labels,
    }
    return [str(label) for label in choices.get(key, [])]


@in_vietnamese
def faulty_bytes(kind: str, rows: Sequence[CheckedRow]) -> bytes:
    """Return the faulty rows as they came, with the reasons in front, to be mended and sent again."""
    columns = columns_of(kind)
    header = ["Dòng", "Cần sửa", *(column.label for column in columns)]
    lines = [
        [row.number, " ".join(row.faults), *(row.values.get(column.key, "") for column in columns)]
        for row in rows
        if row.faults
    ]
    return workbook_bytes(header, lines, sheet="Dòng cần sửa")


@in_vietnamese
def passwords_bytes(accounts: Sequence[tuple[str, str, str, str]]) -> bytes:
    """Return the list to hand out: (organisation, full name, username, first password)."""
    header = ("Đơn vị", "Họ và tên", "Tên đăng nhập", "Mật khẩu đầu tiên")
    return workbook_bytes(header, accounts, sheet="Tài khoản")
