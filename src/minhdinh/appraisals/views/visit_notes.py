"""A visit as its members work at it: plan, notes and photographs from the phone, minutes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.questions.reading import known_places
from minhdinh.appraisals.domain.visits.images import LIMIT
from minhdinh.appraisals.domain.visits.notes import (
    Noted,
    add_picture,
    take_note,
    withdraw_file,
    withdraw_note,
)
from minhdinh.appraisals.domain.visits.reading import file_by_id, gathered, note_by_id
from minhdinh.appraisals.enums import BodyRole, NoteKind
from minhdinh.appraisals.forms.visit import place_choices, split_place
from minhdinh.appraisals.models import Case, Visit
from minhdinh.appraisals.views.visit_gate import sent_files, visit_at_desk
from minhdinh.common.middleware import wants_json
from minhdinh.common.problems import NotHere, Problem
from minhdinh.organisations.web import SchoolRequest, school_view

P = Permission
MEGABYTE = 1024 * 1024


@require_GET
@school_view(P.CASE_EXAMINE)
def page(request: SchoolRequest, case_id: int, visit_id: int) -> HttpResponse:
    """Show a visit."""
    case, member, visit = visit_at_desk(request, case_id, visit_id)
    code = request.organisation.code
    context = _noting(code, case, visit) | {
        "member": member,
        "leads": member.is_leading and case.is_open,
        "is_leader": member.role == BodyRole.LEADER,
        "may_note": _may_note(case, visit),
        "has_begun": visit.starts_at <= timezone.now(),
        "gathered": gathered(visit),
        "names": known_places(case),
        "crumbs": [
            {"label": _("Khảo sát, họp"), "url": reverse("appraisals:visit-desk-list", args=[code, case.pk])}
        ],
    }
    return render(request, "appraisals/visit/page.html", context)


@require_GET
@never_cache
@school_view(P.CASE_EXAMINE)
def offline(request: SchoolRequest, case_id: int, visit_id: int) -> HttpResponse:
    """Answer the form alone, which the member's browser keeps to open without a line: nothing that was noted."""
    case, _member, visit = visit_at_desk(request, case_id, visit_id)
    if not _may_note(case, visit):
        raise NotHere(_("Không có lịch này."))
    return render(request, "appraisals/visit/offline.html", _noting(request.organisation.code, case, visit))


@require_GET
@never_cache
@school_view(P.CASE_EXAMINE)
def worker(request: SchoolRequest, case_id: int, visit_id: int) -> HttpResponse:
    """Answer the script that serves that form; standing beside the visit's page it reaches this page and no other."""
    visit_at_desk(request, case_id, visit_id)
    return render(request, "appraisals/visit/worker.js", content_type="text/javascript; charset=utf-8")


@require_POST
@school_view(P.CASE_EXAMINE)
def note(request: SchoolRequest, case_id: int, visit_id: int) -> HttpResponse:
    """Keep a note; a script gets its number, and the same answer when it sends it again."""
    case, _member, visit = visit_at_desk(request, case_id, visit_id)
    track, criterion = split_place(request.POST.get("place", ""))
    row, is_new = take_note(
        actor=request.actor,
        case=case,
        visit=visit,
        noted=Noted(
            text=request.POST.get("text", ""),
            kind=request.POST.get("kind", ""),
            who=request.POST.get("who", ""),
            track=track,
            criterion=criterion,
            noted_at=_moment(request.POST.get("at", "")),
            client_id=request.POST.get("client_id", ""),
        ),
    )
    return _answer(request, case, visit, {"id": row.pk, "new": is_new}, _("Đã ghi."))


@require_POST
@school_view(P.CASE_EXAMINE)
def withdraw(request: SchoolRequest, case_id: int, visit_id: int, note_id: int) -> HttpResponse:
    """Take an own note back."""
    case, _member, visit = visit_at_desk(request, case_id, visit_id)
    found = note_by_id(visit, note_id)
    if found is None:
        raise NotHere(_("Không có ghi chép này."))
    withdraw_note(actor=request.actor, case=case, note=found)
    return _answer(request, case, visit, {}, _("Đã rút ghi chép."))


@require_POST
@school_view(P.CASE_EXAMINE)
def picture(request: SchoolRequest, case_id: int, visit_id: int) -> HttpResponse:
    """Keep photographs; a script sends one at a time."""
    case, _member, visit = visit_at_desk(request, case_id, visit_id)
    sent = sent_files(request, "file")
    if not sent:
        raise Problem(_("Hãy chọn ảnh."), field="file")
    client_id = request.POST.get("client_id", "") if len(sent) == 1 else ""
    rows = [
        add_picture(
            actor=request.actor,
            case=case,
            visit=visit,
            sent=one,
            note=request.POST.get("note", ""),
            client_id=client_id,
            taken_at=_moment(request.POST.get("at", "")),
        )
        for one in sent
    ]
    return _answer(request, case, visit, {"id": rows[0][0].pk, "new": rows[0][1]}, _("Đã gửi ảnh."))


@require_POST
@school_view(P.CASE_EXAMINE)
def withdraw_picture(request: SchoolRequest, case_id: int, visit_id: int, case_file_id: int) -> HttpResponse:
    """Take a photograph or a scan back."""
    case, _member, visit = visit_at_desk(request, case_id, visit_id)
    found = file_by_id(visit, case_file_id)
    if found is None:
        raise NotHere(_("Không có tệp này."))
    withdraw_file(actor=request.actor, case=case, file=found)
    return _answer(request, case, visit, {}, _("Đã rút tệp."))


def _may_note(case: Case, visit: Visit) -> bool:
    return case.is_open and visit.cancelled_at is None


def _noting(code: str, case: Case, visit: Visit) -> dict[str, Any]:
    """Return what the form of notes and photographs needs."""
    return {
        "code": code,
        "case": case,
        "visit": visit,
        "kinds": NoteKind.choices,
        "places": place_choices(known_places(case)),
        "limit_mb": LIMIT // MEGABYTE,
    }


def _moment(typed: str) -> dt.datetime | None:
    """Return a moment as a script writes it, with its zone; None for anything else."""
    try:
        found = parse_datetime(typed) if len(typed) <= 40 else None
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) else None


def _answer(
    request: SchoolRequest, case: Case, visit: Visit, values: dict[str, object], words: str
) -> HttpResponse:
    if wants_json(request):
        return JsonResponse(values)
    messages.success(request, words)
    return redirect("appraisals:visit-desk", request.organisation.code, case.pk, visit.pk)
