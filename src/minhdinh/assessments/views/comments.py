"""What people say about a sheet, who has it open, and its history."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.changes import changes_of
from minhdinh.assessments.domain.comment_queries import comment_by_id
from minhdinh.assessments.domain.comments import (
    add_comment,
    answer_comment,
    edit_comment,
    may_follow,
    reopen_thread,
    resolve_thread,
    withdraw_comment,
)
from minhdinh.assessments.domain.naming import criterion_name
from minhdinh.assessments.domain.presence import leave, note_presence
from minhdinh.assessments.models import Comment, Sheet
from minhdinh.assessments.presenters.comments import build_comments
from minhdinh.assessments.presenters.sheet_history import build_sheet_history
from minhdinh.assessments.presenters.tree import sheet_url
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.assessments.views.sheet import about_asked, found_sheet, sheet_urls
from minhdinh.common.keyset import page_asked
from minhdinh.common.problems import NotHere

WITH_WORDS = {"answer": answer_comment, "edit": edit_comment}
WITHOUT_WORDS = {"resolve": resolve_thread, "reopen": reopen_thread, "withdraw": withdraw_comment}


@require_http_methods(["GET", "POST"])
@assessment_view(Permission.SHEET_VIEW)
def comments(request: AssessmentRequest, track: str, criterion: str) -> HttpResponse:
    """Show the panel alone (empty for people from outside), or begin a thread about the sheet or a place in it."""
    found = found_sheet(request, track, criterion)
    if request.method == "GET":
        return _panel(request, found)
    if not may_follow(request.actor):
        raise NotHere(_("Không có trang này."))
    comment = add_comment(
        actor=request.actor,
        sheet=found,
        text=request.POST.get("text", ""),
        about=about_asked(request),
        must_mend=request.POST.get("must_mend") == "1",
    )
    return _answer(request, comment)


@require_POST
@assessment_view(Permission.SHEET_VIEW)
def comment_move(request: AssessmentRequest, comment_id: int) -> HttpResponse:
    """Answer, edit, take back, resolve or reopen."""
    comment = comment_by_id(request.assessment, comment_id)
    move = request.POST.get("move", "")
    if comment is None or not may_follow(request.actor):
        raise NotHere(_("Không có góp ý này."))
    if move in WITH_WORDS:
        WITH_WORDS[move](actor=request.actor, comment=comment, text=request.POST.get("text", ""))
    elif move in WITHOUT_WORDS:
        WITHOUT_WORDS[move](actor=request.actor, comment=comment)
    else:
        raise NotHere(_("Không có việc này."))
    return _answer(request, comment)


@require_POST
@assessment_view(Permission.SHEET_VIEW)
def presence(request: AssessmentRequest, track: str, criterion: str) -> HttpResponse:
    """Note that the page is open (``slot``: where the person writes), or left; answer who else is here."""
    found = found_sheet(request, track, criterion)
    if request.POST.get("leave"):
        leave(actor=request.actor, sheet=found)
        return JsonResponse({"others": []})
    others = note_presence(actor=request.actor, sheet=found, slot=request.POST.get("slot", ""))
    return JsonResponse(
        {
            "version": found.version,
            "others": [
                {"name": one.name, "slot": one.slot, "requirement": one.requirement} for one in others
            ],
        }
    )


@require_GET
@assessment_view(Permission.SHEET_VIEW)
def sheet_history(request: AssessmentRequest, track: str, criterion: str) -> HttpResponse:
    """Show who changed which answer, level, text and step, when, from what to what."""
    found = found_sheet(request, track, criterion)
    page = page_asked(request.GET, changes_of(found), ["-id"])
    here = {"label": _("Lịch sử")}
    back = {
        "label": _("Tiêu chí %(code)s") % {"code": criterion_name(found)},
        "url": sheet_url(request.assessment, found),
    }
    context = {
        "sheet": found,
        "table": build_sheet_history(request.actor, found, page),
        "crumbs": [back, here],
    }
    return render(request, "assessments/comments/history.html", context)


def _answer(request: AssessmentRequest, comment: Comment) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return _panel(request, comment.sheet)
    head = comment.thread_id or comment.pk
    return redirect(f"{sheet_url(request.assessment, comment.sheet)}#gop-y-{head}")


def _panel(request: AssessmentRequest, found: Sheet) -> HttpResponse:
    context = {
        "sheet": found,
        "panel": build_comments(request.actor, found),
        **sheet_urls(request, found, 1),
    }
    return render(request, "assessments/comments/_panel.html", context)
