"""Our own workbook: a sheet for each table, filled with what is there, to be sent back."""

from __future__ import annotations

import io
import re

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from minhdinh.assessments.domain.tables import table_view
from minhdinh.assessments.figures.rules.named import (
    BASE,
    FIRST_COLUMN,
    FIRST_LINE,
    KEY_LINE,
    LABEL_COLUMN,
    MARK,
    SCHOOL_COLUMN,
    YEAR_COLUMN,
)
from minhdinh.assessments.models import SelfAssessment
from minhdinh.assessments.rules.numbers import PERCENT, NotANumberError, parse_number, shown
from minhdinh.assessments.rules.table_form import FREE, HEADING, LABEL, NOTE, Row, Table
from minhdinh.assessments.rules.tables import Figures
from minhdinh.common.language import in_vietnamese

NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
LONGEST_NAME = 31
TEXT_FORMAT = 49  # The number Excel itself gives to "Text".


@in_vietnamese
def template_bytes(assessment: SelfAssessment) -> bytes:
    """Return the .xlsx of a year's tables; grey cells are worked out and are not read back."""
    figures = table_view(assessment)
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    styles = {
        "title": book.add_format({"bold": True, "font_size": 13}),
        "key": book.add_format({"font_color": "#8A94A6", "font_size": 8}),
        "head": book.add_format(
            {"bold": True, "border": 1, "bg_color": "#EAF0FA", "text_wrap": True, "valign": "top"}
        ),
        "words": book.add_format({"border": 1, "text_wrap": True, "valign": "top"}),
        "open": book.add_format({"border": 1, "align": "right"}),
        # Text, or Excel would keep the "37,5%" that a person types as 0,375.
        "percent": book.add_format({"border": 1, "align": "right", "num_format": TEXT_FORMAT}),
        "worked_out": book.add_format({"border": 1, "bg_color": "#EEF0F3", "align": "right"}),
    }
    for table in figures.form.tables:
        sheet = book.add_worksheet(sheet_name(table))
        _fill(sheet, figures, table, styles)
        sheet.write_string(KEY_LINE, SCHOOL_COLUMN, assessment.school.code, styles["key"])
        sheet.write_string(KEY_LINE, YEAR_COLUMN, assessment.year, styles["key"])
    book.close()
    return stream.getvalue()


def sheet_name(table: Table) -> str:
    """Return what the sheet of a table is called: its number and its short title, as Excel allows it."""
    return NOT_IN_A_NAME.sub(" ", f"{table.number} {table.short}")[:LONGEST_NAME].strip()


def _fill(sheet: Worksheet, figures: Figures, table: Table, styles: dict[str, Format]) -> None:
    sheet.write_string(0, 0, f"{MARK}{table.key}", styles["key"])
    sheet.write_string(0, LABEL_COLUMN, table.full_title, styles["title"])
    columns = [(column.key, column.label) for column in table.columns]
    columns += [(NOTE, _("Ghi chú"))] if table.notes else []
    for number, (key, label) in enumerate(columns, start=FIRST_COLUMN):
        sheet.write_string(KEY_LINE, number, key, styles["key"])
        sheet.write_string(FIRST_LINE - 1, number, label, styles["head"])
    for number, label in enumerate((_("Mã hàng"), _("TT"), _("Số liệu"))):
        sheet.write_string(FIRST_LINE - 1, number, label, styles["head"])
    sheet.set_row(KEY_LINE, None, None, {"hidden": True})
    sheet.set_column(0, 0, 12, styles["key"])
    sheet.set_column(1, 1, 6)
    sheet.set_column(LABEL_COLUMN, LABEL_COLUMN, 52)
    sheet.set_column(FIRST_COLUMN, FIRST_COLUMN + len(columns), 16)
    sheet.freeze_panes(FIRST_LINE, FIRST_COLUMN)
    for number, row in enumerate(table.rows, start=FIRST_LINE):
        _write_row(sheet, number, figures, table, row, styles)
    _write_bases(sheet, figures, table, FIRST_COLUMN + len(columns), styles["key"])


def _write_bases(sheet: Worksheet, figures: Figures, table: Table, first: int, style: Format) -> None:
    """Write in hidden columns what stands now, so that only what a person changes in the file is a change later."""
    keys = [column.key for column in table.columns] + ([NOTE] if table.notes else []) + [LABEL]
    sheet.set_column(first, first + len(keys) - 1, None, None, {"hidden": True})
    for column, key in enumerate(keys, start=first):
        sheet.write_string(KEY_LINE, column, f"{BASE}{key}", style)
        for number, row in enumerate(table.rows, start=FIRST_LINE):
            text = figures.typed(table.key, row.key, key)
            if key in {NOTE, LABEL}:
                sheet.write_string(number, column, text, style)
            elif row.is_typed:
                _write_typed(sheet, number, column, text, row, style)


def _write_row(
    sheet: Worksheet, number: int, figures: Figures, table: Table, row: Row, styles: dict[str, Format]
) -> None:
    label = figures.typed(table.key, row.key, LABEL) if row.kind == FREE else row.label
    for column, text in enumerate((row.key, row.number, label)):
        sheet.write_string(number, column, text, styles["key" if column == 0 else "words"])
    if row.kind == HEADING:
        return
    for column, one in enumerate(table.columns, start=FIRST_COLUMN):
        at = (table.key, row.key, one.key)
        if row.is_typed:
            style = styles["percent" if row.unit == PERCENT else "open"]
            _write_typed(sheet, number, column, figures.typed(*at), row, style)
        else:
            value = figures.value(*at)
            text = "" if value is None else shown(value, row.places)
            sheet.write_string(number, column, text, styles["worked_out"])
    if table.notes:
        note = figures.typed(table.key, row.key, NOTE)
        sheet.write_string(number, FIRST_COLUMN + len(table.columns), note, styles["words"])


def _write_typed(sheet: Worksheet, number: int, column: int, text: str, row: Row, style: Format) -> None:
    """Write a figure as a number, so that Excel can add it up; words of the free table stay words."""
    try:
        value = parse_number(text, row.unit) if row.kind != FREE else None
    except NotANumberError:
        value = None
    if value is None:
        sheet.write_string(number, column, text, style)
    else:
        sheet.write_number(number, column, float(value), style)
