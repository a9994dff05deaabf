"""Figures of one table from last year's self-assessment: the same school years, and on request the newest column."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from minhdinh.access.actor import Actor
from minhdinh.assessments import actions
from minhdinh.assessments.domain.cells import write_cells
from minhdinh.assessments.domain.guards import require_report_writer
from minhdinh.assessments.domain.holding import hold_open
from minhdinh.assessments.domain.queries import assessment_of_year
from minhdinh.assessments.domain.tables import table_view
from minhdinh.assessments.figures.fates import CellPlan, place_words, plan_cells
from minhdinh.assessments.figures.files import require_seen
from minhdinh.assessments.figures.rules.named import Named
from minhdinh.assessments.models import SelfAssessment
from minhdinh.assessments.rules.table_form import HEADING, LABEL, NOTE, Table
from minhdinh.assessments.rules.tables import Address, Figures
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere
from minhdinh.lib.school_year import PATTERN, shift


@dataclass(frozen=True)
class CopyPlan:
    """What copying a table from ``source`` would do. ``newest`` also starts this year's column from last year's."""

    source: SelfAssessment
    table: Table
    newest: bool
    cells: CellPlan


def year_before(assessment: SelfAssessment) -> SelfAssessment | None:
    """Return the school's self-assessment of the year before, if it had one."""
    return assessment_of_year(assessment.school_id, shift(assessment.year, -1))


def plan_copy(
    assessment: SelfAssessment, table: str, rows: Collection[str] = (), *, newest: bool = False
) -> CopyPlan:
    """Return the fate of every cell of a table (of ``rows`` only where named); writes nothing.

    A school year that both tables have is copied as it is; a table without years ("tại thời điểm tự đánh giá") and,
    with ``newest``, this year's column begin with last year's figures, to be checked by a person. Empty cells of last
    year touch nothing. Raises NotHere without such a table or without last year.
    """
    source = year_before(assessment)
    figures = table_view(assessment)
    ours = figures.form.by_key.get(table)
    if source is None or ours is None:
        raise NotHere("Trường không có bảng này của năm học trước.")
    old = table_view(source)
    named = [
        Named(address, text, f"{source.year}: {place_words(old.form, at)}")
        for address, at in _pairs(ours, rows, assessment.year, newest=newest)
        if (text := old.typed(*at))
    ]
    return CopyPlan(source, ours, newest, plan_cells(figures.form, figures.cells, _readable(figures, named)))


@in_vietnamese
def copy_table(
    *,
    actor: Actor,
    assessment: SelfAssessment,
    table: str,
    seen: str,
    rows: Collection[str] = (),
    newest: bool = False,
) -> int:
    """Write what the preview ``seen`` showed; return how many cells. Raises Stale where a figure changed since."""
    require_report_writer(actor, assessment)
    with transaction.atomic():
        hold_open(assessment)
        plan = plan_copy(assessment, table, rows, newest=newest)
        if not plan.cells.writing:
            return 0
        require_seen(plan.cells, seen)
        write_cells(actor, assessment, plan.cells.values, {})
        record(
            actor=actor,
            code=actions.FIGURES_COPIED,
            target=f"assessments.SelfAssessment:{assessment.pk}",
            table=plan.table.full_title,
            year=plan.source.year,
            count=plan.cells.writing,
        )
    return plan.cells.writing


def _pairs(table: Table, rows: Collection[str], year: str, *, newest: bool) -> list[tuple[Address, Address]]:
    """Return (our cell, last year's cell) for every cell that may be copied."""
    of_years = any(PATTERN.match(column.key) for column in table.columns)
    found = []
    for row in table.rows:
        if row.kind == HEADING or (rows and row.key not in rows):
            continue
        keys = [column.key for column in table.columns] if row.is_typed else []
        keys += [LABEL, *([NOTE] if table.notes else [])] if row.is_typed else []
        for key in keys:
            if of_years and key == year:
                if newest:
                    found.append(((table.key, row.key, key), (table.key, row.key, shift(key, -1))))
            else:
                found.append(((table.key, row.key, key), (table.key, row.key, key)))
    return found


def _readable(figures: Figures, named: list[Named]) -> list[Named]:
    """Return what this year's form has a place for; rows and columns that fell away are no fault of the copy."""
    known = figures.form.by_key
    return [one for one in named if one.address[1] in known[one.address[0]].by_key]
