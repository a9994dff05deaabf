"""The pages of importing and copying figures: every cell with its fate, and the file beside our table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minhdinh.assessments.figures.fates import CellFate, CellLine, CellPlan
from minhdinh.assessments.figures.files import Suggested
from minhdinh.assessments.figures.rules.grid import Grid, column_of, letters, place_of
from minhdinh.assessments.figures.rules.mapping import TableMapping
from minhdinh.assessments.models import FiguresMapping, FiguresSource
from minhdinh.assessments.rules.table_form import FREE, Row, Table, TableForm
from minhdinh.lib.text import vn_date

SHOWN_ROWS, SHOWN_COLUMNS = 80, 26
FATES = {
    CellFate.WRONG: (gettext_lazy("Không ghi được"), "bad"),
    CellFate.CLASH: (gettext_lazy("Người khác vừa sửa"), "wait"),
    CellFate.NO_PLACE: (gettext_lazy("Không có chỗ"), "none"),
    CellFate.CHANGED: (gettext_lazy("Đổi"), "edit"),
    CellFate.NEW: (gettext_lazy("Mới"), "ok"),
    CellFate.WORKED_OUT: (gettext_lazy("Hệ thống tính"), "none"),
    CellFate.SAME: (gettext_lazy("Không đổi"), "none"),
}


@dataclass(frozen=True, slots=True)
class LineView:
    """One figure of the preview."""

    place: str
    at: str
    text: str
    label: str
    tone: str
    why: str


@dataclass(frozen=True, slots=True)
class PlanView:
    """The preview: how many of each fate, those worth reading, and those that change nothing."""

    counts: list[dict[str, object]]
    lines: list[LineView]
    quiet: list[LineView]
    writing: int
    seen: str


@dataclass(frozen=True, slots=True)
class PickRow:
    """A row or column of ours with the field for its place in the file, and what stands there now."""

    name: str
    label: str
    value: str
    found: str


@dataclass(frozen=True, slots=True)
class MappingView:
    """The page that maps one table: the file's sheet and our columns and rows."""

    tabs: list[dict[str, object]]
    sheets: list[dict[str, object]]
    sheet: int
    heads: list[str]
    grid: list[tuple[int, list[tuple[str, str]]]]
    longer: bool
    columns: list[PickRow]
    rows: list[PickRow]
    kept: bool
    missing: list[str]
    fraction: bool
    percents: bool


def build_plan(plan: CellPlan) -> PlanView:
    """Return a plan as a page shows it."""
    found = {fate: [_line_view(line) for line in plan.lines if line.fate is fate] for fate in FATES}
    loud = (CellFate.WRONG, CellFate.CLASH, CellFate.CHANGED, CellFate.NEW, CellFate.NO_PLACE)
    return PlanView(
        counts=[
            {"number": len(lines), "label": FATES[fate][0], "tone": FATES[fate][1]}
            for fate, lines in found.items()
            if lines
        ],
        lines=[line for fate in loud for line in found[fate]],
        quiet=[line for fate in (CellFate.WORKED_OUT, CellFate.SAME) for line in found[fate]],
        writing=plan.writing,
        seen=plan.seen,
    )


def _line_view(line: CellLine) -> LineView:
    label, tone = FATES[line.fate]
    if line.fate is CellFate.CHANGED:
        words = _("đổi từ %(before)s thành %(after)s") % {"before": line.before, "after": line.after}
    else:
        words = line.after
    return LineView(line.place, line.at, words, str(label), tone, line.why)


def build_mapping(
    form: TableForm, table: Table, grids: Sequence[Grid], suggested: Suggested, mapped: Mapping[str, object]
) -> MappingView:
    """Return the page of one table's mapping; ``mapped`` are the tables that the file has a mapping for."""
    mapping = suggested.mapping
    grid = grids[mapping.sheet] if mapping.sheet < len(grids) else grids[0]
    width = min(grid.width, SHOWN_COLUMNS)
    return MappingView(
        tabs=[
            {
                "label": f"{one.number}. {one.short}",
                "url": f"?bang={one.key}",
                "active": one is table,
                "note": "✓" if one.key in mapped else "",
                "tone": "ok",
            }
            for one in form.tables
        ],
        sheets=[
            {"number": number, "name": one.name, "active": one is grid} for number, one in enumerate(grids)
        ],
        sheet=mapping.sheet,
        heads=[letters(column) for column in range(width)],
        grid=[
            (
                number + 1,
                [(f"{letters(column)}{number + 1}", grid.at(number, column)) for column in range(width)],
            )
            for number in range(min(len(grid.rows), SHOWN_ROWS))
        ],
        longer=len(grid.rows) > SHOWN_ROWS or grid.width > SHOWN_COLUMNS,
        columns=[
            PickRow(
                f"c:{one.key}", one.label, mapping.columns.get(one.key, ""), _head(grid, mapping, one.key)
            )
            for one in table.columns
        ],
        rows=[
            PickRow(
                f"r:{row.key}", _row_name(row), mapping.rows.get(row.key, ""), _label(grid, mapping, row.key)
            )
            for row in table.rows
            if row.is_typed and row.kind != FREE
        ],
        kept=suggested.kept,
        missing=suggested.missing,
        fraction=mapping.fraction,
        percents=any(row.unit == "percent" and row.is_typed for row in table.rows),
    )


def _row_name(row: Row) -> str:
    return f"{row.number}. {row.label}" if row.number else row.label


def _head(grid: Grid, mapping: TableMapping, key: str) -> str:
    column = column_of(mapping.columns.get(key, ""))
    places = [place for text in mapping.rows.values() if (place := place_of(text)) is not None]
    if column is None or not places:
        return ""
    return " / ".join(reversed(grid.heads(column, min(place[0] for place in places))))


def _label(grid: Grid, mapping: TableMapping, key: str) -> str:
    place = place_of(mapping.rows.get(key, ""))
    head = min(filter(None, map(column_of, mapping.columns.values())), default=None)
    return "" if place is None else ", ".join(grid.words(place[0], head) or [grid.label(place[0])])


def build_kept(form: TableForm, mappings: Sequence[FiguresMapping]) -> list[dict[str, object]]:
    """Return the kept mappings by source: which tables are known, who set them and when."""
    sources = dict(FiguresSource.choices)
    return [
        {
            "source": sources.get(one.source, one.source),
            "table": form.by_key[one.table].full_title,
            "by": one.author_name,
            "day": vn_date(one.updated_at.date()),
        }
        for one in mappings
        if one.table in form.by_key
    ]
