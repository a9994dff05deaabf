"""Documents: ask for one, poll, download."""

from __future__ import annotations

import io
from typing import Any

from django.http import FileResponse, HttpRequest
from ninja import Path, Router

from minhdinh.access.permissions import Permission
from minhdinh.api.gate import visit
from minhdinh.api.shapes import DocumentIn, FormOut, JobOut, Message
from minhdinh.common.problems import NotHere
from minhdinh.documents.domain.keeping import open_document
from minhdinh.documents.domain.make import request_document
from minhdinh.documents.domain.queries import document_by_id
from minhdinh.documents.registry import forms
from minhdinh.jobs.domain.queries import job_of
from minhdinh.jobs.models import Job

P = Permission
router = Router(tags=["documents"])
ERRORS = {403: Message, 404: Message, 422: Message, 503: Message}


def _job(job: Job) -> dict[str, Any]:
    return {
        "id": job.pk,
        "status": job.status,
        "percent": job.percent,
        "message": job.message,
        "document_id": job.result.get("document_id"),
    }


@router.get("/forms", response={200: list[FormOut], **ERRORS}, summary="Forms")
def list_forms(request: HttpRequest, code: Path[str], year: Path[str]) -> list[dict[str, Any]]:
    """List the forms of the year's set with their formats."""
    with visit(request, code, P.DOCUMENT_MAKE) as here:
        found = here.assessment(year)
        return [
            {"id": one.id, "code": one.code, "title": one.title, "formats": list(one.formats)}
            for one in forms(found.standard_set.set_id)
        ]


@router.post("", response={200: JobOut, **ERRORS}, summary="Ask for a document")
def ask(request: HttpRequest, code: Path[str], year: Path[str], data: DocumentIn) -> dict[str, Any]:
    """Queue a document; poll the job until it is done."""
    with visit(request, code, P.DOCUMENT_MAKE) as here:
        job = request_document(
            actor=here.actor,
            assessment=here.assessment(year),
            form=data.form,
            file_format=data.format,
            criterion=data.criterion,
        )
        job.refresh_from_db()
        return _job(job)


@router.get("/jobs/{job_id}", response={200: JobOut, **ERRORS}, summary="Poll")
def poll(request: HttpRequest, code: Path[str], year: Path[str], job_id: int) -> dict[str, Any]:
    """Return how far a document is; ``document_id`` when it is done."""
    with visit(request, code, P.DOCUMENT_MAKE) as here:
        job = job_of(user_id=here.actor.user_id or 0, job_id=job_id) if job_id < 2**63 else None
        if job is None or job.organisation_id != here.organisation.pk:
            raise NotHere("Không có việc này.")
        return _job(job)


@router.get("/{document_id}", response={200: None, **ERRORS}, summary="Download")
def download(request: HttpRequest, code: Path[str], year: Path[str], document_id: int) -> Any:
    """Return the document's bytes."""
    with visit(request, code, P.DOCUMENT_MAKE) as here:
        made = document_by_id(here.organisation.pk, document_id) if document_id < 2**63 else None
        if made is None or made.assessment.year != year:
            raise NotHere("Không có văn bản này.")
        return FileResponse(
            io.BytesIO(open_document(actor=here.actor, document=made)),
            as_attachment=True,
            filename=made.name,
            content_type=made.blob.media_type,
        )
