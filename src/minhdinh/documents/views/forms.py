"""The list of forms, asking for one, following and fetching it."""

from __future__ import annotations

import io
from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.common.problems import NotHere
from minhdinh.documents.domain.make import request_document
from minhdinh.documents.domain.queries import document_by_id, sealed_documents
from minhdinh.documents.pdf import available
from minhdinh.documents.registry import forms
from minhdinh.evidence.domain.blobs import read_blob
from minhdinh.jobs.domain.queries import job_of
from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.models import Job
from minhdinh.organisations.web import SchoolRequest, school_view


@require_GET
@assessment_view(Permission.DOCUMENT_MAKE)
def form_list(request: AssessmentRequest) -> HttpResponse:
    """Show the forms of the year's set, each with its formats."""
    assessment = request.assessment
    made = sealed_documents(assessment)
    rows = [
        {
            "form": one,
            "formats": [
                {"key": file_format, "label": file_format.upper(), "made": made.get((one.id, file_format))}
                for file_format in one.formats
                if file_format != "pdf" or available()
            ],
        }
        for one in forms(assessment.standard_set.set_id)
    ]
    context = {
        "rows": rows,
        "assessment": assessment,
        "criteria": list(assessment.standard_set.catalogue.iter_criteria()),
        "pdf_available": available(),
    }
    return render(request, "documents/list.html", context)


@require_POST
@assessment_view(Permission.DOCUMENT_MAKE)
def make(request: AssessmentRequest) -> HttpResponse:
    """Ask for a form and follow its making."""
    job = request_document(
        actor=request.actor,
        assessment=request.assessment,
        form=request.POST.get("form", ""),
        file_format=request.POST.get("format", "docx"),
        criterion=request.POST.get("criterion", ""),
    )
    return redirect("documents:job", code=request.organisation.code, year=request.year, job_id=job.pk)


@require_GET
@school_view(Permission.DOCUMENT_MAKE)
def job(request: SchoolRequest, year: str, job_id: int) -> HttpResponse:
    """Show how far a document is; the page asks again by itself until it is made."""
    found = job_of(user_id=request.actor.user_id or 0, job_id=job_id)
    if found is None or found.organisation_id != request.organisation.pk:
        raise NotHere("Không có việc này.")
    context = {"job": job_view(request, found), "row": found, "year": year}
    template = "common/components/job.html" if request.headers.get("HX-Request") else "documents/job.html"
    return render(request, template, context)


def job_view(request: SchoolRequest, found: Job) -> dict[str, Any]:
    """Return a job as ``common/components/job.html`` shows it."""
    base = {"code": request.organisation.code, "year": request.year}
    document_id = found.result.get("document_id")
    return {
        "state": "waiting" if found.status == JobStatus.QUEUED else found.status,
        "percent": found.percent,
        "message": found.message,
        "url": reverse("documents:job", kwargs={**base, "job_id": found.pk}),
        "cancel_url": "",
        "result_url": reverse("documents:download", kwargs={**base, "document_id": document_id})
        if document_id
        else "",
        "result_label": found.result.get("name", ""),
    }


@require_GET
@school_view(Permission.DOCUMENT_MAKE)
def download(request: SchoolRequest, year: str, document_id: int) -> FileResponse:
    """Hand out a made document after comparing its bytes with their hash."""
    made = document_by_id(request.organisation.pk, document_id)
    if made is None or made.assessment.year != year:
        raise NotHere("Không có văn bản này.")
    return FileResponse(
        io.BytesIO(read_blob(made.blob)),
        as_attachment=True,
        filename=made.name,
        content_type=made.blob.media_type,
    )
