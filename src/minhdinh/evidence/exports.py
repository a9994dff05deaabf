"""The list of evidence as an Excel file."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import xlsxwriter

from minhdinh.evidence.tables import COLUMNS


def workbook(title: str, rows: Iterable[Sequence[str]], *, more: Sequence[tuple[str, int]] = ()) -> bytes:
    """Return an .xlsx with the columns of the screen and ``more`` (label and width) behind them.

    Every cell is text, so that none becomes a formula.
    """
    columns = [*((str(column.label), column.width) for column in COLUMNS), *more]
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        cell = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet("Minh chứng")
        sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 13}))
        for index, (label, width) in enumerate(columns):
            sheet.set_column(index, index, width)
            sheet.write_string(2, index, label, head)
        last = 2
        for last, row in enumerate(rows, start=3):
            for index, text in enumerate(row):
                sheet.write_string(last, index, text, cell)
        sheet.autofilter(2, 0, max(last, 3), len(columns) - 1)
        sheet.freeze_panes(3, 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(2)
    return buffer.getvalue()
