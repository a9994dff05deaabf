"""A draft report at the school: read, objections prepared by the council, the answer sent by the principal."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.cases.queries import case_of_school
from minhdinh.appraisals.domain.concluding.content import is_intact
from minhdinh.appraisals.domain.concluding.queries import newest_draft, objections_of
from minhdinh.appraisals.domain.concluding.responding import (
    ObjectionValues,
    is_answerable,
    mark_of,
    remove_objection,
    respond,
    save_objection,
)
from minhdinh.appraisals.forms.concluding import ObjectionForm, ResponseForm, checked
from minhdinh.appraisals.models import Case, Draft
from minhdinh.appraisals.rules.concluding import is_final_shown
from minhdinh.common.problems import NotHere, Problem
from minhdinh.organisations.web import SchoolRequest, school_view

P = Permission
NEW = 0  # in place of an objection's id: the form of a new one


@require_GET
@school_view(P.CASE_VIEW)
def page(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Show the newest draft with the school's objections beside each criterion."""
    return _page(request, *_found(request, case_id))


@require_POST
@school_view(P.CASE_PREPARE)
def add(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Write an objection; what was typed stands there again where it cannot be kept."""
    return _save(request, case_id, None)


@require_POST
@school_view(P.CASE_PREPARE)
def change(request: SchoolRequest, case_id: int, objection_id: int) -> HttpResponse:
    """Change an objection before the answer is sent."""
    return _save(request, case_id, objection_id)


@require_POST
@school_view(P.CASE_PREPARE)
def remove(request: SchoolRequest, case_id: int, objection_id: int) -> HttpResponse:
    """Take an objection back."""
    case, _draft = _found(request, case_id)
    seen = checked(ObjectionForm(request.POST)).cleaned_data["seen"]
    remove_objection(actor=request.actor, case=case, objection_id=objection_id, seen=seen)
    messages.success(request, _("Đã bỏ ý kiến."))
    return _back(case)


@require_POST
@school_view(P.CASE_SEND)
def send(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Send the school's answer."""
    case, draft = _found(request, case_id)
    try:
        data = checked(ResponseForm(request.POST)).cleaned_data
        respond(
            actor=request.actor,
            case=case,
            kind=data["response"],
            text=data["text"],
            version=data["version"],
        )
    except Problem as problem:
        if problem.status in (403, 404):
            raise
        draft.refresh_from_db()  # what the refused answer wrote into it is undone
        return _page(request, case, draft, problem)
    messages.success(request, _("Đã gửi phản hồi."))
    return _back(case)


def _save(request: SchoolRequest, case_id: int, objection_id: int | None) -> HttpResponse:
    case, draft = _found(request, case_id)
    try:
        data = checked(ObjectionForm(request.POST)).cleaned_data
        track, _colon, criterion = data["place"].partition(":")
        row = save_objection(
            actor=request.actor,
            case=case,
            values=ObjectionValues(data["text"], track, criterion),
            objection_id=objection_id,
            seen=data["seen"],
        )
    except Problem as problem:
        if problem.status in (403, 404):
            raise
        return _page(request, case, draft, problem, NEW if objection_id is None else objection_id)
    messages.success(request, _("Đã lưu ý kiến. Hiệu trưởng gửi cùng phản hồi của trường."))
    return _back(case, f"#y-kien-{row.pk}")


def _found(request: SchoolRequest, case_id: int) -> tuple[Case, Draft]:
    """Return the registration and its newest draft; the draft is the school's own, not an officer's before the end."""
    case = case_of_school(request.organisation.pk, case_id)
    draft = newest_draft(case) if case is not None else None
    if case is None or draft is None:
        raise NotHere(_("Chưa có dự thảo báo cáo nào."))
    if request.actor.is_outside and not is_final_shown(law_of(case), case.stage):
        raise NotHere(_("Chưa có dự thảo báo cáo nào."))
    return case, draft


def _page(
    request: SchoolRequest,
    case: Case,
    draft: Draft,
    problem: Problem | None = None,
    typed_id: int | None = None,
) -> HttpResponse:
    law = law_of(case)
    answerable = is_answerable(case) and not draft.response
    own = not request.actor.is_outside
    ended = is_final_shown(law, case.stage)
    context = {
        "case": case,
        "code": case.school.code,
        "law": law,
        "draft": draft,
        "due_on": case.due_on if answerable else None,  # the day may have been moved since the draft was sent
        "intact": is_intact(draft),
        "criteria": _criteria(draft, replies_shown=ended),
        "general": _objections(draft, replies_shown=ended)["", ""],
        "parts": [one for one in draft.content["parts"] if one["text"]],
        "result": draft.content["result"],
        "may_prepare": answerable and own and request.actor.can(P.CASE_PREPARE),
        "may_send": answerable and own and request.actor.can(P.CASE_SEND),
        "ended": ended,
        "problem": problem,
        "typed_id": typed_id,
        "typed": request.POST,
    }
    return render(
        request, "appraisals/response/draft.html", context, status=problem.status if problem else 200
    )


def _criteria(draft: Draft, *, replies_shown: bool) -> list[dict[str, Any]]:
    said = _objections(draft, replies_shown=replies_shown)
    return [
        {
            **one,
            "place": f"{one['track']}:{one['criterion']}",
            "objections": said[one["track"], one["criterion"]],
        }
        for one in draft.content["criteria"]
    ]


def _objections(draft: Draft, *, replies_shown: bool) -> defaultdict[tuple[str, str], list[dict[str, Any]]]:
    found: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in objections_of(draft):
        found[row.track, row.criterion].append(
            {"row": row, "seen": mark_of(row), "replied": replies_shown and bool(row.reply)}
        )
    return found


def _back(case: Case, rest: str = "") -> HttpResponse:
    address = redirect("appraisals:response-draft", code=case.school.code, case_id=case.pk)
    address["Location"] += rest
    return address
