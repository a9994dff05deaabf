"""What the pages of statistics show of a table: cells as they are read, with addresses of the schools behind."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from minhdinh.common.keyset import Page
from minhdinh.organisations.models import Organisation, Placement
from minhdinh.oversight.statistics.behind import SchoolLine
from minhdinh.oversight.statistics.charts import bars
from minhdinh.oversight.statistics.registry import TABLES
from minhdinh.oversight.statistics.shown import shown_row
from minhdinh.oversight.statistics.table import Cell, Kind, Row, StatTable

DAY = "day"  # the parameter of the tree's day
SHORT = 12  # letters of a label that stays on one line


def tabs(code: str, year: str, current: str, day: str) -> list[dict[str, Any]]:
    """Return one tab a table."""
    return [
        {
            "label": one.title,
            "url": reverse("oversight:statistics-table", args=[code, year, one.id]) + asked(day),
            "active": one.id == current,
        }
        for one in TABLES
    ]


def cards(code: str, year: str) -> list[dict[str, Any]]:
    """Return one card a table: title, purpose, address."""
    return [
        {
            "title": one.title,
            "purpose": one.purpose,
            "url": reverse("oversight:statistics-table", args=[code, year, one.id]),
        }
        for one in TABLES
    ]


def shown_table(table: StatTable, day: str) -> dict[str, Any]:
    """Return a table as the template draws it; ``day`` is what the address says of the day."""
    return {
        "title": table.title,
        "columns": [{"label": column.label, "css": _css(column.kind)} for column in table.columns],
        "rows": [_row(row, table, day) for row in table.rows],
        "footnotes": table.footnotes,
        "charts": bars(table),
    }


def downloads(table: StatTable, day: str) -> list[dict[str, Any]]:
    """Return the buttons that make a file of the table."""
    place = [table.heading.office_code, table.heading.year, table.id]
    found = [
        ("Excel", "table-export", _address("oversight:statistics-excel", place)),
        ("Word", "file-text", _address("documents:office-statistics", place)),
    ]
    return [{"label": label, "icon": icon, "url": url + asked(day)} for label, icon, url in found if url]


def asked(day: str) -> str:
    """Return the query that keeps the chosen day; "" where none is chosen."""
    return f"?{urlencode({DAY: day})}" if day else ""


def _address(name: str, place: list[str]) -> str:
    try:
        return reverse(name, args=place)
    except NoReverseMatch:
        return ""


def _css(kind: Kind) -> str:
    return {Kind.COUNT: "num", Kind.SHARE: "num", Kind.TEXT: "stack", Kind.ORDER: "fit"}.get(kind, "")


def _row(row: Row, table: StatTable, day: str) -> dict[str, Any]:
    texts = shown_row(row, table)[1:]
    columns = table.columns[1:]
    cells = [
        {
            "text": text,
            "label": column.label,
            "css": _css(column.kind),
            "url": _behind(row.cells[index], table, day) if index < len(row.cells) else "",
        }
        for index, (text, column) in enumerate(zip(texts, columns, strict=True))
    ]
    css = "text-nowrap" if len(str(row.label)) <= SHORT else ""  # a school year is not broken at its hyphen
    return {
        "label": row.label,
        "css": css,
        "line": row.line.value,
        "cells": cells,
        "width": len(table.columns),
    }


def _behind(cell: Cell, table: StatTable, day: str) -> str:
    """Return where a number leads; nothing where it counts nothing."""
    if cell.behind is None or not cell.value:
        return ""
    url = reverse(
        "oversight:statistics-schools", args=[table.heading.office_code, cell.year or table.heading.year]
    )
    query = {**cell.behind, **({DAY: day} if day and not cell.year else {})}
    return f"{url}?{urlencode(query)}" if query else url


def school_columns() -> list[dict[str, Any]]:
    """Return the columns of the schools behind a number, the same on the page and in the workbook."""
    return [
        {"key": "name", "label": _("Tên trường")},
        {"key": "code", "label": _("Mã")},
        {"key": "type", "label": _("Loại trường")},
        {"key": "parent", "label": _("Trực thuộc")},
        {"key": "stage", "label": _("Tiến độ năm học")},
        {"key": "level", "label": _("Mức tự đánh giá"), "css": "num"},
        {"key": "declared", "label": _("Mức đăng ký"), "css": "num"},
        {"key": "found", "label": _("Mức đánh giá ngoài"), "css": "num"},
    ]


def schools_table(
    office: Organisation, page: Page[Placement], lines: list[SchoolLine], *, export_url: str, opens: bool
) -> dict[str, Any]:
    """Return the table of one page of schools; ``opens`` says whether the person may open a school's own page."""
    return {
        "caption": _("Các trường"),
        "columns": school_columns(),
        "rows": [{"cells": _cells(line), "url": _school_url(office, line, opens=opens)} for line in lines],
        "page": page,
        "export_url": export_url,
        "empty": {"title": _("Không có trường nào"), "icon": "school"},
    }


def school_cells(line: SchoolLine) -> list[str]:
    """Return a school's cells in the order of the columns."""
    cells = _cells(line)
    return [cells[column["key"]] for column in school_columns()]


def _cells(line: SchoolLine) -> dict[str, str]:
    return {column["key"]: getattr(line, column["key"]) for column in school_columns()}


def _school_url(office: Organisation, line: SchoolLine, *, opens: bool) -> str:
    """Return the school's page; nothing for one that stood here once and stands elsewhere today."""
    if not line.school.path.startswith(office.path):
        return ""
    if opens and line.school.active:
        return reverse("organisations:profile", args=[line.code])
    return reverse("organisations:office-unit", args=[office.code, line.code])
