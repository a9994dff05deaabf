"""The preview of an import."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from minhdinh.lib.sheet_reading import Column
from minhdinh.organisations.imports.checked import CheckedRow, RowStatus, counts
from minhdinh.organisations.imports.templates import columns_of

SHOWN = 200
TONES = {
    RowStatus.NEW: "ok",
    RowStatus.MORE: "edit",
    RowStatus.CHANGED: "edit",
    RowStatus.EXISTING: "none",
    RowStatus.FAULTY: "bad",
}
ORDER = (RowStatus.FAULTY, RowStatus.NEW, RowStatus.MORE, RowStatus.CHANGED, RowStatus.EXISTING)


def preview_tabs(rows: Sequence[CheckedRow], chosen: str) -> list[dict[str, Any]]:
    """Return one tab a status that occurs, each with its number of rows."""
    found = counts(rows)
    return [
        {
            "label": status.label,
            "url": f"?show={status.value}",
            "active": status.value == chosen,
            "note": found[status.value],
            "tone": TONES[status],
        }
        for status in ORDER
        if found[status.value]
    ]


def first_tab(rows: Sequence[CheckedRow]) -> str:
    """Return the status to show first: what has to be mended, then what is new."""
    found = counts(rows)
    return next((status.value for status in ORDER if found[status.value]), RowStatus.NEW.value)


def preview_table(kind: str, rows: Sequence[CheckedRow], chosen: str) -> dict[str, Any]:
    """Return the table of the rows of one status, the first ``SHOWN`` of them."""
    return table_of_rows(columns_of(kind), rows, chosen)


def table_of_rows(columns: Sequence[Column], rows: Sequence[CheckedRow], chosen: str) -> dict[str, Any]:
    """Return that table for the columns of any import; ``data["changes"]`` of a row says what it would change."""
    wanted = [row for row in rows if row.status == chosen]
    used = [column for column in columns if any(_value(row, column.key) for row in wanted)]
    heads = {RowStatus.FAULTY.value: _("Cần sửa"), RowStatus.CHANGED.value: _("Thay đổi")}
    reasons = [{"key": "reasons", "label": heads[chosen]}] if chosen in heads else []
    return {
        "caption": _("Các dòng của tệp"),
        "columns": [
            {"key": "number", "label": _("Dòng"), "css": "num fit"},
            *reasons,
            *({"key": column.key, "label": column.label} for column in used),
        ],
        "rows": [_row(row, [column.key for column in used]) for row in wanted[:SHOWN]],
        "page": {"shown": min(SHOWN, len(wanted)), "total": len(wanted)},
    }


def _row(row: CheckedRow, keys: Sequence[str]) -> dict[str, Any]:
    cells: dict[str, Any] = {key: _value(row, key) for key in keys}
    return {"cells": {**cells, "number": row.number, "reasons": _reasons(row)}}


def _value(row: CheckedRow, key: str) -> str:
    """Return what stands in the file, or the username that the system would give."""
    given = row.values.get(key, "")
    return given or (str(row.data.get(key, "")) if key == "username" else "")


def _reasons(row: CheckedRow) -> SafeString:
    return format_html(
        "<div>{}</div>",
        format_html_join(
            mark_safe("<br>"), "{}", ((line,) for line in row.faults or row.data.get("changes", ()))
        ),
    )
