"""Workbooks written for people: one sheet, a bold header that stays, widths that fit, text stored as text."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import xlsxwriter

WIDEST = 60
NARROWEST = 8


def workbook_bytes(
    header: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    sheet: str = "Danh sách",
    title: str = "",
    constant_memory: bool = False,
) -> bytes:
    """Return an .xlsx file; numbers stay numbers, everything else is text, so no cell is ever taken as a formula.

    ``title`` stands above the header when given. With ``constant_memory`` rows wait in a temporary file, not in memory.
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream,
        {
            "constant_memory" if constant_memory else "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
        },
    )
    page = book.add_worksheet(sheet[:31])
    bold = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#EAF0FA"}
    )
    plain = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    top = 0
    if title:
        page.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 13}))
        top = 2
    widths = [len(label) for label in header]
    for column, label in enumerate(header):
        page.write_string(top, column, label, bold)
    for index, row in enumerate(rows, start=top + 1):
        for column, value in enumerate(row):
            _write(page, index, column, value, plain)
            widths[column] = max(widths[column], len(str(value)))
    for column, width in enumerate(widths):
        page.set_column(column, column, min(WIDEST, max(NARROWEST, width + 2)))
    page.freeze_panes(top + 1, 0)
    book.close()
    return stream.getvalue()


def _write(page: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: object, style: object) -> None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        page.write_number(row, column, value, style)
    else:
        page.write_string(row, column, "" if value is None else str(value), style)
