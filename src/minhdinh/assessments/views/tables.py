"""The data tables of the last school years, typed in like a spreadsheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.cells import changes_of
from minhdinh.assessments.domain.site_conditions import annex_of
from minhdinh.assessments.domain.tables import Refused, save_cells, table_form, table_view
from minhdinh.assessments.figures.asking import build_checks, open_words
from minhdinh.assessments.figures.checking import checks_of
from minhdinh.assessments.figures.copying import year_before
from minhdinh.assessments.presenters.cell_history import build_cell_history, place_of
from minhdinh.assessments.presenters.tables import build_table_page, field_name, state_words, table_json
from minhdinh.assessments.rules.tables import Address
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.assessments.views.passages import read_json
from minhdinh.assessments.views.setup_pages import may_edit, own_url, require_editor, to_page
from minhdinh.common.middleware import wants_json
from minhdinh.common.problems import NotHere, Problem

P = Permission
MOST_CELLS = 2000


@require_http_methods(["GET", "POST"])
@assessment_view(P.SHEET_VIEW)
def tables(request: AssessmentRequest) -> HttpResponse:
    """Show one table (``?bang=``). A post saves its cells: JSON ``{"table", "cells"}`` from the grid, or its form."""
    if request.method == "POST":
        require_editor(request, P.REPORT_WRITE)
        return _save_json(request) if wants_json(request) else _save_form(request)
    figures = table_view(request.assessment)
    page = build_table_page(figures, request.GET.get("bang", ""))
    checks = checks_of(request.assessment, figures)
    context = {
        "page": page,
        "questions": build_checks(request.assessment, checks, page.table.key),
        "waiting": open_words(checks.open_questions),
        "summary": state_words(page.state),
        "whole": state_words(page.whole),
        "history_url": f"{own_url(request, 'table-history')}?bang={page.table.key}",
        "writable": may_edit(request, P.REPORT_WRITE),
        "several_sites": annex_of(request.assessment) is not None,
        "may_copy": may_edit(request, P.REPORT_WRITE) and year_before(request.assessment) is not None,
    }
    return render(request, "assessments/tables.html", context)


@require_GET
@assessment_view(P.SHEET_VIEW)
def table_history(request: AssessmentRequest) -> HttpResponse:
    """Show who changed which figure when: of a table (``?bang=``), or of one cell of it (``&o=<row>:<column>``)."""
    form, wanted = table_form(request.assessment), request.GET.get("bang", "")
    table = form.by_key.get(wanted) if wanted else form.tables[0]
    if table is None:
        raise NotHere("Trường không có bảng số liệu này.")
    place = place_of(table, request.GET.get("o", ""))
    own = f"{own_url(request, 'table-history')}?bang={table.key}"
    page = build_cell_history(table, place, changes_of(request.assessment, table.key, place), own)
    crumbs = [
        {"label": table.full_title, "url": f"{own_url(request, 'tables')}?bang={table.key}"},
        *([{"label": _("Lịch sử cả bảng"), "url": own}] if place else []),
        {"label": _("Lịch sử")},
    ]
    return render(request, "assessments/table_history.html", {"page": page, "crumbs": crumbs})


def _save_json(request: AssessmentRequest) -> HttpResponse:
    data = read_json(request.body)
    table, cells, found = str(data.get("table", "")), data.get("cells"), data.get("base", {})
    if not isinstance(cells, dict) or len(cells) > MOST_CELLS or not isinstance(found, dict):
        raise Problem("Số liệu gửi lên không đọc được. Hãy tải lại trang; số đã lưu vẫn còn.")
    refused = _save(request, table, cells, found)
    figures = table_view(request.assessment)
    answer = {
        **table_json(figures, table),
        "saved_label": f"Đã lưu {timezone.localtime():%H:%M}",
        "refused": {field_name(*one.address[1:]): one.message for one in refused if one.clash is None},
        "conflicts": {field_name(*one.address[1:]): _conflict(one) for one in refused if one.clash},
    }
    return JsonResponse(answer)


def _conflict(one: Refused) -> dict[str, str]:
    """Return both values of a cell that somebody else changed meanwhile."""
    if one.clash is None:
        return {}
    return {"yours": one.clash.yours, "theirs": one.clash.theirs, "by": one.clash.by, "message": one.message}


def _save_form(request: AssessmentRequest) -> HttpResponse:
    table = request.POST.get("table", "")
    cells = {name: value for name, value in request.POST.items() if ":" in name}
    refused = _save(request, table, cells, read_json(request.POST.get("base", "{}").encode()))
    for one in refused:
        messages.error(request, one.message)
    if len(refused) < len(cells) or not cells:
        messages.success(request, _("Đã lưu số liệu."))
    return to_page(request, "tables", f"bang={table}")


def _save(
    request: AssessmentRequest, table: str, cells: dict[str, Any], found: dict[str, Any]
) -> list[Refused]:
    def addressed(values: dict[str, Any]) -> dict[Address, str]:
        parts = ((name.partition(":"), value) for name, value in values.items())
        return {(table, row, column): str(value) for (row, _colon, column), value in parts}

    return save_cells(
        actor=request.actor,
        assessment=request.assessment,
        cells=addressed(cells),
        started_from=addressed(found),
    )
