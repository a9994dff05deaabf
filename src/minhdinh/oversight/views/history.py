"""Importing earlier years in the browser: template, upload, preview, confirm."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import NotHere, Problem
from minhdinh.common.web import workbook_response
from minhdinh.jobs.domain.queries import job_numbered
from minhdinh.jobs.web import job_card
from minhdinh.organisations.domain.queries import import_draft_of
from minhdinh.organisations.forms.imports import ImportForm
from minhdinh.organisations.imports.checked import RowStatus, counts
from minhdinh.organisations.models import ImportDraft, ImportKind, ImportState, Organisation
from minhdinh.organisations.tables.imports import first_tab, preview_tabs, table_of_rows
from minhdinh.organisations.web import OfficeRequest, office_view
from minhdinh.organisations.web.forms import add_problem, posted_files
from minhdinh.oversight.history.importing import check_history_file, checked_draft, confirm_history
from minhdinh.oversight.history.template import faulty_history, history_template
from minhdinh.oversight.history.words import COLUMNS

gate = office_view(Permission.HISTORY_IMPORT)


@require_http_methods(["GET", "HEAD", "POST"])
@gate
def history_import(request: OfficeRequest) -> HttpResponse:
    """Take a file and lead to its preview."""
    form = ImportForm(*posted_files(request))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            draft = check_history_file(
                actor=request.actor, office=request.organisation, file_name=file.name, content=file.read()
            )
        except Problem as problem:
            add_problem(form, problem)
        else:
            return redirect(_url(request.organisation, "-draft", draft))
    context = {
        "form": form,
        "title": _("Nhập dữ liệu các năm trước"),
        "template_url": _url(request.organisation, "-template"),
        "cancel_url": _home(request.organisation),
    }
    return render(request, "organisations/import.html", context, status=422 if form.errors else 200)


@require_safe
@gate
def template(request: OfficeRequest) -> HttpResponse:
    """Answer the workbook to fill in."""
    return workbook_response(history_template(), "mau-du-lieu-cac-nam-truoc.xlsx")


@require_safe
@gate
def history_draft(request: OfficeRequest, draft_id: int) -> HttpResponse:
    """Show what confirming would do, or what it did."""
    draft = _found(request, draft_id)
    context: dict[str, Any] = {
        "draft": draft,
        "title": _("Nhập dữ liệu các năm trước"),
        "list_url": _home(request.organisation),
    }
    if draft.state == ImportState.CHECKED:
        context |= _preview(request, draft)
    elif draft.state == ImportState.APPLYING and (job := job_numbered(draft.job_id)):
        context["job"] = job_card(job)
    return render(request, "organisations/import_draft.html", context)


def _preview(request: OfficeRequest, draft: ImportDraft) -> dict[str, Any]:
    rows = checked_draft(draft)
    found, chosen = counts(rows), request.GET.get("show", "") or first_tab(rows)
    return {
        "faulty": found[RowStatus.FAULTY],
        "to_write": found[RowStatus.NEW] + found[RowStatus.CHANGED],
        "existing": found[RowStatus.EXISTING],
        "tabs": preview_tabs(rows, chosen),
        "table": table_of_rows(COLUMNS, rows, chosen),
        "again_url": _url(request.organisation),
        "confirm_url": _url(request.organisation, "-confirm", draft),
        "faulty_url": _url(request.organisation, "-faulty", draft),
    }


@require_safe
@gate
def faulty(request: OfficeRequest, draft_id: int) -> HttpResponse:
    """Answer the faulty rows as a workbook."""
    return workbook_response(faulty_history(checked_draft(_found(request, draft_id))), "dong-can-sua.xlsx")


@require_POST
@gate
def confirm(request: OfficeRequest, draft_id: int) -> HttpResponse:
    """Start writing everything."""
    draft = _found(request, draft_id)
    confirm_history(actor=request.actor, draft=draft)
    return redirect(_url(request.organisation, "-draft", draft))


def _found(request: OfficeRequest, draft_id: int) -> ImportDraft:
    draft = import_draft_of(request.organisation, ImportKind.HISTORY, draft_id)
    if draft is None:
        raise NotHere("Không có lần nhập này.")
    return draft


def _url(office: Organisation, page: str = "", draft: ImportDraft | None = None) -> str:
    args = [office.code, *([draft.pk] if draft else [])]
    return reverse(f"oversight:history{page}", args=args)


def _home(office: Organisation) -> str:
    return reverse("organisations:office-home", args=[office.code])
