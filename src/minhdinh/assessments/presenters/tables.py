"""The data tables as the page shows them, one table at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from minhdinh.assessments.domain.tables import TableState, state_of
from minhdinh.assessments.rules.numbers import shown
from minhdinh.assessments.rules.table_form import FREE, HEADING, LABEL, NOTE, Column, Row, Table, TableForm
from minhdinh.assessments.rules.tables import Address, Figures, Finding, shown_text
from minhdinh.common.problems import NotHere


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell: ``name`` as its field is called, ``head`` its column's, locked where the system works it out."""

    name: str
    value: str
    label: str
    head: str
    locked: bool
    warning: str = ""
    words: bool = False


@dataclass(frozen=True, slots=True)
class RowView:
    """A row with its cells; a free row has a field for its label."""

    row: Row
    cells: list[CellView]
    note: CellView | None
    free_label: CellView | None

    @property
    def is_heading(self) -> bool:
        """Whether the row only bears a title."""
        return self.row.kind == HEADING


@dataclass(frozen=True, slots=True)
class TablePage:
    """Everything on the page of one table."""

    form: TableForm
    table: Table
    tabs: list[dict[str, object]]
    column_groups: list[tuple[str, list[Column]]]
    rows: list[RowView]
    state: TableState
    whole: TableState
    doubts: list[str]

    @property
    def cells(self) -> Iterator[CellView]:
        """Every cell with its note and its label, row by row."""
        for row in self.rows:
            yield from row.cells
            yield from (one for one in (row.note, row.free_label) if one is not None)

    @property
    def as_found(self) -> str:
        """What stands in the typed cells, as JSON, so that a form sent without scripts says what it started from."""
        return json.dumps({cell.name: cell.value for cell in self.cells if not cell.locked})

    @property
    def grouped(self) -> bool:
        """Whether some columns stand under a common head."""
        return any(group for group, _columns in self.column_groups)


def field_name(row: str, column: str) -> str:
    """Return the name of a cell's field inside its table."""
    return f"{row}:{column}"


def build_table_page(figures: Figures, wanted: str) -> TablePage:
    """Return the page of one table, the first where none is named; raises NotHere for an unknown one."""
    form = figures.form
    table = form.by_key.get(wanted) if wanted else form.tables[0]
    if table is None:
        raise NotHere("Trường không có bảng số liệu này.")
    findings = figures.findings()
    own = [finding for finding in findings if finding.table == table.key]
    return TablePage(
        form=form,
        table=table,
        tabs=[_tab(one, findings, active=one is table) for one in form.tables],
        column_groups=[
            (group, list(columns)) for group, columns in groupby(table.columns, lambda one: one.group)
        ],
        rows=[_row(figures, table, row, _messages(own)) for row in table.rows],
        state=state_of(own),
        whole=state_of(findings),
        doubts=[_in_words(table, finding) for finding in own if finding.suspicious],
    )


def table_json(figures: Figures, wanted: str) -> dict[str, object]:
    """Return what the page refreshes after cells were saved: values, warnings and counts."""
    page = build_table_page(figures, wanted)
    cells = list(page.cells)
    return {
        "values": {cell.name: cell.value for cell in cells},
        "warnings": {cell.name: cell.warning for cell in cells if cell.warning},
        "summary": state_words(page.state),
        "tabs": {str(tab["key"]): tab["note"] for tab in page.tabs},
        "doubts": page.doubts,
    }


def state_words(state: TableState) -> str:
    """Return the counts of a table in words; "" where nothing is missing or doubtful."""
    words = []
    if state.empty:
        words.append(_("%(count)s ô trống") % {"count": state.empty})
    if state.suspicious:
        words.append(_("%(count)s ô cần xem lại") % {"count": state.suspicious})
    return ", ".join(words)


def _tab(table: Table, findings: Iterable[Finding], *, active: bool) -> dict[str, object]:
    state = state_of([finding for finding in findings if finding.table == table.key])
    note = state.empty + state.suspicious
    return {
        "key": table.key,
        "label": f"{table.number}. {table.short}",
        "url": f"?bang={table.key}",
        "active": active,
        "note": str(note) if note else "",
        "tone": "wait",
    }


def _messages(findings: Iterable[Finding]) -> dict[Address, str]:
    found: dict[Address, str] = {}
    for finding in findings:
        if finding.suspicious:
            found[finding.address] = " ".join(filter(None, (found.get(finding.address), finding.message)))
    return found


def _in_words(table: Table, finding: Finding) -> str:
    column = table.column(finding.column)
    row = table.by_key[finding.row].label.removeprefix("- ")
    return f"{row}, {column.label.lower() if column else finding.column}: {finding.message}"


def _row(figures: Figures, table: Table, row: Row, warnings: dict[Address, str]) -> RowView:
    label = figures.typed(table.key, row.key, LABEL) if row.kind == FREE else row.label
    heading = row.kind == HEADING
    return RowView(
        row=row,
        cells=[]
        if heading
        else [_cell(figures, table, row, column, label, warnings) for column in table.columns],
        note=_extra(figures, table, row, NOTE, f"Ghi chú của “{label}”")
        if table.notes and not heading
        else None,
        free_label=_extra(figures, table, row, LABEL, "Tên số liệu") if row.kind == FREE else None,
    )


def _cell(
    figures: Figures, table: Table, row: Row, column: Column, label: str, warnings: dict[Address, str]
) -> CellView:
    at = (table.key, row.key, column.key)
    text = shown_text(row, figures.typed(*at)) if row.is_typed else _worked_out(figures, row, at)
    return CellView(
        name=field_name(row.key, column.key),
        value=text,
        label=f"{label}, {column.label}",
        head=column.label,
        locked=not row.is_typed,
        warning=warnings.get(at, ""),
        words=row.kind == FREE,
    )


def _extra(figures: Figures, table: Table, row: Row, column: str, label: str) -> CellView:
    return CellView(
        name=field_name(row.key, column),
        value=figures.typed(table.key, row.key, column),
        label=label,
        head="Ghi chú" if column == NOTE else "Tên số liệu",
        locked=False,
        words=True,
    )


def _worked_out(figures: Figures, row: Row, at: Address) -> str:
    value = figures.value(*at)
    return "" if value is None else shown(value, row.places)
