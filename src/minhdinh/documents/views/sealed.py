"""The papers of a seal: how far their making is, what is kept, making what is missing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.seal_queries import seal_by_id
from minhdinh.assessments.models import Seal
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.common.problems import NotHere
from minhdinh.documents.domain.queries import Shelf, shelf_of
from minhdinh.documents.domain.sealed import request_sealed_documents
from minhdinh.documents.registry import form as form_of
from minhdinh.jobs.enums import JobStatus


@require_GET
@assessment_view(Permission.DOCUMENT_MAKE)
def shelf(request: AssessmentRequest, seal_id: int) -> HttpResponse:
    """Answer the fragment of one seal's papers; it asks again by itself while they are being made."""
    found = shelf_of(request.assessment, _seal(request, seal_id))
    return render(request, "documents/_shelf.html", {"shelf": shelf_context(request, found)})


@require_POST
@assessment_view(Permission.DOCUMENT_MAKE)
def make_missing(request: AssessmentRequest, seal_id: int) -> HttpResponse:
    """Ask again for the papers that a seal lacks, after LibreOffice was installed or a job had failed."""
    found = shelf_of(request.assessment, _seal(request, seal_id))
    if found.lacks_papers:
        request_sealed_documents(actor=request.actor, seal=found.seal)
        messages.success(request, _("Đang lập các biểu mẫu còn thiếu của bản niêm phong."))
    return redirect("documents:list", code=request.organisation.code, year=request.year)


def shelf_context(request: AssessmentRequest, shelf: Shelf) -> dict[str, Any]:
    """Return a shelf as ``documents/_shelf.html`` shows it."""
    place = {"code": request.organisation.code, "year": request.year, "seal_id": shelf.seal.pk}
    job = shelf.job
    failed = job is not None and job.status == JobStatus.FAILED and shelf.lacks_papers
    return {
        "seal": shelf.seal,
        "url": reverse("documents:shelf", kwargs=place),
        "running": shelf.in_making,
        "done": job.done_count if job else 0,
        "total": job.total_count if job else 0,
        "percent": job.percent if job else 0,
        "step": job.message if job else "",
        "fault": job.message if job and failed else "",
        "papers": [{"title": form_of(row.form).title, "document": row} for row in shelf.documents],
        "missing_url": reverse("documents:make-sealed", kwargs=place) if shelf.lacks_papers else "",
    }


def _seal(request: AssessmentRequest, seal_id: int) -> Seal:
    seal = seal_by_id(request.assessment, seal_id)
    if seal is None:
        raise NotHere("Không có bản niêm phong này.")
    return seal
