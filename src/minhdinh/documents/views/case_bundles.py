"""A registration's papers that a job makes: asking for them at each door, fetching what was made."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import NotHere
from minhdinh.documents.domain.case_bundle import Asked, case_papers_file, request_case_papers
from minhdinh.documents.views.cases import Door, at_desk, at_office, at_school, private_file
from minhdinh.lib.text import whole_number
from minhdinh.organisations.web import OfficeRequest, SchoolRequest, office_view, school_view

P = Permission


@require_POST
@office_view(P.CASE_VIEW)
def office_make(request: OfficeRequest, case_id: int) -> HttpResponse:
    """Let a job make papers for an office."""
    return _make(request, at_office(request, case_id))


@require_GET
@never_cache
@office_view(P.CASE_VIEW)
def office_file(request: OfficeRequest, case_id: int, file_id: int) -> FileResponse:
    """Hand an office what was made for it."""
    return _file(request, at_office(request, case_id), file_id)


@require_POST
@school_view(P.CASE_EXAMINE)
def desk_make(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Let a job make papers for a member of the team or council."""
    return _make(request, at_desk(request, case_id))


@require_GET
@never_cache
@school_view(P.CASE_EXAMINE)
def desk_file(request: SchoolRequest, case_id: int, file_id: int) -> FileResponse:
    """Hand a member what was made for him or her."""
    return _file(request, at_desk(request, case_id), file_id)


@require_POST
@school_view(P.CASE_VIEW)
def school_make(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Let a job make papers for the school."""
    return _make(request, at_school(request, case_id))


@require_GET
@never_cache
@school_view(P.CASE_VIEW)
def school_file(request: SchoolRequest, case_id: int, file_id: int) -> FileResponse:
    """Hand the school what was made for it."""
    return _file(request, at_school(request, case_id), file_id)


def _make(request: OfficeRequest | SchoolRequest, door: Door) -> HttpResponse:
    """Start the job and lead to its progress; without ``form`` all papers go into one ZIP."""
    part = whole_number(request.POST.get("part", "") or "0")
    if part is None:
        raise NotHere(_("Không có giấy tờ này."))
    asked = Asked(request.POST.get("format", "docx"), request.POST.get("form", ""), part)
    job = request_case_papers(
        actor=request.actor,
        office=request.organisation,
        case=door.case,
        reader=door.reader,
        room=door.room,
        asked=asked,
    )
    return redirect("jobs:page", job_id=job.pk)


def _file(request: OfficeRequest | SchoolRequest, door: Door, file_id: int) -> FileResponse:
    made = case_papers_file(
        actor=request.actor,
        office=request.organisation,
        case=door.case,
        reader=door.reader,
        file_id=file_id,
    )
    return private_file(bytes(made.content), made.name, made.media_type)
