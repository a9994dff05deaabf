"""A table as an official sheet: heading lines, merged title, cells exactly as they are read, signatures below."""

from __future__ import annotations

import io

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from minhdinh.oversight.statistics.shown import header, shown_row, subtitle
from minhdinh.oversight.statistics.table import Kind, Line, StatTable

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
HEADER_ROW = 6  # counted from 0: the line of column headings
WIDTH = 13
WIDTHS = {Kind.LABEL: 30, Kind.ORDER: 7, Kind.TEXT: 34}
FONT: dict[str, object] = {"font_name": "Times New Roman", "font_size": 12}
FORMATS: dict[str, dict[str, object]] = {
    "head": {"bold": True, "align": "center", "text_wrap": True},
    "title": {"bold": True, "align": "center", "font_size": 14, "text_wrap": True},
    "under": {"italic": True, "align": "center", "text_wrap": True},
    "columns": {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1},
    "label": {"text_wrap": True, "valign": "vcenter", "border": 1},
    "cell": {"align": "center", "valign": "vcenter", "border": 1},
    "total": {"bold": True, "align": "center", "valign": "vcenter", "border": 1},
    "total_label": {"bold": True, "valign": "vcenter", "text_wrap": True, "border": 1},
    "note": {"italic": True, "text_wrap": True, "font_size": 11},
    "sign": {"bold": True, "align": "center"},
}


def as_workbook(table: StatTable) -> bytes:
    """Return the table as an .xlsx file; every cell is text as on the screen, so that "08" stays "08"."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(_("Thống kê"))
    formats = {name: book.add_format({**FONT, **look}) for name, look in FORMATS.items()}
    last = len(table.columns) - 1
    _heading(sheet, formats, table, last)
    bottom = _body(sheet, formats, table)
    _below(sheet, formats, table, bottom + 1)
    _page(sheet, table, last)
    book.close()
    return stream.getvalue()


def _heading(sheet: Worksheet, formats: dict[str, Format], table: StatTable, last: int) -> None:
    middle = max(0, last // 3)
    _merge(sheet, 0, 0, middle, table.heading.office_name.upper(), formats["head"])
    _merge(sheet, 0, middle + 1, last, STATE, formats["head"])
    _merge(sheet, 1, middle + 1, last, MOTTO, formats["head"])
    _merge(sheet, 3, 0, last, table.title.upper(), formats["title"])
    _merge(sheet, 4, 0, last, subtitle(table), formats["under"])
    for index, label in enumerate(header(table)):
        sheet.write_string(HEADER_ROW, index, label, formats["columns"])


def _body(sheet: Worksheet, formats: dict[str, Format], table: StatTable) -> int:
    """Write the rows; return the number of the last one."""
    at = HEADER_ROW
    for at, row in enumerate(table.rows, start=HEADER_ROW + 1):
        if row.line is Line.HEADING:
            _merge(sheet, at, 0, len(table.columns) - 1, row.label, formats["total_label"])
            continue
        strong = row.line is Line.TOTAL
        for index, text in enumerate(shown_row(row, table)):
            is_text = index == 0 or table.columns[index].kind is Kind.TEXT
            look = ("total_label" if strong else "label") if is_text else ("total" if strong else "cell")
            sheet.write_string(at, index, text, formats[look])
    return at


def _below(sheet: Worksheet, formats: dict[str, Format], table: StatTable, start: int) -> None:
    last = len(table.columns) - 1
    for at, note in enumerate(table.footnotes, start=start):
        _merge(sheet, at, 0, last, note, formats["note"])
    signs = start + len(table.footnotes) + 1
    middle = last // 2
    _merge(sheet, signs, 0, middle, _("NGƯỜI LẬP BIỂU"), formats["sign"])
    _merge(sheet, signs, middle + 1, last, _("THỦ TRƯỞNG CƠ QUAN"), formats["sign"])


def _page(sheet: Worksheet, table: StatTable, last: int) -> None:
    for index, column in enumerate(table.columns):
        sheet.set_column(index, index, WIDTHS.get(column.kind, WIDTH))
    sheet.freeze_panes(HEADER_ROW + 1, 1)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_paper(9)
    if last > 6:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.ignore_errors({"number_stored_as_text": f"A1:Z{HEADER_ROW + len(table.rows) + 2}"})


def _merge(sheet: Worksheet, row: int, first: int, last: int, text: str, look: Format) -> None:
    """Write a text over several columns, or into one where there is only one."""
    if last > first:
        sheet.merge_range(row, first, row, last, "", look)
    sheet.write_string(row, first, text, look)
