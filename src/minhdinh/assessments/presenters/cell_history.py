"""The history of typed figures: one line a change, of a whole table or of one cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from minhdinh.assessments.models import DataCellChange
from minhdinh.assessments.presenters.tables import field_name
from minhdinh.assessments.rules.table_form import FREE, LABEL, NOTE, Table
from minhdinh.assessments.rules.tables import shown_text
from minhdinh.common.problems import NotHere


@dataclass(frozen=True, slots=True)
class CellHistory:
    """The page: its table, the cell it is about ("" for all of them), and the table component's object."""

    title: str
    cell: str
    table: dict[str, object]


def place_of(table: Table, wanted: str) -> tuple[str, str] | None:
    """Return the row and column that ``row:column`` names, None for no name; raises NotHere for no such cell."""
    if not wanted:
        return None
    row, _colon, column = wanted.partition(":")
    if row not in table.by_key or (table.column(column) is None and column not in {NOTE, LABEL}):
        raise NotHere("Bảng số liệu của trường không có ô này.")
    return row, column


def cell_label(table: Table, row: str, column: str) -> str:
    """Return what a cell is called; one that the form does not have any more keeps its keys."""
    found, head = table.by_key.get(row), table.column(column)
    name = found.label.removeprefix("- ") if found else row
    if found is not None and found.kind == FREE:
        name = name or f"Dòng {list(table.by_key).index(row) + 1}"
    extra = {NOTE: "ghi chú", LABEL: "tên số liệu"}
    return f"{name}, {head.label.lower() if head else extra.get(column, column)}"


def build_cell_history(
    table: Table, place: tuple[str, str] | None, changes: Sequence[DataCellChange], url: str
) -> CellHistory:
    """Return the page; each line leads to the history of its own cell (``url`` plus ``&o=``)."""
    columns = (("at", "Lúc"), ("cell", "Ô"), ("before", "Từ"), ("after", "Thành"), ("by", "Người ghi"))
    empty = "Chưa có thay đổi nào được ghi lại. Số đã có từ trước vẫn giữ nguyên."
    return CellHistory(
        title=table.full_title,
        cell=cell_label(table, *place) if place else "",
        table={
            "caption": f"Lịch sử số liệu, {table.full_title}",
            "columns": [{"key": key, "label": label} for key, label in columns],
            "rows": [_line(table, one, url, linked=place is None) for one in changes],
            "empty": {"title": "Chưa có lịch sử", "text": empty, "icon": "history"},
        },
    )


def _line(table: Table, one: DataCellChange, url: str, *, linked: bool) -> dict[str, object]:
    return {
        "url": f"{url}&o={field_name(one.row, one.column)}" if linked else "",
        "cells": {
            "at": f"{timezone.localtime(one.saved_at):%H:%M:%S %d/%m/%Y}",
            "cell": cell_label(table, one.row, one.column),
            "before": _value(table, one, one.before),
            "after": _value(table, one, one.after),
            "by": one.author_name,
        },
    }


def _value(table: Table, one: DataCellChange, text: str) -> str:
    row = table.by_key.get(one.row)
    return (shown_text(row, text, one.column) if row else text) or "(trống)"
