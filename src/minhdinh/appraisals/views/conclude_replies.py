"""What the school says of a draft, as the body answers it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.concluding.content import is_intact
from minhdinh.appraisals.domain.concluding.queries import newest_draft, objections_sent, sent_drafts
from minhdinh.appraisals.domain.concluding.responding import mark_of, reply_to
from minhdinh.appraisals.enums import ReplyKind
from minhdinh.appraisals.forms.concluding import ReplyForm, checked
from minhdinh.appraisals.views.conclude_gate import Room, enter
from minhdinh.common.problems import NotHere, Problem
from minhdinh.organisations.web import SchoolRequest, school_view

P = Permission


@require_GET
@school_view(P.CASE_EXAMINE)
def page(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Show the newest draft's answer; what the school prepares is its own until it is sent."""
    return _page(request, enter(request, case_id))


@require_POST
@school_view(P.CASE_EXAMINE)
def reply(request: SchoolRequest, case_id: int, objection_id: int) -> HttpResponse:
    """Take an objection up or keep to the draft; what was typed stands there again where it cannot be kept."""
    room = enter(request, case_id)
    try:
        data = checked(ReplyForm(request.POST)).cleaned_data
        reply_to(
            actor=request.actor,
            case=room.case,
            objection_id=objection_id,
            reply=data["reply"],
            reason=data["reason"],
            seen=data["seen"],
        )
    except Problem as problem:
        if problem.status in (403, 404):
            raise
        return _page(request, room, problem, objection_id)
    messages.success(request, _("Đã lưu ý kiến xử lý."))
    return room.back("conclude-replies", f"#y-kien-{objection_id}")


def _page(
    request: SchoolRequest, room: Room, problem: Problem | None = None, typed_id: int = 0
) -> HttpResponse:
    draft = newest_draft(room.case)
    if draft is None:
        raise NotHere(_("Chưa có dự thảo nào được gửi cho trường."))
    titles = {
        (one["track"], one["criterion"]): f"{one['code']} {one['title']}" for one in draft.content["criteria"]
    }
    rows = objections_sent(room.case)
    context = {
        **room.context("conclude-replies"),
        "draft": draft,
        "intact": is_intact(draft),
        "drafts": sent_drafts(room.case),
        "objections": [
            {
                "row": one,
                "seen": mark_of(one),
                "title": titles.get((one.track, one.criterion), ""),
                "earlier": one.draft.number if one.draft_id != draft.pk else None,
            }
            for one in rows
        ],
        "replies": ReplyKind.choices,
        "problem": problem,
        "typed_id": typed_id,
        "typed": request.POST,
    }
    status = problem.status if problem else 200
    return render(request, "appraisals/conclude/replies.html", context, status=status)
