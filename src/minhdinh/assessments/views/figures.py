"""Figures from a workbook or from last year: sent, mapped, shown cell by cell, written once."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.tables import table_form
from minhdinh.assessments.figures.copying import copy_table, plan_copy
from minhdinh.assessments.figures.files import (
    Suggested,
    drop_file,
    file_of,
    files_of,
    grids_of,
    mappings_of,
    plan_file,
    read_file,
    save_mapping,
    suggested_mapping,
    write_file,
)
from minhdinh.assessments.figures.presenting import build_kept, build_mapping, build_plan
from minhdinh.assessments.figures.rules.guessing import guess
from minhdinh.assessments.figures.rules.mapping import TableMapping
from minhdinh.assessments.figures.template import template_bytes
from minhdinh.assessments.forms.figures import FiguresFileForm
from minhdinh.assessments.models import FiguresFile, FiguresSource
from minhdinh.assessments.rules.table_form import Table, TableForm
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.assessments.views.setup_pages import UNPROCESSABLE, may_edit, own_url, require_editor, tell
from minhdinh.common.problems import NotHere, Problem
from minhdinh.common.web import workbook_response
from minhdinh.lib.text import whole_number

P = Permission


@require_safe
@assessment_view(P.SHEET_VIEW)
def figures_template(request: AssessmentRequest) -> HttpResponse:
    """Answer our own workbook, filled with what is there."""
    return workbook_response(template_bytes(request.assessment), f"so-lieu-{request.year}.xlsx")


@require_http_methods(["GET", "POST"])
@assessment_view(P.REPORT_WRITE)
def figures(request: AssessmentRequest) -> HttpResponse:
    """Ask for the file; a post reads it and leads to the mapping or the preview."""
    require_editor(request, P.REPORT_WRITE)
    form = FiguresFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            file = read_file(
                actor=request.actor,
                assessment=request.assessment,
                name=form.file_name,
                content=form.cleaned_data["file"],
                source=form.cleaned_data["source"],
            )
        except Problem as problem:
            form.add_error(problem.field if problem.field in form.fields else None, problem.message)
        else:
            ready = file.source == FiguresSource.TEMPLATE or bool(file.mapping)
            return redirect(_file_url(request, file) + ("" if ready else "ghep/"))
    context = {
        "form": form,
        "files": files_of(request.assessment),
        "kept": build_kept(table_form(request.assessment), mappings_of(request.organisation.pk)),
        "writable": may_edit(request, P.REPORT_WRITE),
        "crumbs": _crumbs(request),
    }
    return render(
        request, "assessments/figures/import.html", context, status=UNPROCESSABLE if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
@assessment_view(P.REPORT_WRITE)
def figures_file(request: AssessmentRequest, file_id: int) -> HttpResponse:
    """Show every cell of a file with its fate; a post writes what was shown, or takes the file away (``drop``)."""
    file = file_of(request.assessment, file_id)
    if request.method == "POST" and "drop" in request.POST:
        drop_file(actor=request.actor, file=file)
        messages.success(request, _("Đã bỏ tệp; số liệu đã ghi giữ nguyên."))
        return redirect(own_url(request, "tables-import"))
    if request.method == "POST":
        try:
            count = write_file(actor=request.actor, file=file, seen=request.POST.get("seen", ""))
        except Problem as problem:
            tell(request, problem)
            return redirect(_file_url(request, file))
        messages.success(request, _written(count))
        return redirect(own_url(request, "tables"))
    context = {
        "file": file,
        "page": build_plan(plan_file(file)),
        "source": file.get_source_display(),
        "mapping_url": "" if file.source == FiguresSource.TEMPLATE else f"{_file_url(request, file)}ghep/",
        "writable": may_edit(request, P.REPORT_WRITE),
        "back_url": own_url(request, "tables-import"),
        "crumbs": _crumbs(request, here=_("Xem trước")),
    }
    return render(request, "assessments/figures/preview.html", context)


@require_http_methods(["GET", "POST"])
@assessment_view(P.REPORT_WRITE)
def figures_mapping(request: AssessmentRequest, file_id: int) -> HttpResponse:
    """Show a sheet of the file beside one of our tables (``?bang=``, ``&trang=``); a post keeps what was picked."""
    file = file_of(request.assessment, file_id)
    if file.source == FiguresSource.TEMPLATE:
        raise NotHere("Tệp mẫu không cần ghép cột.")
    form = table_form(request.assessment)
    table = _table(form, request.POST.get("bang", "") or request.GET.get("bang", ""))
    grids = grids_of(file)
    if request.method == "POST":
        typed = _picked(request, table)
        try:
            _save(request, file, typed)
        except Problem as problem:
            tell(request, problem)
            suggested = Suggested(typed, kept=False, missing=[])
        else:
            messages.success(request, _("Đã giữ cách ghép %(table)s.") % {"table": table.full_title})
            return redirect(_file_url(request, file))
    else:
        suggested = _suggested(request, file, table)
    context = {
        "file": file,
        "table": table,
        "page": build_mapping(form, table, grids, suggested, file.mapping),
        "source": file.get_source_display(),
        "writable": may_edit(request, P.REPORT_WRITE),
        "preview_url": _file_url(request, file) if file.mapping else "",
        "crumbs": _crumbs(request, here=_("Ghép cột")),
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "assessments/figures/mapping.html", context, status=status)


@require_http_methods(["GET", "POST"])
@assessment_view(P.REPORT_WRITE)
def figures_copy(request: AssessmentRequest) -> HttpResponse:
    """Show what last year's table would bring (``?bang=``, ``&moi=1`` for this year's column too); a post brings it."""
    asked = request.POST if request.method == "POST" else request.GET
    table = _table(table_form(request.assessment), asked.get("bang", ""))
    newest, rows = asked.get("moi", "") == "1", asked.getlist("hang")
    page = plan_copy(request.assessment, table.key, rows, newest=newest)
    own = f"{own_url(request, 'tables')}?bang={table.key}"
    if request.method == "POST":
        try:
            count = copy_table(
                actor=request.actor,
                assessment=request.assessment,
                table=table.key,
                rows=rows,
                newest=newest,
                seen=request.POST.get("seen", ""),
            )
        except Problem as problem:
            tell(request, problem)
            again = {"bang": table.key, "moi": ["1"] if newest else [], "hang": rows}
            return redirect(f"{own_url(request, 'tables-copy')}?{urlencode(again, doseq=True)}")
        messages.success(request, _written(count))
        return redirect(own)
    context = {
        "copy": page,
        "page": build_plan(page.cells),
        "table": table,
        "rows": [row for row in table.rows if row.is_typed],
        "chosen": rows,
        "of_years": table.column(request.assessment.year) is not None,
        "writable": may_edit(request, P.REPORT_WRITE),
        "back_url": own,
        "crumbs": [{"label": _("Số liệu"), "url": own}, {"label": _("Chép từ năm trước")}],
    }
    return render(request, "assessments/figures/copy.html", context)


def _suggested(request: AssessmentRequest, file: FiguresFile, table: Table) -> Suggested:
    """Return where to begin; another sheet than the suggested one is guessed anew."""
    suggested, number = suggested_mapping(file, table), _sheet_number(request.GET)
    if number is None or number == suggested.mapping.sheet:
        return suggested
    grids = grids_of(file)
    if number >= len(grids):
        raise NotHere("Tệp không có trang tính này.")
    found = guess(table, [grids[number]])
    return Suggested(TableMapping(number, found.columns, found.rows, found.fraction), kept=False, missing=[])


def _sheet_number(data: QueryDict) -> int | None:
    return whole_number(data.get("trang", ""), longest=4)


def _picked(request: AssessmentRequest, table: Table) -> TableMapping:
    return TableMapping(
        _sheet_number(request.POST) or 0,
        {column.key: request.POST.get(f"c:{column.key}", "") for column in table.columns},
        {row.key: request.POST.get(f"r:{row.key}", "") for row in table.rows},
        "fraction" in request.POST,
    )


def _save(request: AssessmentRequest, file: FiguresFile, typed: TableMapping) -> None:
    save_mapping(
        actor=request.actor,
        file=file,
        table=request.POST.get("bang", ""),
        sheet=typed.sheet,
        columns=typed.columns,
        rows=typed.rows,
        fraction=typed.fraction,
    )


def _table(form: TableForm, key: str) -> Table:
    table = form.by_key.get(key) if key else form.tables[0]
    if table is None:
        raise NotHere("Trường không có bảng số liệu này.")
    return table


def _file_url(request: AssessmentRequest, file: FiguresFile) -> str:
    return f"{own_url(request, 'tables-import')}{file.pk}/"


def _crumbs(request: AssessmentRequest, *, here: str = "") -> list[dict[str, str]]:
    """Return the way to the page that is called ``here``, or to the page of importing itself."""
    crumbs = [
        {"label": _("Số liệu"), "url": own_url(request, "tables")},
        {"label": _("Nhập từ Excel"), "url": own_url(request, "tables-import")},
    ]
    return [*crumbs, {"label": here}] if here else crumbs


def _written(count: int) -> str:
    if not count:
        return _("Không có số nào mới; bảng số liệu giữ nguyên.")
    return ngettext("Đã ghi %(count)s ô số liệu.", "Đã ghi %(count)s ô số liệu.", count) % {"count": count}
