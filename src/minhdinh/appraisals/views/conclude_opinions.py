"""Opinion slips: the reader's own, those of the others once both are sent, the tally."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.concluding.opinions import (
    note_absent,
    save_opinion,
    send_written,
    shown_opinions,
    tally_of,
)
from minhdinh.appraisals.enums import Verdict
from minhdinh.appraisals.forms.concluding import AbsentForm, OpinionForm, checked
from minhdinh.appraisals.rules.concluding import is_written_at
from minhdinh.appraisals.views.conclude import saved_label
from minhdinh.appraisals.views.conclude_gate import Room, enter
from minhdinh.common.middleware import wants_json
from minhdinh.common.problems import NotHere, Problem
from minhdinh.organisations.web import SchoolRequest, school_view

P = Permission


@require_GET
@school_view(P.CASE_EXAMINE)
def page(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Show the own slip, who has sent, and the others' once the own is sent."""
    return _page(request, _voting(request, case_id))


def _page(request: SchoolRequest, room: Room, problem: Problem | None = None) -> HttpResponse:
    """Show the page; with a problem what was typed stands there again."""
    shown = shown_opinions(room.case, room.member)
    own = next(one for one in shown if one.member.pk == room.member.pk)
    typed = {"verdict": own.paper.verdict if own.paper else "", "reason": own.reason}
    context = {
        **room.context("conclude-opinions"),
        "opinions": shown,
        "own": own,
        "open": is_written_at(room.law, room.case.stage),
        "tally": tally_of(room.case),
        "verdicts": Verdict.choices,
        "typed": request.POST if problem else typed,
        "problem": problem,
    }
    status = problem.status if problem else 200
    return render(request, "appraisals/conclude/opinions.html", context, status=status)


@require_POST
@school_view(P.CASE_EXAMINE)
def save(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Keep the draft of the own slip."""
    room = _voting(request, case_id)
    data = checked(OpinionForm(request.POST)).cleaned_data
    paper = save_opinion(
        actor=request.actor,
        case=room.case,
        verdict=data["verdict"],
        reason=data["reason"],
        version=data["version"],
    )
    if wants_json(request):
        return JsonResponse({"saved_label": saved_label(), "version": paper.version})
    messages.success(request, _("Đã lưu phiếu nháp."))
    return room.back("conclude-opinions")


@require_POST
@school_view(P.CASE_EXAMINE)
def send(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Send the own slip as the page holds it."""
    room = _voting(request, case_id)
    try:
        data = checked(OpinionForm(request.POST)).cleaned_data
        send_written(
            actor=request.actor,
            case=room.case,
            verdict=data["verdict"],
            reason=data["reason"],
            version=data["version"],
        )
    except Problem as problem:
        if problem.status in (403, 404):
            raise
        return _page(request, room, problem)
    messages.success(request, _("Đã gửi phiếu ý kiến."))
    return room.back("conclude-opinions")


@require_POST
@school_view(P.CASE_EXAMINE)
def absent(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Note that a member sends no slip, and why."""
    room = _voting(request, case_id)
    data = checked(AbsentForm(request.POST)).cleaned_data
    note_absent(actor=request.actor, case=room.case, member_id=data["member"], reason=data["reason"])
    messages.success(request, _("Đã ghi."))
    return room.back("conclude-opinions")


def _voting(request: SchoolRequest, case_id: int) -> Room:
    room = enter(request, case_id)
    if not room.law.votes:
        raise NotHere(_("Quy định này không dùng phiếu ý kiến."))
    return room
