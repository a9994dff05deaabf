"""The panel “Gợi ý” of a requirement: choosing, filling in, putting a sentence into the statement."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.assessments.models import Sheet, SuggestionChoice
from minhdinh.assessments.presenters.mirror import build_mirror
from minhdinh.assessments.presenters.sheet import build_requirement
from minhdinh.assessments.presenters.tree import sheet_url
from minhdinh.assessments.suggestions.cards import FIELD, Typed
from minhdinh.assessments.suggestions.choosing import Given, choose, choose_nothing, evidence_ids
from minhdinh.assessments.suggestions.library import library_for, proposition_in, requirement_in
from minhdinh.assessments.suggestions.panel import build_card, build_panel
from minhdinh.assessments.suggestions.placing import add_own_words, put_in, withdraw
from minhdinh.assessments.suggestions.queries import choice_at
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.assessments.views.setup_pages import UNPROCESSABLE
from minhdinh.assessments.views.sheet import found_sheet, sheet_urls
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale
from minhdinh.lib.text import clean
from minhdinh.standards.suggestions import Proposition

P = Permission
NUMBER = re.compile(r"[0-9]{1,9}")


@require_GET
@assessment_view(P.SHEET_VIEW)
def panel(request: AssessmentRequest, track: str, criterion: str, requirement: str) -> HttpResponse:
    """Show the panel: as a fragment in its card, as a page of its own without scripts."""
    sheet = found_sheet(request, track, criterion)
    if "dong" in request.GET:
        card = build_requirement(request.actor, sheet, requirement_in(sheet, requirement))
        return render(request, "assessments/suggestions/_closed.html", {"card": card, "sheet": sheet})
    return _panel(request, sheet, requirement)


@require_POST
@assessment_view(P.SHEET_WRITE)
def act(request: AssessmentRequest, track: str, criterion: str, requirement: str) -> HttpResponse:
    """Keep, put in or take back what one form of the panel says; what cannot be done stays in its fields."""
    sheet = found_sheet(request, track, criterion)
    requirement_in(sheet, requirement)
    proposition = request.POST.get("proposition", "")
    do = request.POST.get("do", "keep")
    if do == "search":
        return _panel(request, sheet, requirement, {proposition: _typed(request, sheet, proposition)})
    try:
        said = ACTIONS[do](request, sheet, requirement) if do in ACTIONS else _unknown()
    except (NotAllowed, NotHere, Stale):
        raise
    except Problem as problem:
        again = _again(request, sheet, proposition, problem)
        return _panel(request, sheet, requirement, again, problem=problem.message)
    return _done(request, sheet, requirement, said)


@require_POST
@assessment_view(P.SHEET_WRITE)
def preview(request: AssessmentRequest, track: str, criterion: str, requirement: str) -> HttpResponse:
    """Answer what a card says while its fields are being filled in; keeps nothing."""
    sheet = found_sheet(request, track, criterion)
    found = proposition_in(sheet, request.POST.get("proposition", ""))
    if found.requirement != requirement:
        raise NotHere(_("Yêu cầu này không có mệnh đề ấy."))
    card = build_card(request.actor, sheet, found, _typed(request, sheet, found.id))
    part = "_picks" if request.POST.get("do") == "search" else "_preview"
    return render(request, f"assessments/suggestions/{part}.html", {"card": card})


@require_GET
@assessment_view(P.SHEET_VIEW)
def mark(request: AssessmentRequest, track: str, criterion: str, requirement: str) -> HttpResponse:
    """Answer which sentences of a statement still read as suggesting put them in."""
    sheet = found_sheet(request, track, criterion)
    found = requirement_in(sheet, requirement)
    card = build_requirement(request.actor, sheet, found)
    return render(request, "assessments/suggestions/_mark.html", {"card": card, "sheet": sheet})


def suggestion_urls(request: AssessmentRequest, sheet: Sheet, requirement: str) -> dict[str, str]:
    """Return the addresses that a panel calls."""
    own = {
        "code": request.organisation.code,
        "year": request.year,
        "track": sheet.track.education_level,
        "criterion": sheet.criterion,
        "requirement": requirement,
    }
    names = {"panel_url": "suggest", "act_url": "suggest-act", "preview_url": "suggest-preview"}
    return {key: reverse(f"assessments:{name}", kwargs=own) for key, name in names.items()}


def _keep(request: AssessmentRequest, sheet: Sheet, requirement: str) -> str:
    _choose(request, sheet, requirement)
    return _("Đã ghi lựa chọn. Câu chưa nằm trong mô tả.")


def _put(request: AssessmentRequest, sheet: Sheet, requirement: str) -> str:
    choice = _choose(request, sheet, requirement)
    put_in(actor=request.actor, choice=choice, version=_version(request))
    return _("Đã đưa câu vào mô tả hiện trạng. Thầy/Cô đọc lại và sửa cho đúng lời của trường.")


def _take_back(request: AssessmentRequest, sheet: Sheet, _requirement: str) -> str:
    choice = choice_at(sheet, request.POST.get("proposition", ""))
    if choice is None:
        raise Problem(_("Lựa chọn này không còn."))
    done = withdraw(actor=request.actor, choice=choice, version=_version(request))
    if done.kept:
        return _("Đã bỏ chọn. Câu trong mô tả đã được sửa tay nên được giữ nguyên.")
    return _("Đã bỏ chọn và lấy câu ra khỏi mô tả.") if done.removed else _("Đã bỏ chọn.")


def _nothing(request: AssessmentRequest, sheet: Sheet, requirement: str) -> str:
    choose_nothing(
        actor=request.actor,
        sheet=sheet,
        requirement=requirement,
        weakness=request.POST.get("weakness", ""),
        action=request.POST.get("action", ""),
    )
    return _("Đã ghi “Chưa có”: thành điểm hạn chế và việc cải tiến nháp. Mức và câu trả lời không đổi.")


def _own(request: AssessmentRequest, sheet: Sheet, requirement: str) -> str:
    add_own_words(
        actor=request.actor,
        sheet=sheet,
        requirement=requirement,
        text=request.POST.get("own", ""),
        evidence=evidence_ids(request.POST.getlist("evidence")),
        version=_version(request),
    )
    return _("Đã thêm nội dung của nhà trường vào mô tả hiện trạng.")


ACTIONS = {"keep": _keep, "put": _put, "withdraw": _take_back, "nothing": _nothing, "own": _own}


def _unknown() -> str:
    raise Problem(_("Không rõ việc cần làm."))


def _choose(request: AssessmentRequest, sheet: Sheet, requirement: str) -> SuggestionChoice:
    found = proposition_in(sheet, request.POST.get("proposition", ""))
    if found.requirement != requirement:
        raise NotHere(_("Yêu cầu này không có mệnh đề ấy."))
    version = request.POST.get("choice_version", "")
    return choose(
        actor=request.actor,
        sheet=sheet,
        proposition=found.id,
        given=_given(request, found),
        version=int(version) if NUMBER.fullmatch(version) else None,
    )


def _given(request: AssessmentRequest, found: Proposition, evidence: list[str] | None = None) -> Given:
    ticked = request.POST.getlist("evidence") if evidence is None else evidence
    wording = request.POST.get("wording", "")
    return Given(
        values={slot.name: request.POST.get(FIELD + slot.name, "") for slot in found.slots},
        wording=int(wording) if NUMBER.fullmatch(wording) else 0,
        evidence=evidence_ids(ticked),
        direction_confirmed=request.POST.get("direction") == "1",
    )


def _typed(request: AssessmentRequest, sheet: Sheet, proposition: str) -> Typed:
    found = proposition_in(sheet, proposition)
    return Typed(_given(request, found), search=clean(request.POST.get("search", ""))[:80])


def _again(request: AssessmentRequest, sheet: Sheet, proposition: str, problem: Problem) -> dict[str, Typed]:
    """Return what a refused form had in its fields, so that nothing has to be typed twice."""
    if not library_for(sheet.assessment).has(proposition):
        return {}
    found = proposition_in(sheet, proposition)
    known = [one for one in request.POST.getlist("evidence") if one.isascii() and one.isdigit()]
    return {proposition: Typed(_given(request, found, [one[:18] for one in known]), problem=problem.message)}


def _version(request: AssessmentRequest) -> int:
    typed = request.POST.get("version", "")
    if not NUMBER.fullmatch(typed):
        raise Problem(_("Không rõ bản mô tả đang sửa. Hãy tải lại trang."))
    return int(typed)


def _panel(
    request: AssessmentRequest,
    sheet: Sheet,
    requirement: str,
    typed: dict[str, Typed] | None = None,
    *,
    problem: str = "",
) -> HttpResponse:
    context = _context(request, sheet, requirement, typed) | {"problem": problem}
    whole = not request.headers.get("HX-Request")
    name = "panel_page" if whole else "_panel"
    status = UNPROCESSABLE if problem else 200
    return render(request, f"assessments/suggestions/{name}.html", context, status=status)


def _done(request: AssessmentRequest, sheet: Sheet, requirement: str, said: str) -> HttpResponse:
    if not request.headers.get("HX-Request"):
        messages.success(request, said)
        level = requirement_in(sheet, requirement).level
        return redirect(f"{sheet_url(request.assessment, sheet)}?muc={level}#yc-{requirement}")
    found = requirement_in(sheet, requirement)
    context = _context(request, sheet, requirement, None) | {
        "said": said,
        "own_text": "",
        "card": build_requirement(request.actor, sheet, found),
        "mirror": build_mirror(request.actor, sheet, found.level),
        **sheet_urls(request, sheet, found.level),
    }
    return render(request, "assessments/suggestions/_done.html", context)


def _context(
    request: AssessmentRequest, sheet: Sheet, requirement: str, typed: dict[str, Typed] | None
) -> dict[str, Any]:
    found = build_panel(request.actor, sheet, requirement, typed)
    return {
        "panel": found,
        "own_text": request.POST.get("own", ""),
        "may_add_own": request.actor.can(P.SUGGESTIONS_MANAGE),
        "plain": not request.headers.get("HX-Request"),
        "sheet": sheet,
        "back_url": f"{sheet_url(request.assessment, sheet)}?muc={found.requirement.level}#yc-{requirement}",
        **suggestion_urls(request, sheet, requirement),
    }
