"""Importing people and schools: template, upload, preview, confirm, first passwords."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhdinh.common.problems import NotHere, Problem
from minhdinh.common.web import workbook_response
from minhdinh.jobs.domain.queries import job_numbered
from minhdinh.jobs.web import job_card
from minhdinh.organisations.domain.importing import (
    check_file,
    checked_rows,
    confirm_import,
    hand_out_passwords,
)
from minhdinh.organisations.domain.queries import import_draft_of
from minhdinh.organisations.forms.imports import ImportForm
from minhdinh.organisations.imports.checked import RowStatus, counts
from minhdinh.organisations.imports.templates import faulty_bytes, passwords_bytes, template_bytes
from minhdinh.organisations.models import ImportDraft, ImportKind, ImportState
from minhdinh.organisations.tables.imports import first_tab, preview_table, preview_tabs
from minhdinh.organisations.web.forms import add_problem, posted_files
from minhdinh.organisations.web.gate import OrganisationRequest
from minhdinh.organisations.web.paths import import_url, url_in

Page = Callable[..., HttpResponse]
TITLES = {ImportKind.PEOPLE: _("Nhập người dùng từ Excel"), ImportKind.SCHOOLS: _("Nhập trường từ Excel")}
LISTS = {ImportKind.PEOPLE: "people", ImportKind.SCHOOLS: "home"}


def _upload(kind: ImportKind) -> Page:
    @require_http_methods(["GET", "HEAD", "POST"])
    def upload(request: OrganisationRequest) -> HttpResponse:
        form = ImportForm(*posted_files(request))
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            try:
                draft = check_file(
                    actor=request.actor,
                    organisation=request.organisation,
                    kind=kind,
                    file_name=file.name,
                    content=file.read(),
                )
            except Problem as problem:
                add_problem(form, problem)
            else:
                return redirect(import_url(request.organisation, kind, "draft", draft_id=draft.pk))
        context = {
            "form": form,
            "title": TITLES[kind],
            "template_url": import_url(request.organisation, kind, "template"),
            "cancel_url": url_in(request.organisation, LISTS[kind]),
        }
        return render(request, "organisations/import.html", context, status=422 if form.errors else 200)

    return upload


def _template(kind: ImportKind) -> Page:
    @require_safe
    def template(request: OrganisationRequest) -> HttpResponse:
        name = "mau-nguoi-dung.xlsx" if kind == ImportKind.PEOPLE else "mau-truong.xlsx"
        return workbook_response(template_bytes(kind, request.organisation), name)

    return template


def _draft(kind: ImportKind) -> Page:
    @require_safe
    def draft_page(request: OrganisationRequest, draft_id: int) -> HttpResponse:
        draft = _found(request, kind, draft_id)
        context = {
            "draft": draft,
            "title": TITLES[kind],
            "list_url": url_in(request.organisation, LISTS[kind]),
        }
        context |= (
            _preview(request, draft, kind) if draft.state == ImportState.CHECKED else _outcome(request, draft)
        )
        return render(request, "organisations/import_draft.html", context)

    return draft_page


def _preview(request: OrganisationRequest, draft: ImportDraft, kind: ImportKind) -> dict[str, object]:
    rows = checked_rows(draft)
    found, chosen = counts(rows), request.GET.get("show", "") or first_tab(rows)
    return {
        "faulty": found[RowStatus.FAULTY],
        "to_write": found[RowStatus.NEW] + found[RowStatus.MORE],
        "existing": found[RowStatus.EXISTING],
        "tabs": preview_tabs(rows, chosen),
        "table": preview_table(kind, rows, chosen),
        "again_url": import_url(request.organisation, kind),
        "confirm_url": import_url(request.organisation, kind, "confirm", draft_id=draft.pk),
        "faulty_url": import_url(request.organisation, kind, "faulty", draft_id=draft.pk),
    }


def _outcome(request: OrganisationRequest, draft: ImportDraft) -> dict[str, object]:
    job = job_numbered(draft.job_id)
    has_accounts = draft.kind == ImportKind.PEOPLE and bool(draft.created_ids)
    return {
        "job": job_card(job) if job and draft.state == ImportState.APPLYING else None,
        "accounts": len(draft.created_ids),
        "passwords_url": (
            import_url(request.organisation, draft.kind, "passwords", draft_id=draft.pk)
            if has_accounts
            else ""
        ),
    }


def _faulty(kind: ImportKind) -> Page:
    @require_safe
    def faulty(request: OrganisationRequest, draft_id: int) -> HttpResponse:
        rows = checked_rows(_found(request, kind, draft_id))
        return workbook_response(faulty_bytes(kind, rows), "dong-can-sua.xlsx")

    return faulty


def _confirm(kind: ImportKind) -> Page:
    @require_POST
    def confirm(request: OrganisationRequest, draft_id: int) -> HttpResponse:
        draft = _found(request, kind, draft_id)
        confirm_import(actor=request.actor, draft=draft)
        return redirect(import_url(request.organisation, kind, "draft", draft_id=draft.pk))

    return confirm


@never_cache
@require_POST
def people_passwords(request: OrganisationRequest, draft_id: int) -> HttpResponse:
    """Answer the list of first passwords; a second one replaces the first."""
    draft = _found(request, ImportKind.PEOPLE, draft_id)
    handed = hand_out_passwords(actor=request.actor, draft=draft)
    return workbook_response(passwords_bytes(handed), "mat-khau-dau-tien.xlsx")


def _found(request: OrganisationRequest, kind: ImportKind, draft_id: int) -> ImportDraft:
    draft = import_draft_of(request.organisation, kind, draft_id)
    if draft is None:
        raise NotHere("Không có lần nhập này.")
    return draft


people_import, schools_import = _upload(ImportKind.PEOPLE), _upload(ImportKind.SCHOOLS)
people_template, schools_template = _template(ImportKind.PEOPLE), _template(ImportKind.SCHOOLS)
people_draft, schools_draft = _draft(ImportKind.PEOPLE), _draft(ImportKind.SCHOOLS)
people_faulty, schools_faulty = _faulty(ImportKind.PEOPLE), _faulty(ImportKind.SCHOOLS)
people_confirm, schools_confirm = _confirm(ImportKind.PEOPLE), _confirm(ImportKind.SCHOOLS)
