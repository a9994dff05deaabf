"""Figures put by: a table as plain data that stays as it was, read back as a table, and tables added up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.functional import Promise

from minhdinh.organisations.models import Organisation
from minhdinh.oversight.statistics import make_table
from minhdinh.oversight.statistics.registry import TABLES
from minhdinh.oversight.statistics.table import (
    Cell,
    Column,
    Heading,
    Kind,
    Line,
    Row,
    Share,
    StatTable,
    Value,
)

# Lists of names cannot be added; two communes of one name would become one.
NOT_ADDED = frozenset({"registered-schools", "unregistered-schools", "by-commune"})
FIRST_TABLE = "self-assessment-by-level"
Frozen = dict[str, Any]
Key = tuple[str, str, str]  # the heading above, the row's label, what the row is


def table_choices() -> list[tuple[str, str | Promise]]:
    """Return (id, title) of every table, the official one first."""
    return sorted(((one.id, one.title) for one in TABLES), key=lambda pair: pair[0] != FIRST_TABLE)


def request_choices() -> list[tuple[str, str | Promise]]:
    """Return (id, title) of the tables that can be asked of several offices and added up."""
    return [pair for pair in table_choices() if pair[0] not in NOT_ADDED]


def tables_now(
    ids: Iterable[str], office: Organisation, year: str, day: dt.date | None = None
) -> list[StatTable]:
    """Make these tables of an office's year as they are now; ``day`` is the day whose tree counts."""
    return [make_table(one, office, year, day) for one in ids]


def frozen(table: StatTable) -> Frozen:
    """Return a table as plain data; a share keeps its two numbers."""
    heading = table.heading
    return {
        "table": table.id,
        "title": str(table.title),
        "office": {"code": heading.office_code, "name": heading.office_name},
        "year": heading.year,
        "day": heading.day.isoformat(),
        "columns": [[one.key, str(one.label), one.kind.value] for one in table.columns],
        "rows": [
            {
                "label": str(row.label),
                "line": row.line.value,
                "cells": [_put(cell.value) for cell in row.cells],
            }
            for row in table.rows
        ],
        "footnotes": [str(one) for one in table.footnotes],
    }


def thawed(data: Mapping[str, Any]) -> StatTable:
    """Return the table that was put by; its numbers lead nowhere."""
    return StatTable(
        id=data["table"],
        title=data["title"],
        heading=Heading(
            data["office"]["code"], data["office"]["name"], data["year"], dt.date.fromisoformat(data["day"])
        ),
        columns=tuple(Column(key, label, Kind(kind)) for key, label, kind in data["columns"]),
        rows=tuple(
            Row(row["label"], tuple(Cell(_taken(value)) for value in row["cells"]), Line(row["line"]))
            for row in data["rows"]
        ),
        footnotes=tuple(data["footnotes"]),
    )


def same_figures(before: Sequence[Mapping[str, Any]], now: Sequence[StatTable]) -> bool:
    """Tell whether tables put by say what the tables say now; the day they were made does not count."""
    return [_without_day(one) for one in before] == [_without_day(frozen(one)) for one in now]


def summed(tables: Sequence[StatTable], office: Organisation) -> StatTable | None:
    """Add tables of one kind from several offices row by row; None where there is none.

    A share is the share of the added numbers; a cell that is blank in all stays blank.
    """
    if not tables:
        return None
    first = tables[0]
    order: list[Key] = []
    added: dict[Key, list[Value]] = {}
    for table in tables:
        _merge_order(order, [key for key, _row in _keyed(table)])
        for key, row in _keyed(table):
            values = [cell.value for cell in row.cells]
            added[key] = _added(added[key], values) if key in added else values
    rows = tuple(Row(key[1], tuple(Cell(one) for one in added[key]), Line(key[2])) for key in order)
    day = max(one.heading.day for one in tables)
    heading = Heading(office.code, office.name, first.heading.year, day)
    return replace(first, heading=heading, rows=rows, footnotes=(), drawn=())


def _put(value: Value) -> Any:
    return [value.part, value.total] if isinstance(value, Share) else value


def _taken(value: Any) -> Value:
    if isinstance(value, list):
        return Share(*value)
    taken: Value = value
    return taken


def _without_day(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "day"}


def _keyed(table: StatTable) -> list[tuple[Key, Row]]:
    found: list[tuple[Key, Row]] = []
    above = ""
    for row in table.rows:
        above = str(row.label) if row.line is Line.HEADING else above
        found.append(((above, str(row.label), row.line.value), row))
    return found


def _merge_order(order: list[Key], keys: Sequence[Key]) -> None:
    """Put keys that are new into the order, each behind the one that stands before it in its own table."""
    place = 0
    for key in keys:
        if key in order:
            place = order.index(key) + 1
        else:
            order.insert(place, key)
            place += 1


def _added(one: Sequence[Value], other: Sequence[Value]) -> list[Value]:
    return [_sum(first, second) for first, second in zip(one, other, strict=True)]


def _sum(one: Value, other: Value) -> Value:
    if one is None or other is None:
        return other if one is None else one
    if isinstance(one, Share) and isinstance(other, Share):
        return Share(one.part + other.part, one.total + other.total)
    if isinstance(one, int) and isinstance(other, int):
        return one + other
    return one if one == other else ""
