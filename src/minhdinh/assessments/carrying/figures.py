"""Figures, abbreviations and plan of the next year, made from this one's."""

from __future__ import annotations

from dataclasses import dataclass, replace

from minhdinh.access.actor import Actor
from minhdinh.assessments.carrying.target import TargetYear
from minhdinh.assessments.domain.abbreviations import save_abbreviations
from minhdinh.assessments.domain.cells import write_cells
from minhdinh.assessments.domain.plan import plan_of, save_plan, suggested_plan
from minhdinh.assessments.domain.plan_tables import has_tables, save_tables, tables_of
from minhdinh.assessments.domain.tables import table_form
from minhdinh.assessments.models import DataCell, SelfAssessment
from minhdinh.assessments.rules.table_form import FREE, HEADING, LABEL, NOTE, TableForm
from minhdinh.assessments.rules.tables import Address
from minhdinh.lib.school_year import PATTERN

HEAD = ("purpose", "scope", "resources")


@dataclass(frozen=True, slots=True)
class FiguresPlan:
    """The cells that come along by their address, and how many stay behind because their year fell out.

    ``now`` counts the figures of "tại thời điểm tự đánh giá", which are to be counted again and are not copied.
    """

    cells: dict[Address, str]
    outside: int
    now: int


def plan_figures(source: SelfAssessment, target: TargetYear) -> FiguresPlan:
    """Return the figures whose school year the new tables still have; cells written there already stay as they are."""
    form = table_form(target.shape)
    standing: set[Address] = set()
    if target.assessment is not None:
        written = DataCell.objects.filter(assessment=target.assessment)
        standing = set(written.values_list("table", "row", "column"))
    cells: dict[Address, str] = {}
    outside = now = 0
    for cell in DataCell.objects.filter(assessment=source).exclude(value=""):
        address = (cell.table, cell.row, cell.column)
        if address in standing:
            continue
        if has_place(form, address):
            cells[address] = cell.value
        elif PATTERN.match(cell.column):
            outside += 1
        else:
            now += 1
    return FiguresPlan(cells, outside, now)


def has_place(form: TableForm, address: Address) -> bool:
    """Tell whether a cell of an earlier form belongs into this one: same row, and a school year that is still asked."""
    table = form.by_key.get(address[0])
    row = table.by_key.get(address[1]) if table else None
    if table is None or row is None or row.kind == HEADING:
        return False
    of_years = any(PATTERN.match(column.key) for column in table.columns)
    if address[2] == LABEL:
        return row.kind == FREE
    if address[2] == NOTE:
        return table.notes and of_years
    return of_years and row.is_typed and table.column(address[2]) is not None


def carry_figures(actor: Actor, target: SelfAssessment, plan: FiguresPlan) -> int:
    """Write the figures with their line of history each; return how many."""
    if plan.cells:
        write_cells(actor, target, plan.cells, {})
    return len(plan.cells)


def carry_abbreviations(actor: Actor, source: SelfAssessment, target: SelfAssessment) -> int:
    """Copy the list of abbreviations where the new year has none; return how many."""
    if target.abbreviations or not source.abbreviations:
        return 0
    pairs = [(one["short"], one["long"]) for one in source.abbreviations]
    save_abbreviations(actor=actor, assessment=target, pairs=pairs)
    return len(pairs)


def carry_plan(actor: Actor, source: SelfAssessment, target: SelfAssessment) -> int:
    """Make the plan from the template with this year's days, and last year's purpose, scope and resources.

    Before 2026 the tables of means come along too; trainings have days of their own. Returns how many steps; none where the new year has a plan.
    """
    if plan_of(target) is not None:
        return 0
    values = suggested_plan(target)
    known = plan_of(source)
    if known is not None:
        words = {name: getattr(known, name) for name in HEAD}
        values = replace(values, **{name: text for name, text in words.items() if text})
    save_plan(actor=actor, assessment=target, values=values)
    if source.standard_set.set_id == target.standard_set.set_id and has_tables(target):
        tables = tables_of(source)
        if tables_of(target).empty and not tables.empty:
            save_tables(actor=actor, assessment=target, values=replace(tables, training=()))
    return len(values.steps)
