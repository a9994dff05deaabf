"""Sentences of a report's results, drafted from the tables that go in: they say no number that the tables do not show."""

from __future__ import annotations

from collections.abc import Iterable

from minhdinh.oversight.statistics.shown import shown_row
from minhdinh.oversight.statistics.table import Column, Kind, Line, Row, StatTable

FIRST_TABLE = "self-assessment-by-level"
SHARE_WORDS = "tỉ lệ"


def sentences_of(tables: Iterable[StatTable]) -> list[str]:
    """Return one line a statement, each beginning with a dash as official papers write them."""
    found: list[str] = []
    for table in tables:
        found += _of_first_table(table) if table.id == FIRST_TABLE else _of_any(table)
    return [f"- {line}" for line in found]


def _of_first_table(table: StatTable) -> list[str]:
    """Say the official table: in all, then each type of school there is, then external evaluation."""
    found = []
    for row in sorted(table.rows, key=lambda one: one.line is not Line.TOTAL):
        _label, schools, completed, share, *_evaluated = shown_row(row, table)
        if schools == "0":
            continue
        name = "Toàn đơn vị" if row.line is Line.TOTAL else str(row.label)
        found.append(f"{name}: {completed}/{schools} trường hoàn thành báo cáo tự đánh giá ({share}%).")
    return [*found, *_evaluated_words(table)]


def _evaluated_words(table: StatTable) -> list[str]:
    total = next((row for row in table.rows if row.line is Line.TOTAL), None)
    if total is None:
        return []
    *_before, evaluated, share = shown_row(total, table)
    if evaluated in {"", "0"}:
        return ["Chưa có trường nào được đánh giá ngoài."]
    return [f"Số trường được đánh giá ngoài: {evaluated} ({share}%)."]


def _of_any(table: StatTable) -> list[str]:
    """Say the line that sums a table up; a list of names or a table without lines is not retold."""
    if not table.rows or any(column.kind is Kind.TEXT for column in table.columns):
        return []
    row = _telling(table)
    if row is None:
        return []
    label, *cells = shown_row(row, table)
    told = [
        _phrase(column, cell) for column, cell in zip(table.columns[1:], cells, strict=True) if cell != ""
    ]
    where = "" if row.line is Line.TOTAL else f" ({label})"
    return [f"{table.title}{where}: {'; '.join(told)}."] if told else []


def _telling(table: StatTable) -> Row | None:
    """Return the last total, or the last line where nothing is totalled (years one under another)."""
    totals = [row for row in table.rows if row.line is Line.TOTAL]
    lines = totals or [row for row in table.rows if row.line is Line.ROW]
    return lines[-1] if lines else None


def _phrase(column: Column, cell: str) -> str:
    label = str(column.label)
    if column.kind is Kind.SHARE:
        return f"{label.replace('(%)', '').strip().lower() or SHARE_WORDS} {cell}%"
    between = ": " if label[-1:].isdigit() else " "  # "mức 1: 08", where "mức 1 08" reads as one number
    return f"{label[:1].lower() if label[1:2].islower() else label[:1]}{label[1:]}{between}{cell}"
