"""The data tables of the last school years: typed cells in, worked-out tables and doubts out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.assessments.data import form_of_school_type
from minhdinh.assessments.domain.cells import Clash, write_cells
from minhdinh.assessments.domain.guards import require_report_writer
from minhdinh.assessments.models import DataCell, SelfAssessment
from minhdinh.assessments.rules.numbers import COUNT, NotANumberError, kept, parse_number, printed
from minhdinh.assessments.rules.table_form import FREE, HEADING, LABEL, NOTE, Row, Table, TableForm
from minhdinh.assessments.rules.tables import Address, Figures, Finding, shown_text
from minhdinh.assessments.slots import is_earlier
from minhdinh.common.problems import NotHere, Problem
from minhdinh.lib.school_year import latest
from minhdinh.lib.text import clean

LONGEST = DataCell._meta.get_field("value").max_length or 200  # noqa: SLF001 (documented by Django)


@dataclass(frozen=True, slots=True)
class TableState:
    """How far the data tables are: typed cells still empty, and cells that look wrong."""

    empty: int
    suspicious: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A cell that was not saved, and why in Vietnamese; ``clash`` where somebody else changed it meanwhile."""

    address: Address
    message: str
    clash: Clash | None = None


def table_form(assessment: SelfAssessment) -> TableForm:
    """Return the data form of the school's type, its cấp học and years in it (oldest first, the assessed year last)."""
    profile = assessment.school.profile
    form = form_of_school_type(profile.school_type)
    known = {value.id: value for value in assessment.standard_set.catalogue.rule_values}
    years = known["data_years"].as_int() if "data_years" in known else form.years
    earlier = is_earlier(assessment.standard_set.set_id)
    return form.laid_out(profile.education_levels, latest(assessment.year, years), earlier=earlier)


def table_view(assessment: SelfAssessment) -> Figures:
    """Return the school's data form with every typed cell, ready to be asked for values and findings (one query)."""
    rows = DataCell.objects.filter(assessment=assessment).values_list("table", "row", "column", "value")
    return Figures(
        table_form(assessment), {(table, row, column): value for table, row, column, value in rows}
    )


def table_state(assessment: SelfAssessment) -> TableState:
    """Return the counts for the list of what is left to do."""
    return state_of(table_view(assessment).findings())


def state_of(findings: list[Finding]) -> TableState:
    """Count findings; several doubts about one cell count once."""
    doubtful = {finding.address for finding in findings if finding.suspicious}
    return TableState(sum(not finding.suspicious for finding in findings), len(doubtful))


def save_cell(
    *, actor: Actor, assessment: SelfAssessment, table: str, row: str, column: str, value: str
) -> None:
    """Save one typed cell; an empty value clears it. Raises Problem where the value does not fit, NotHere elsewhere."""
    refused = save_cells(actor=actor, assessment=assessment, cells={(table, row, column): value})
    if refused:
        raise Problem(refused[0].message, field=f"{row}:{column}")


def save_cells(
    *,
    actor: Actor,
    assessment: SelfAssessment,
    cells: Mapping[Address, str],
    started_from: Mapping[Address, str] | None = None,
) -> list[Refused]:
    """Save what fits in one transaction and return what does not; empty values clear their cells.

    ``started_from`` is what stood in the cells when the writer began; a cell that somebody else changed since then is
    refused with its ``clash``. Every change keeps its line of history. Raises NotHere for a place that the school's
    form does not have, Problem when the report is not being worked on.
    """
    require_report_writer(actor, assessment)
    form = table_form(assessment)
    fitting: dict[Address, str] = {}
    refused: list[Refused] = []
    for address, value in cells.items():
        try:
            fitting[address] = fitted(form, address, value)
        except Problem as problem:
            if isinstance(problem, NotHere):
                raise
            refused.append(Refused(address, problem.message))
    began = {at: _as_kept(form, at, value) for at, value in (started_from or {}).items() if at in fitting}
    clashes = write_cells(actor, assessment, fitting, began) if fitting else []
    return [*refused, *(_refusal(form, one) for one in clashes)]


def _refusal(form: TableForm, clash: Clash) -> Refused:
    """Return a clash with its values as people read them."""
    row, column = _row_at(form, clash.address), clash.address[2]
    theirs, yours = (shown_text(row, value, column) for value in (clash.theirs, clash.yours))
    found = replace(clash, theirs=theirs, yours=yours)
    return Refused(clash.address, clash_words(found), found)


def clash_words(clash: Clash) -> str:
    """Return a clash in one sentence with both values."""
    who = clash.by or "người khác"
    when = f" lúc {timezone.localtime(clash.at):%H:%M %d/%m/%Y}" if clash.at else ""
    theirs, yours = (f"“{value}”" if value else "ô trống" for value in (clash.theirs, clash.yours))
    return f"Ô này vừa được {who} ghi {theirs}{when}; Thầy/Cô ghi {yours}, chưa lưu."


def _as_kept(form: TableForm, address: Address, value: str) -> str:
    """Return what a page showed as the cell keeps it; a text that does not fit is kept as it stands."""
    try:
        return fitted(form, address, value)
    except Problem:
        return clean(value)


def fitted(form: TableForm, address: Address, value: str) -> str:
    """Return a value as it is kept; raises NotHere for no such cell, Problem for a value that does not fit."""
    row, column = _row_at(form, address), address[2]
    text = clean(value)
    if len(text) > LONGEST:
        raise Problem(f"Ô này ghi được nhiều nhất {LONGEST} ký tự.")
    if column in {NOTE, LABEL}:
        return text
    if not row.is_typed:
        raise Problem(f"“{row.label}” do hệ thống tính từ các ô khác, không nhập tay.")
    if not text or row.kind == FREE:
        return text
    try:
        return kept(parse_number(text, row.unit))
    except NotANumberError as error:
        raise Problem(str(error)) from error


def _row_at(form: TableForm, address: Address) -> Row:
    table_key, row_key, column = address
    table = form.by_key.get(table_key)
    row = table.by_key.get(row_key) if table else None
    if table is None or row is None or row.kind == HEADING:
        raise NotHere("Bảng số liệu của trường không có ô này.")
    allowed = {one.key for one in table.columns}
    allowed |= {NOTE} if table.notes else set()
    allowed |= {LABEL} if row.kind == FREE else set()
    if column not in allowed:
        raise NotHere("Bảng số liệu của trường không có ô này.")
    return row


def dossier_tables(assessment: SelfAssessment) -> list[dict[str, Any]]:
    """Return the tables in the dossier's shape (docs/architecture): every cell as text, counts with two digits.

    Tables that no official form knows, and the free one, are left out while they are empty.
    """
    figures = table_view(assessment)
    tables = [(table, _dossier_table(figures, table)) for table in figures.form.tables]
    return [shape for table, shape in tables if _is_expected(figures.form, table) or _has_figures(shape)]


def school_size(assessment: SelfAssessment) -> dict[str, str]:
    """Return classes, pupils, staff, managers, teachers, support of the assessed year as text; "" where not known."""
    figures = table_view(assessment)
    found: dict[str, str] = {}
    for name, paths in (figures.form.sizes or {}).items():
        values = [figures.value_at(path) for path in paths]
        known = [value for value in values if value is not None]
        found[name] = printed(sum(known[1:], known[0]), COUNT) if len(known) == len(values) else ""
    return found


def _is_expected(form: TableForm, table: Table) -> bool:
    if all(row.kind == FREE for row in table.rows):
        return False
    return table.official or not form.official


def _has_figures(shape: dict[str, Any]) -> bool:
    return any(cell for row in shape["rows"] for cell in row["cells"])


def _dossier_table(figures: Figures, table: Table) -> dict[str, Any]:
    rows = [_dossier_row(figures, table, row) for row in table.rows]
    return {
        "key": table.key,
        "title": table.full_title,
        "columns": [column.label for column in table.columns],
        "rows": [row for row in rows if row["label"]],
        "footnotes": list(table.footnotes),
        "official": table.official,
    }


def _dossier_row(figures: Figures, table: Table, row: Row) -> dict[str, Any]:
    label = figures.typed(table.key, row.key, LABEL) if row.kind == FREE else row.label
    return {
        "key": row.key,
        "label": label,
        "number": row.number,
        "cells": [_dossier_cell(figures, table, row, column.key) for column in table.columns],
        "note": figures.typed(table.key, row.key, NOTE),
        "heading": row.kind == HEADING,
        "optional": row.may_be_empty,
    }


def _dossier_cell(figures: Figures, table: Table, row: Row, column: str) -> str:
    if row.kind == HEADING:
        return ""
    if row.kind == FREE:
        return figures.typed(table.key, row.key, column)
    value = figures.value(table.key, row.key, column)
    return "" if value is None else printed(value, row.unit, row.places)
