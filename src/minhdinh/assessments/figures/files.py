"""Figures from a workbook: read and kept, mapped once per school and source, previewed, written in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.assessments import actions
from minhdinh.assessments.domain.cells import write_cells
from minhdinh.assessments.domain.guards import require_report_writer
from minhdinh.assessments.domain.holding import hold_open
from minhdinh.assessments.domain.tables import table_form, table_view
from minhdinh.assessments.figures.fates import CellPlan, plan_cells
from minhdinh.assessments.figures.reading import read_grids
from minhdinh.assessments.figures.rules.grid import Grid
from minhdinh.assessments.figures.rules.guessing import guess
from minhdinh.assessments.figures.rules.mapping import (
    MappingError,
    TableMapping,
    anchors_of,
    checked,
    found_again,
    named_by,
)
from minhdinh.assessments.figures.rules.named import Named, is_own, made_for, named_by_own
from minhdinh.assessments.models import FiguresFile, FiguresMapping, FiguresSource, SelfAssessment
from minhdinh.assessments.rules.table_form import Table
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere, Problem, Stale
from minhdinh.lib.hashing import sha256
from minhdinh.lib.text import clean

MOST_FILES, DAYS_KEPT = 20, 30
CHANGED_MEANWHILE = (
    "Số liệu vừa được sửa sau khi Thầy/Cô xem trước. Chưa ghi gì; hãy xem lại bản xem trước mới rồi xác nhận."
)


@dataclass(frozen=True)
class Suggested:
    """A mapping to begin with: from the file itself, from the last file of the source, or guessed; what it lacks."""

    mapping: TableMapping
    kept: bool
    missing: list[str]


@in_vietnamese
def read_file(
    *, actor: Actor, assessment: SelfAssessment, name: str, content: bytes, source: str
) -> FiguresFile:
    """Read a workbook for the preview; no figure is written. The same file of a source gives the same row again.

    Our own template is known by itself, whatever ``source`` says. Mappings kept for the source are laid on at once.
    Raises Problem for a file that cannot be read, for a template that is none, or is another school's or year's.
    """
    require_report_writer(actor, assessment)
    grids = read_grids(content)
    if is_own(grids):
        _require_made_for(grids, assessment)
        source = FiguresSource.TEMPLATE
    elif source not in FiguresSource.values or source == FiguresSource.TEMPLATE:
        raise Problem(
            "Đây không phải tệp mẫu tải từ trang này. Hãy chọn phần mềm đã xuất tệp.", field="source"
        )
    file, is_new = FiguresFile.objects.get_or_create(
        school_id=assessment.school_id,
        assessment=assessment,
        sha256=sha256(content),
        source=source,
        defaults={
            "file_name": clean(name)[:200] or "so-lieu.xlsx",
            "sheets": [{"name": grid.name, "rows": grid.rows} for grid in grids],
            "owner_id": actor.user_id,
        },
    )
    file.assessment = assessment
    if is_new:
        if source != FiguresSource.TEMPLATE:
            file.mapping = _laid_on(file, grids)
            file.save(update_fields=["mapping", "updated_at"])
        _drop_old(assessment)
        target = f"assessments.SelfAssessment:{assessment.pk}"
        record(actor=actor, code=actions.FIGURES_READ, target=target, file=file.file_name)
    return file


def _drop_old(assessment: SelfAssessment) -> None:
    """Take away files nobody needs any more: written ``DAYS_KEPT`` ago, or beyond the newest ``MOST_FILES``.

    They hold every cell of somebody's workbook, perhaps names; figures written from them stay.
    """
    files = FiguresFile.objects.filter(assessment=assessment)
    files.filter(applied_at__lt=timezone.now() - timedelta(days=DAYS_KEPT)).delete()
    newest = list(files.order_by("-pk").values_list("pk", flat=True)[:MOST_FILES])
    files.exclude(pk__in=newest).delete()


def _refresh(file: FiguresFile) -> None:
    """Read a file's mapping again; raises NotHere where somebody took the file away meanwhile."""
    try:
        file.refresh_from_db(fields=["mapping"])
    except FiguresFile.DoesNotExist as error:
        raise NotHere("Tệp này vừa được bỏ. Hãy tải lên lại nếu còn cần.") from error


def _require_made_for(grids: list[Grid], assessment: SelfAssessment) -> None:
    """Refuse a template that was downloaded for another school or another year; raises Problem."""
    code, year = made_for(grids)
    if code and code != assessment.school.code:
        raise Problem(
            f"Tệp mẫu này tải ở trường khác (mã {code[:40]}). Hãy kiểm tra lại trường đang mở.", field="file"
        )
    if year and year != assessment.year:
        raise Problem(
            f"Tệp mẫu này tải ở năm học {year[:40]}. Hãy tải tệp mẫu của năm học {assessment.year}.",
            field="file",
        )


def file_of(assessment: SelfAssessment, file_id: int) -> FiguresFile:
    """Return a file that was read for this year; raises NotHere."""
    found = FiguresFile.objects.filter(assessment=assessment, pk=file_id).first()
    if found is None:
        raise NotHere("Không có tệp này.")
    found.assessment = assessment
    return found


def files_of(assessment: SelfAssessment) -> list[FiguresFile]:
    """Return the files that were read for a year, newest first, without their cells."""
    return list(FiguresFile.objects.filter(assessment=assessment).defer("sheets", "mapping"))


def mappings_of(school_id: int) -> list[FiguresMapping]:
    """Return the mappings that a school keeps, by source and table."""
    return list(FiguresMapping.objects.filter(school_id=school_id))


def grids_of(file: FiguresFile) -> list[Grid]:
    """Return the sheets of a file."""
    return [Grid.from_json(entry) for entry in file.sheets]


def suggested_mapping(file: FiguresFile, table: Table) -> Suggested:
    """Return what the page of a table's mapping begins with."""
    grids = grids_of(file)
    if table.key in file.mapping:
        return Suggested(TableMapping.from_json(file.mapping[table.key]), kept=False, missing=[])
    kept = FiguresMapping.objects.filter(
        school_id=file.school_id, source=file.source, table=table.key
    ).first()
    if kept is not None:
        mapping, missing = found_again(kept.anchors, grids, table, file.assessment.year)
        if not mapping.empty:
            return Suggested(mapping, kept=True, missing=missing)
    return Suggested(guess(table, grids), kept=False, missing=[])


@in_vietnamese
def save_mapping(
    *,
    actor: Actor,
    file: FiguresFile,
    table: str,
    sheet: int,
    columns: Mapping[str, str],
    rows: Mapping[str, str],
    fraction: bool = False,
) -> TableMapping:
    """Keep where a table's figures stand, for this file and by its words for the next one of the source.

    Nothing picked takes the table out of both. Raises Problem for a place that is none, NotHere for no such table.
    """
    assessment = file.assessment
    require_report_writer(actor, assessment)
    ours, grids = table_form(assessment).by_key.get(table), grids_of(file)
    if ours is None or file.source == FiguresSource.TEMPLATE or not 0 <= sheet < len(grids):
        raise NotHere("Không có bảng hoặc trang tính này.")
    try:
        mapping = checked(ours, sheet, columns, rows, fraction=fraction)
    except MappingError as error:
        raise Problem(str(error)) from error
    if mapping.empty and (mapping.columns or mapping.rows):
        raise Problem("Hãy chọn ít nhất một cột và một hàng, hoặc để trống tất cả nếu không lấy bảng này.")
    with transaction.atomic():
        hold_open(assessment)
        _refresh(file)
        file.mapping.pop(table, None)
        if mapping.empty:
            rows_kept = FiguresMapping.objects.filter(school_id=file.school_id)
            rows_kept.filter(source=file.source, table=table).delete()
        else:
            file.mapping[table] = mapping.as_json()
            anchors = anchors_of(mapping, grids[sheet], assessment.year)
            kept = {"anchors": anchors, "author_id": actor.user_id, "author_name": actor.name}
            FiguresMapping.objects.update_or_create(
                school_id=file.school_id, source=file.source, table=table, defaults=kept
            )
        file.save(update_fields=["mapping", "updated_at"])
        record(
            actor=actor,
            code=actions.FIGURES_MAPPED,
            target=f"assessments.SelfAssessment:{assessment.pk}",
            table=ours.full_title,
            source=FiguresSource(file.source).label,
        )
    return mapping


def plan_file(file: FiguresFile) -> CellPlan:
    """Return every figure that a file names with its fate; writes nothing. A constant number of queries."""
    figures = table_view(file.assessment)
    grids = grids_of(file)
    if file.source == FiguresSource.TEMPLATE:
        return plan_cells(figures.form, figures.cells, named_by_own(grids, figures.form))
    named: list[Named] = []
    for table in figures.form.tables:
        if table.key in file.mapping:
            mapping = TableMapping.from_json(file.mapping[table.key])
            if mapping.sheet < len(grids):
                named += named_by(mapping, grids[mapping.sheet], table)
    return plan_cells(figures.form, figures.cells, named)


@in_vietnamese
def write_file(*, actor: Actor, file: FiguresFile, seen: str) -> int:
    """Write what the preview ``seen`` (``CellPlan.seen``) showed; return how many cells. Again writes nothing.

    Raises Stale, with nothing written, where a figure changed since the preview; Problem while the report is not being
    worked on.
    """
    assessment = file.assessment
    require_report_writer(actor, assessment)
    with transaction.atomic():
        hold_open(assessment)
        _refresh(file)
        plan = plan_file(file)
        if not plan.writing:
            return 0
        require_seen(plan, seen)
        write_cells(actor, assessment, plan.values, {})
        FiguresFile.objects.filter(pk=file.pk).update(applied_at=timezone.now())
        record(
            actor=actor,
            code=actions.FIGURES_WRITTEN,
            target=f"assessments.SelfAssessment:{assessment.pk}",
            file=file.file_name,
            count=plan.writing,
        )
    return plan.writing


@in_vietnamese
def drop_file(*, actor: Actor, file: FiguresFile) -> None:
    """Take a file that was read off the server, with all its cells; figures written from it and mappings stay."""
    require(actor, Permission.REPORT_WRITE, organisation_id=file.school_id)
    with transaction.atomic():
        FiguresFile.objects.filter(pk=file.pk).delete()
        target = f"assessments.SelfAssessment:{file.assessment_id}"
        record(actor=actor, code=actions.FIGURES_DROPPED, target=target, file=file.file_name)


def require_seen(plan: CellPlan, seen: str) -> None:
    """Refuse to write anything but what a person looked at; raises Stale."""
    if plan.seen != seen:
        raise Stale(_(CHANGED_MEANWHILE))


def _laid_on(file: FiguresFile, grids: list[Grid]) -> dict[str, object]:
    """Return the mappings of the source that the file still has all words of; others are left to a person."""
    form = table_form(file.assessment)
    found: dict[str, object] = {}
    for kept in FiguresMapping.objects.filter(school_id=file.school_id, source=file.source):
        table = form.by_key.get(kept.table)
        if table is not None:
            mapping, missing = found_again(kept.anchors, grids, table, file.assessment.year)
            if not mapping.empty and not missing:
                found[table.key] = mapping.as_json()
    return found
