"""The papers of a registration, for its offices, for those who examine it, and for its school."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.cases.queries import case_at_office, case_of_school, may_see
from minhdinh.appraisals.models import Case
from minhdinh.common.problems import NotHere
from minhdinh.documents.domain.case_bundle import reader_again
from minhdinh.documents.domain.cases import Offer, Reader, Side, make_case_paper, papers_of, reader_of
from minhdinh.documents.form import Form
from minhdinh.documents.pdf import available
from minhdinh.documents.reading.values import day
from minhdinh.organisations.web import OfficeRequest, SchoolRequest, office_view, school_view

P = Permission


@dataclass(frozen=True, slots=True)
class Door:
    """Through which door somebody came: the registration, who reads, the room whose addresses are used."""

    case: Case
    reader: Reader
    room: str
    back: str

    def address(self, page: str) -> str:
        """Return the name of an address at this door: of ``papers``, a ``paper``, ``make`` or a made ``file``."""
        return f"documents:case-{self.room}-{page}"


@require_GET
@never_cache
@office_view(P.CASE_VIEW)
def office_list(request: OfficeRequest, case_id: int) -> HttpResponse:
    """Show an office the papers of a registration that names it."""
    return _list(request, at_office(request, case_id))


@require_GET
@never_cache
@office_view(P.CASE_VIEW)
def office_paper(request: OfficeRequest, case_id: int, form: str, part: int, ending: str) -> FileResponse:
    """Hand an office one of them."""
    return _paper(request, at_office(request, case_id), form, part, ending)


@require_GET
@never_cache
@school_view(P.CASE_EXAMINE)
def desk_list(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Show a member of the team or council the papers of the work."""
    return _list(request, at_desk(request, case_id))


@require_GET
@never_cache
@school_view(P.CASE_EXAMINE)
def desk_paper(request: SchoolRequest, case_id: int, form: str, part: int, ending: str) -> FileResponse:
    """Hand a member one of them."""
    return _paper(request, at_desk(request, case_id), form, part, ending)


@require_GET
@never_cache
@school_view(P.CASE_VIEW)
def school_list(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Show the school what was sent to it."""
    return _list(request, at_school(request, case_id))


@require_GET
@never_cache
@school_view(P.CASE_VIEW)
def school_paper(request: SchoolRequest, case_id: int, form: str, part: int, ending: str) -> FileResponse:
    """Hand the school one of them."""
    return _paper(request, at_school(request, case_id), form, part, ending)


def at_office(request: OfficeRequest, case_id: int) -> Door:
    """Open the office's door; who looks in from an office above sees no more there than the first office does."""
    office = request.organisation
    case = _found(case_at_office(office.pk, case_id))
    own = case.department_id == office.pk and not request.actor.is_outside
    side = Side.DEPARTMENT if own else Side.INTAKE
    return Door(case, reader_of(case, side), "office", "appraisals:case-office")


def at_desk(request: SchoolRequest, case_id: int) -> Door:
    """Open the door of those who examine: a member within the days, clear of interests."""
    case = _found(case_of_school(request.organisation.pk, case_id))
    return Door(case, reader_again(case, Side.BODY, request.actor.user_id), "desk", "appraisals:desk")


def at_school(request: SchoolRequest, case_id: int) -> Door:
    """Open the school's door; an officer who looks in from outside sees no more there than the first office does."""
    case = _found(case_of_school(request.organisation.pk, case_id))
    if not may_see(request.actor, case):
        raise NotHere(_("Không có hồ sơ đăng ký này."))
    side = Side.INTAKE if request.actor.is_outside else Side.SCHOOL
    return Door(case, reader_of(case, side), "school", "appraisals:case-school")


def _found(case: Case | None) -> Case:
    if case is None:
        raise NotHere(_("Không có hồ sơ đăng ký này."))
    return case


def _list(request: OfficeRequest | SchoolRequest, door: Door) -> HttpResponse:
    code = request.organisation.code
    rows = [
        _row(code, door, form, offer)
        for form, offers in papers_of(door.case, door.reader)
        for offer in offers
    ]
    context = {
        "case": door.case,
        "rows": rows,
        "back": reverse(door.back, args=[code, door.case.pk]),
        "make_url": reverse(door.address("make"), args=[code, door.case.pk]),
        "at_school": door.reader.side is Side.SCHOOL,
        "proposed": any(row["form"].proposed for row in rows),
        "pdf_available": available(),
    }
    return render(request, "documents/case_papers.html", context)


def _row(code: str, door: Door, form: Form, offer: Offer) -> dict[str, Any]:
    formats = [
        {
            "label": ending.upper(),
            "url": reverse(door.address("paper"), args=[code, door.case.pk, form.id, offer.part, ending]),
        }
        for ending in form.formats
        if ending != "pdf"
    ]
    set_id = door.case.assessment.standard_set.set_id
    criteria = offer.criteria if len(offer.criteria) > 1 else ()
    return {
        "form": form,
        "code": form.code_for(set_id),
        "basis": form.basis(set_id),
        "offer": offer,
        "day": day(offer.day),
        "criteria": criteria,
        "formats": formats,
    }


def _paper(
    request: OfficeRequest | SchoolRequest, door: Door, form: str, part: int, ending: str
) -> FileResponse:
    """Answer a paper that is made in a moment; a PDF takes longer and is a job's (``views.case_bundles``)."""
    if ending == "pdf":
        raise NotHere(_("Bản PDF được lập từ trang danh sách giấy tờ."))
    made = make_case_paper(
        actor=request.actor,
        case=door.case,
        reader=door.reader,
        offer=Offer(form, part),
        file_format=ending,
        criterion=request.GET.get("tieu-chi", "")[:10],
    )
    return private_file(made.content, made.name, made.media_type)


def private_file(content: bytes, name: str, media_type: str) -> FileResponse:
    """Answer bytes to save under ``name``, which nobody on the way may keep."""
    response = FileResponse(io.BytesIO(content), as_attachment=True, filename=name, content_type=media_type)
    response["Cache-Control"] = "private, no-store"
    return response
