"""What people outside wrote, for the school and for the offices above: lists with counts, answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from minhdinh.access.permissions import P
from minhdinh.common.keyset import page_asked
from minhdinh.common.problems import Problem
from minhdinh.lib.text import whole_number
from minhdinh.organisations.web import OfficeRequest, SchoolRequest, office_view, school_view
from minhdinh.portal.domain.feedback import answer_feedback, close_feedback, show_feedback
from minhdinh.portal.domain.feedback_queries import (
    ORDER,
    counts_of,
    feedback_at,
    feedback_below,
    of_state,
    one_feedback,
)
from minhdinh.portal.enums import FEEDBACK_TONES, FeedbackState
from minhdinh.portal.feedback_tables import feedback_table, tiles_of
from minhdinh.portal.models import Feedback

MOST_DIGITS = 9


@school_view(P.SCHOOL_EDIT, P.OFFICE_NOTE)
@never_cache
@require_safe
def of_school(request: SchoolRequest) -> HttpResponse:
    """List what was written about a school."""
    return _listed(request, feedback_at(request.organisation), _("Góp ý của người dân về trường."))


@office_view(P.OFFICE_NOTE)
@never_cache
@require_safe
def of_office(request: OfficeRequest) -> HttpResponse:
    """List what was written about the schools below an office."""
    return _listed(
        request, feedback_below(request.organisation), _("Góp ý của người dân về các trường trực thuộc.")
    )


@school_view(P.SCHOOL_EDIT, P.OFFICE_NOTE)
@never_cache
@require_safe
def one(request: SchoolRequest, feedback_id: int) -> HttpResponse:
    """Show what was written, with the form for the answer."""
    row = one_feedback(request.organisation, feedback_id)
    return _shown(request, row, row.answer)


@school_view(P.SCHOOL_EDIT, P.OFFICE_NOTE)
@require_POST
def act(request: SchoolRequest, feedback_id: int) -> HttpResponse:
    """Answer, close, show or hide; a refusal keeps what was typed."""
    posted, school = request.POST, request.organisation
    known = {
        "actor": request.actor, "school": school, "feedback_id": feedback_id, "version": _version(posted),
    }  # fmt: skip
    try:
        said = _done(posted, known)
    except Problem as problem:
        if problem.status in (403, 404):
            raise
        row = one_feedback(school, feedback_id)
        return _shown(request, row, posted.get("answer") or row.answer, problem)
    messages.success(request, said)
    return redirect("portal:feedback", code=school.code, feedback_id=feedback_id)


def _done(posted: QueryDict, known: dict[str, Any]) -> str:
    act = posted.get("act", "")
    if act == "answer":
        answer_feedback(**known, answer=posted.get("answer", ""))
        return _("Đã lưu câu trả lời; người gửi xem được bằng mã của mình.")
    if act == "close":
        close_feedback(**known, reason=posted.get("reason", ""))
        return _("Đã đóng góp ý.")
    if act in ("show", "hide"):
        show_feedback(**known, public=act == "show")
        return _("Đã cho hiện ở trang công khai.") if act == "show" else _("Đã thôi hiện công khai.")
    raise Problem("Không rõ phải làm gì với góp ý này.")


def _version(posted: QueryDict) -> int:
    return whole_number(posted.get("version", ""), longest=MOST_DIGITS) or 0


def _shown(
    request: SchoolRequest, row: Feedback, answer: str, problem: Problem | None = None
) -> HttpResponse:
    state = FeedbackState(row.state)
    context = {
        "row": row,
        "code": request.organisation.code,
        "state": state,
        "tone": FEEDBACK_TONES[state],
        "answer": answer,
        "problem": problem,
        "may_show": request.actor.can(P.OFFICE_NOTE),
        "list_url": reverse("portal:feedback-school", args=[request.organisation.code]),
    }
    return render(request, "portal/feedback.html", context, status=problem.status if problem else 200)


def _listed(request: SchoolRequest | OfficeRequest, rows: Any, lead: str) -> HttpResponse:
    state = request.GET.get("state", "")[:20]
    counts = counts_of(rows)
    total = counts.get(state) if state else sum(counts.values())
    page = page_asked(request.GET, of_state(rows, state), ORDER, total=total)
    context = {"lead": lead, "tiles": tiles_of(counts, state), "table": feedback_table(page, state)}
    return render(request, "portal/feedback_list.html", context)
