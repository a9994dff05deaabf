"""The data tables of the last school years, typed in like a spreadsheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.tables import Refused, save_cells, table_view
from minhdinh.assessments.presenters.tables import build_table_page, field_name, state_words, table_json
from minhdinh.assessments.rules.tables import Address
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.assessments.views.passages import read_json
from minhdinh.assessments.views.setup_pages import may_edit, require_editor, to_page
from minhdinh.common.middleware import wants_json
from minhdinh.common.problems import Problem

P = Permission
MOST_CELLS = 2000


@require_http_methods(["GET", "POST"])
@assessment_view(P.SHEET_VIEW)
def tables(request: AssessmentRequest) -> HttpResponse:
    """Show one table (``?bang=``). A post saves its cells: JSON ``{"table", "cells"}`` from the grid, or its form."""
    if request.method == "POST":
        require_editor(request, P.REPORT_WRITE)
        return _save_json(request) if wants_json(request) else _save_form(request)
    page = build_table_page(table_view(request.assessment), request.GET.get("bang", ""))
    context = {
        "page": page,
        "summary": state_words(page.state),
        "whole": state_words(page.whole),
        "writable": may_edit(request, P.REPORT_WRITE),
    }
    return render(request, "assessments/tables.html", context)


def _save_json(request: AssessmentRequest) -> HttpResponse:
    data = read_json(request.body)
    table, cells = str(data.get("table", "")), data.get("cells")
    if not isinstance(cells, dict) or len(cells) > MOST_CELLS:
        raise Problem("Số liệu gửi lên không đọc được. Hãy tải lại trang; số đã lưu vẫn còn.")
    refused = _save(request, table, cells)
    answer = {
        **table_json(table_view(request.assessment), table),
        "saved_label": f"Đã lưu {timezone.localtime():%H:%M}",
        "refused": {field_name(*one.address[1:]): one.message for one in refused},
    }
    return JsonResponse(answer)


def _save_form(request: AssessmentRequest) -> HttpResponse:
    table = request.POST.get("table", "")
    cells = {name: value for name, value in request.POST.items() if ":" in name}
    refused = _save(request, table, cells)
    for one in refused:
        messages.error(request, one.message)
    if len(refused) < len(cells) or not cells:
        messages.success(request, _("Đã lưu số liệu."))
    return to_page(request, "tables", f"bang={table}")


def _save(request: AssessmentRequest, table: str, cells: dict[str, Any]) -> list[Refused]:
    addressed: dict[Address, str] = {}
    for name, value in cells.items():
        row, _colon, column = name.partition(":")
        addressed[table, row, column] = str(value)
    return save_cells(actor=request.actor, assessment=request.assessment, cells=addressed)
