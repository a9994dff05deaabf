"""Bringing lists and files: template, upload, preview, confirm, outcome."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import NotHere, Problem
from minhdinh.common.web import workbook_response
from minhdinh.evidence.importing.bundles import FileFate, read_files
from minhdinh.evidence.importing.drafts import (
    FILES,
    LIST,
    confirm_import,
    import_of,
    judged,
    keep,
    keep_list,
    summary,
    waits_for_word,
)
from minhdinh.evidence.importing.forms import FilesForm, ListForm
from minhdinh.evidence.importing.judging import Fate, Verdict
from minhdinh.evidence.importing.presenting import (
    FATES,
    FILE_FATES,
    chosen_fate,
    fate_tabs,
    files_table,
    outcome_table,
    rows_table,
)
from minhdinh.evidence.importing.tables import MOST_BYTES
from minhdinh.evidence.importing.template import fates_bytes, template_bytes
from minhdinh.evidence.importing.writing import Place
from minhdinh.evidence.models import ImportState, ListImport
from minhdinh.evidence.views.gate import EvidenceRequest, address, evidence_view, page
from minhdinh.evidence.views.uploading import as_upload
from minhdinh.jobs.domain.queries import job_numbered
from minhdinh.jobs.web import job_card
from minhdinh.organisations.web.forms import add_problem


@evidence_view(Permission.EVIDENCE_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: EvidenceRequest) -> HttpResponseBase:
    """Take a list, or files whose names carry codes; both lead to a preview."""
    lists, files = ListForm(), FilesForm()
    draft = None
    if request.method == "POST" and "list" in request.POST:
        lists = ListForm(request.POST, request.FILES)
        draft = _kept(lists, lambda: _keep_list(request, lists))
    elif request.method == "POST":
        files = FilesForm(request.POST, request.FILES)
        draft = _kept(files, lambda: _keep_files(request, files))
    if draft is not None:
        return redirect(address(request, "import-one", import_id=draft.pk))
    context = {
        "lists": lists,
        "files": files,
        "template_url": address(request, "import-template"),
        "crumbs": _crumbs(request),
    }
    return page(request, "import.html", context, status=422 if lists.errors or files.errors else 200)


@evidence_view(Permission.EVIDENCE_MANAGE)
@require_safe
def template(request: EvidenceRequest) -> HttpResponseBase:
    """Give the workbook to fill in, with the year's criteria to choose from."""
    return workbook_response(template_bytes(request.year_context), "mau-danh-muc-minh-chung.xlsx")


@evidence_view(Permission.EVIDENCE_MANAGE)
@require_safe
def show(request: EvidenceRequest, import_id: int) -> HttpResponseBase:
    """Show what would become of every row or file; while it is written, how far; afterwards, what came of it."""
    draft = _found(request, import_id)
    context: dict[str, Any] = {
        "draft": draft,
        "again_url": address(request, "import"),
        "crumbs": [*_crumbs(request), {"label": _("Nhập minh chứng"), "url": address(request, "import")}],
    }
    if waits_for_word(draft):
        context["to_confirm"] = True
        context |= _list_preview(request, draft) if draft.kind == LIST else _files_preview(request, draft)
        context["confirm_url"] = address(request, "import-confirm", import_id=draft.pk)
        job = job_numbered(draft.job_id)
        context["stopped"] = job.message if job else ""
    else:
        context |= _outcome(draft)
    return page(request, "import_one.html", context)


@evidence_view(Permission.EVIDENCE_MANAGE)
@require_safe
def export(request: EvidenceRequest, import_id: int) -> HttpResponseBase:
    """Give every row of a list with its fate, as an Excel file."""
    draft = _found(request, import_id)
    if draft.kind != LIST:
        raise NotHere("Không có bảng này.")
    return workbook_response(fates_bytes(_verdicts(request, draft)), "ket-qua-tung-dong.xlsx")


@evidence_view(Permission.EVIDENCE_MANAGE)
@require_POST
def confirm(request: EvidenceRequest, import_id: int) -> HttpResponseBase:
    """Start the writing."""
    confirm_import(actor=request.actor, draft=_found(request, import_id))
    return redirect(address(request, "import-one", import_id=import_id))


def _crumbs(request: EvidenceRequest) -> list[dict[str, str]]:
    return [{"label": _("Minh chứng"), "url": address(request, "list")}]


def _kept(form: ListForm | FilesForm, keep_it: Any) -> ListImport | None:
    """Return what was kept; None with the reason in the form where it could not be read."""
    if not form.is_valid():
        return None
    try:
        kept: ListImport = keep_it()
    except Problem as problem:
        add_problem(form, problem)
        return None
    return kept


def _keep_list(request: EvidenceRequest, form: ListForm) -> ListImport:
    file = form.cleaned_data["file"]
    if file.size > MOST_BYTES:  # before it is read into the memory
        raise Problem("Tệp lớn hơn 10 MB. Hãy bỏ hình ảnh, hoặc chia thành nhiều tệp.", field="file")
    return keep_list(
        actor=request.actor,
        school_id=request.organisation.pk,
        year=request.year,
        file_name=file.name,
        content=file.read(),
    )


def _keep_files(request: EvidenceRequest, form: FilesForm) -> ListImport:
    uploads = [as_upload(file) for file in form.cleaned_data["bundle"]]
    entries = read_files(actor=request.actor, school_id=request.organisation.pk, uploads=uploads)
    name = uploads[0].name if len(uploads) == 1 else f"{len(uploads)} tệp"
    return keep(request.actor, request.organisation.pk, request.year, FILES, name, entries)


def _found(request: EvidenceRequest, import_id: int) -> ListImport:
    draft = import_of(request.organisation.pk, request.year, import_id)
    if draft is None:
        raise NotHere("Không có lần nhập này.")
    return draft


def _verdicts(request: EvidenceRequest, draft: ListImport) -> list[Verdict]:
    return judged(draft, Place(request.organisation.pk, request.year, request.year_context))


def _list_preview(request: EvidenceRequest, draft: ListImport) -> dict[str, Any]:
    verdicts = _verdicts(request, draft)
    found = Counter(verdict.fate.value for verdict in verdicts)
    chosen = chosen_fate(FATES, found, request.GET.get("show", ""))
    own = request.year_context.convention.id
    return {
        "to_write": sum(verdict.writes for verdict in verdicts),
        "wrong": found[Fate.ERROR],
        "same": found[Fate.DUPLICATE],
        "other_convention": any(code.convention != own for one in verdicts for code in one.row.codes),
        "tabs": fate_tabs(FATES, found, chosen),
        "table": rows_table(verdicts, chosen),
        "export_url": address(request, "import-export", import_id=draft.pk),
    }


def _files_preview(request: EvidenceRequest, draft: ListImport) -> dict[str, Any]:
    found = Counter(entry["fate"] for entry in draft.rows)
    chosen = chosen_fate(FILE_FATES, found, request.GET.get("show", ""))
    return {
        "to_write": found[FileFate.ATTACH],
        "wrong": found[FileFate.ERROR] + found[FileFate.NONE],
        "same": found[FileFate.SAME],
        "tabs": fate_tabs(FILE_FATES, found, chosen),
        "table": files_table(draft.rows, chosen),
    }


def _outcome(draft: ListImport) -> dict[str, Any]:
    if draft.state == ImportState.APPLYING:
        job = job_numbered(draft.job_id)
        return {"job": job_card(job) if job else None}
    rows = draft.outcome.get("rows", [])
    return {"summary": summary(draft), "table": outcome_table(rows) if rows else None}
