"""The list of forms, asking for one, following and fetching it."""

from __future__ import annotations

import io
from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.common.problems import NotHere
from minhdinh.documents.domain.keeping import open_document
from minhdinh.documents.domain.make import request_document
from minhdinh.documents.domain.queries import Shelf, document_by_id, plans_for, shelves_of
from minhdinh.documents.form import ASSESSMENT, IMPROVEMENT, Form
from minhdinh.documents.models import MadeDocument
from minhdinh.documents.pdf import available
from minhdinh.documents.registry import forms
from minhdinh.documents.views.sealed import shelf_context
from minhdinh.jobs.domain.queries import job_of
from minhdinh.jobs.web import job_card
from minhdinh.lib.text import whole_number
from minhdinh.organisations.web import SchoolRequest, school_view


@require_GET
@assessment_view(Permission.DOCUMENT_MAKE)
def form_list(request: AssessmentRequest) -> HttpResponse:
    """Show the forms of the year's set, each with its formats, and the papers of every seal."""
    assessment = request.assessment
    shelves = shelves_of(assessment)
    set_id = assessment.standard_set.set_id
    listed = forms(set_id)
    standing = next((one for one in shelves if one.seal.reopened_at is None), None)
    context = {
        "rows": [_row(one, standing, set_id) for one in listed if one.about == ASSESSMENT],
        "plan_rows": [_row(one, standing, set_id) for one in listed if one.about == IMPROVEMENT],
        "plans": plans_for(assessment),
        "criteria": list(assessment.standard_set.catalogue.iter_criteria()),
        "standing": shelf_context(request, standing) if standing else None,
        "earlier": [shelf_context(request, one) for one in shelves if one is not standing],
        "pdf_available": available(),
    }
    return render(request, "documents/list.html", context)


def _row(form: Form, standing: Shelf | None, set_id: str) -> dict[str, Any]:
    """Return a form's line; of a sealed form either what is kept is fetched, or it is not there yet."""
    kept: dict[str, MadeDocument] = {}
    if standing is not None and form.sealed:
        kept = {row.file_format: row for row in standing.documents if row.form == form.id}
    waits = standing is not None and form.sealed and standing.in_making
    formats = [
        {"key": one, "label": one.upper(), "made": kept.get(one)}
        for one in form.formats
        if one in kept or (not waits and (one != "pdf" or available()))
    ]
    return {"form": form, "basis": form.basis(set_id), "formats": formats, "waits": waits}


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
        plan_id=_plan_id(request.POST.get("plan", "")),
    )
    return redirect("documents:job", code=request.organisation.code, year=request.year, job_id=job.pk)


def _plan_id(text: str) -> int:
    """Return the plan that a form names, 0 where it names none; raises NotHere for nonsense."""
    if not text:
        return 0
    plan = whole_number(text)
    if plan is None:
        raise NotHere("Không có kế hoạch này.")
    return plan


@require_GET
@school_view(Permission.DOCUMENT_MAKE)
def job(request: SchoolRequest, year: str, job_id: int) -> HttpResponse:
    """Show how far a document is; the page asks again by itself until it is made."""
    found = job_of(user_id=request.actor.user_id or 0, job_id=job_id)
    if found is None or found.organisation_id != request.organisation.pk:
        raise NotHere("Không có việc này.")
    return render(request, "documents/job.html", {"job": job_card(found), "title": found.title, "year": year})


@require_GET
@school_view(Permission.DOCUMENT_MAKE)
def download(request: SchoolRequest, year: str, document_id: int) -> FileResponse:
    """Hand out a made document after comparing its bytes with their hash."""
    made = document_by_id(request.organisation.pk, document_id)
    if made is None or made.assessment.year != year:
        raise NotHere("Không có văn bản này.")
    response = FileResponse(
        io.BytesIO(open_document(actor=request.actor, document=made)),
        as_attachment=True,
        filename=made.name,
        content_type=made.blob.media_type,
    )
    response["Cache-Control"] = "private, no-cache"
    return response
