"""How figures are written, to the character, wherever a table is shown: screen, command, workbook, Word, CSV."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from minhdinh.lib.text import percent, two_digits, vn_date
from minhdinh.oversight.statistics.table import Cell, Line, Row, Share, StatTable, Value

BETWEEN = " | "


def shown(value: Value) -> str:
    """Write one value: ``8`` as "08", zero as "0", a share in per cent ("37,50", "100"), nothing as ""."""
    if value is None:
        return ""
    if isinstance(value, Share):
        return percent(value.part, value.total)
    if isinstance(value, int):
        return two_digits(value)
    return value


def shown_row(row: Row, table: StatTable) -> list[str]:
    """Return a row as it is read, label first, a blank for each missing cell."""
    cells = [shown(cell.value) for cell in row.cells]
    return [row.label, *cells, *[""] * (len(table.columns) - 1 - len(cells))]


def header(table: StatTable) -> list[str]:
    """Return the headings of the columns."""
    return [column.label for column in table.columns]


def line_of(cells: list[str]) -> str:
    """Join cells by a bar with one space between two things, also beside a blank one."""
    return BETWEEN.join(cells).replace("|  |", "| |").replace("|  |", "| |")


def subtitle(table: StatTable) -> str:
    """Return the line under the title: whose figures, of which year and day."""
    heading = table.heading
    return f"{heading.office_name}, năm học {heading.year}, số liệu đến ngày {vn_date(heading.day)}"


def as_text(table: StatTable) -> str:
    """Return the table as plain lines."""
    rows = [row.label if row.line is Line.HEADING else line_of(shown_row(row, table)) for row in table.rows]
    parts = [table.title, subtitle(table), "", line_of(header(table)), *rows]
    return "\n".join([*parts, *(["", *table.footnotes] if table.footnotes else [])])


def as_csv(table: StatTable) -> str:
    """Return header and rows as CSV, the cells as they are read."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header(table))
    writer.writerows(shown_row(row, table) for row in table.rows)
    return out.getvalue()


def as_data(table: StatTable) -> dict[str, Any]:
    """Return the table for JSON: ``cells`` as they are read, ``values`` as numbers."""
    heading = table.heading
    return {
        "table": table.id,
        "title": table.title,
        "organisation": {"code": heading.office_code, "name": heading.office_name},
        "year": heading.year,
        "date": heading.day.isoformat(),
        "columns": [
            {"key": column.key, "label": column.label, "kind": column.kind} for column in table.columns
        ],
        "rows": [
            {
                "line": row.line,
                "cells": shown_row(row, table),
                "values": [row.label, *(plain(cell) for cell in row.cells)],
            }
            for row in table.rows
        ],
        "footnotes": list(table.footnotes),
    }


def as_json(table: StatTable) -> str:
    """Return ``as_data`` as JSON."""
    return json.dumps(as_data(table), ensure_ascii=False)


def plain(cell: Cell) -> int | float | str | None:
    """Return a value as JSON has it: a share in per cent, rounded as it is shown; 0 of nothing is 0."""
    if isinstance(cell.value, Share):
        return float(decimal_comma_free(cell.value))
    return cell.value


def decimal_comma_free(share: Share) -> str:
    """Return a share in per cent with a point, as programs read it."""
    return percent(share.part, share.total).replace(",", ".")
