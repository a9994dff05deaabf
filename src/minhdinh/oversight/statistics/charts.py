"""Charts made on the server: bars in plain SVG that scale with the page, print, and say in words what they show."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from minhdinh.oversight.statistics.shown import shown
from minhdinh.oversight.statistics.table import Kind, Line, Row, Share, StatTable

LINE, BAR, TEXT = 40, 14, 13  # pixels: a row, its bar, its letters
MOST_ROWS = 40  # more bars than this nobody reads; the table has them all
TRACK, FILL = "#e3e7ec", "#1b4f8f"


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture and the words above it."""

    title: str
    svg: SafeString


def bars(table: StatTable) -> list[Chart]:
    """Return one chart for each column named in ``table.drawn`` that has a figure."""
    found = [_chart(table, key) for key in table.drawn]
    return [chart for chart in found if chart is not None]


def _chart(table: StatTable, key: str) -> Chart | None:
    at = table.column(key)
    column = table.columns[at + 1]
    rows = [row for row in table.rows if row.line is not Line.HEADING and row.cells[at].value is not None]
    if column.kind is not Kind.SHARE:
        rows = [row for row in rows if row.line is Line.ROW]  # the sum would dwarf the rest
    figures = [_figure(row.cells[at].value) for row in rows[:MOST_ROWS]]
    if not any(figures):
        return None
    most = 100.0 if column.kind is Kind.SHARE else max(figures)
    unit = " %" if column.kind is Kind.SHARE else ""
    drawn = [
        _bar(row, at, index, figures[index] / most * 100, unit) for index, row in enumerate(rows[:MOST_ROWS])
    ]
    title = _title(table, at)
    return Chart(title, _svg(title, _words(rows[:MOST_ROWS], at, unit), drawn))


def _title(table: StatTable, at: int) -> str:
    """Return the column's heading; of a share the heading of the number before it, which says of what."""
    column, before = table.columns[at + 1], table.columns[at]
    if column.kind is Kind.SHARE and before.kind is Kind.COUNT:
        return _("%(what)s, tỉ lệ %%") % {"what": before.label}
    return column.label


def _figure(value: object) -> float:
    if isinstance(value, Share):
        return value.part * 100 / value.total if value.total else 0.0
    return float(value) if isinstance(value, int) else 0.0


def _words(rows: list[Row], at: int, unit: str) -> str:
    return "; ".join(f"{row.label}: {shown(row.cells[at].value)}{unit}" for row in rows)


def _bar(row: Row, at: int, index: int, width: float, unit: str) -> SafeString:
    top = index * LINE
    return format_html(
        '<text x="0" y="{}">{}</text><text x="100%" y="{}" text-anchor="end">{}{}</text>'
        '<rect x="0" y="{}" width="100%" height="{}" fill="{}"/><rect x="0" y="{}" width="{}%" height="{}" fill="{}"/>',
        top + TEXT, row.label, top + TEXT, shown(row.cells[at].value), unit,
        top + TEXT + 5, BAR, TRACK, top + TEXT + 5, f"{width:.2f}", BAR, FILL,
    )  # fmt: skip


def _svg(title: str, words: str, drawn: list[SafeString]) -> SafeString:
    """Put the bars together; the words of all bars are the description for who cannot see them."""
    inside = format_html_join("", "{}", ((bar,) for bar in drawn))
    return format_html(
        '<svg class="chart" role="img" width="100%" height="{}" font-size="{}" fill="currentColor" '
        'aria-label="{}"><title>{}</title><desc>{}</desc>{}</svg>',
        len(drawn) * LINE, TEXT, f"{title}. {words}", title, words, inside,
    )  # fmt: skip
