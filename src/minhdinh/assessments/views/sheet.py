"""The criterion page and what is pressed on it."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.answers import set_answer
from minhdinh.assessments.domain.comment_queries import open_threads
from minhdinh.assessments.domain.comments import About, may_follow
from minhdinh.assessments.domain.levels import press_level
from minhdinh.assessments.domain.queries import criteria_of_person, sheet_at, sheets_of
from minhdinh.assessments.domain.review import move_sheet
from minhdinh.assessments.enums import SheetState
from minhdinh.assessments.models import Sheet
from minhdinh.assessments.presenters.comments import build_comments
from minhdinh.assessments.presenters.mirror import build_mirror
from minhdinh.assessments.presenters.review import build_review
from minhdinh.assessments.presenters.sheet import build_requirement, build_sheet
from minhdinh.assessments.presenters.tree import TONES, build_tree, neighbours, sheet_url
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.common.problems import NotHere, Problem

LEVELS = {str(level): level for level in range(1, 4)}
NUMBER = re.compile(r"[0-9]{1,9}")


def found_sheet(request: AssessmentRequest, track: str, criterion: str) -> Sheet:
    """Return the sheet of an address; raises NotHere."""
    sheet = sheet_at(request.assessment, track, criterion)
    if sheet is None:
        raise NotHere(_("Không có tiêu chí này."))
    return sheet


def level_asked(request: AssessmentRequest) -> int:
    """Return the level that the address names; the first where it names none; raises NotHere for nonsense."""
    text = request.GET.get("muc", "1")
    if text not in LEVELS:
        raise NotHere(_("Tiêu chí không có mức này."))
    return LEVELS[text]


@require_GET
@assessment_view(Permission.SHEET_VIEW)
def criteria(request: AssessmentRequest) -> HttpResponse:
    """Lead to the criterion to work on: the person's own that is open, else any open one, else the first."""
    sheets = list(sheets_of(request.assessment))
    own = criteria_of_person(request.assessment, request.actor.user_id)
    ordered = sorted(sheets, key=lambda sheet: (sheet.level is not None, sheet.pk not in own))
    return redirect(sheet_url(request.assessment, ordered[0]))


@require_GET
@assessment_view(Permission.SHEET_VIEW)
def sheet(request: AssessmentRequest, track: str, criterion: str) -> HttpResponse:
    """Show one level of a criterion: requirements, statements, evidence, and what the level needs."""
    found = found_sheet(request, track, criterion)
    level = level_asked(request)
    page = build_sheet(request.actor, found, level)
    if not page.requirements:
        raise NotHere(_("Tiêu chí không có mức này."))
    threads = open_threads(request.assessment) if may_follow(request.actor) else {}
    tree = build_tree(request.assessment, found, threads)
    previous, following = neighbours(tree)
    return render(
        request,
        "assessments/sheet.html",
        {
            "page": page,
            "tree": tree,
            "previous": previous,
            "following": following,
            "evidence_codes": page.codes.as_json(),
            "panel": build_comments(request.actor, found),
            **_beside(request, found, level),
        },
    )


@require_POST
@assessment_view(Permission.SHEET_WRITE)
def sheet_answer(request: AssessmentRequest, track: str, criterion: str) -> HttpResponse:
    """Answer one requirement; the card's head, the mirror and the sheet's state come back."""
    found = found_sheet(request, track, criterion)
    requirement = request.POST.get("requirement", "")
    set_answer(
        actor=request.actor, sheet=found, requirement=requirement, value=request.POST.get("value") or None
    )
    one = request.assessment.standard_set.catalogue.requirement(requirement)
    if not request.headers.get("HX-Request"):
        return redirect(f"{sheet_url(request.assessment, found)}?muc={one.level}#yc-{requirement}")
    context = {
        **_beside(request, found, one.level),
        "card": build_requirement(request.actor, found, one),
        "writable": True,
        "swap": True,
    }
    return render(request, "assessments/_answered.html", context)


@require_GET
@assessment_view(Permission.SHEET_VIEW)
def sheet_mirror(request: AssessmentRequest, track: str, criterion: str) -> HttpResponse:
    """Answer the mirror and the sheet's state alone, after a save."""
    return _mirror(request, found_sheet(request, track, criterion))


@require_POST
@assessment_view(Permission.SHEET_WRITE)
def sheet_level(request: AssessmentRequest, track: str, criterion: str) -> HttpResponse:
    """Press a level."""
    found = found_sheet(request, track, criterion)
    value = request.POST.get("level", "")
    levels = {"": None, "0": 0, **LEVELS}
    if value not in levels:
        raise Problem(_("Mức phải là một trong các mức của tiêu chí."), field="level")
    press_level(actor=request.actor, sheet=found, level=levels[value])
    if not request.headers.get("HX-Request"):
        return redirect(sheet_url(request.assessment, found))
    return _mirror(request, found)


@require_POST
@assessment_view(Permission.SHEET_WRITE)
def sheet_move(request: AssessmentRequest, track: str, criterion: str) -> HttpResponse:
    """Hand a sheet in, take it back, pass it on, approve or return it; a decision names the version that was read."""
    found = found_sheet(request, track, criterion)
    version, move = request.POST.get("version", ""), request.POST.get("move", "")
    if move in {"approve", "pass_on"} and not NUMBER.fullmatch(version):
        raise Problem(_("Không rõ bản đã đọc của phiếu. Hãy tải lại trang rồi làm lại."), field="version")
    move_sheet(
        actor=request.actor,
        sheet=found,
        move=move,
        reason=request.POST.get("reason", ""),
        about=about_asked(request),
        version=int(version) if NUMBER.fullmatch(version) else None,
    )
    messages.success(request, _("Đã ghi: %(state)s.") % {"state": found.get_state_display()})
    return redirect(sheet_url(request.assessment, found))


def about_asked(request: AssessmentRequest) -> About:
    """Return the place that a comment or a return names: a requirement, or ``slot@version`` with the words marked."""
    place, quote = request.POST.get("place", ""), request.POST.get("quote", "")[:2000]
    slot, at, version = place.partition("@")
    if ":" not in slot:
        return About(requirement=slot)
    return About(slot=slot, version=int(version) if at and NUMBER.fullmatch(version) else None, quote=quote)


def sheet_urls(request: AssessmentRequest, found: Sheet, level: int) -> dict[str, str]:
    """Return the addresses that the page and its fragments call; ``ban`` is the version that the page was made of."""
    read = _read(request)
    ban = f"ban={found.version if read is None else read}"
    base = {"code": request.organisation.code, "year": request.year}
    own = {**base, "track": found.track.education_level, "criterion": found.criterion}
    return {
        "save_url": reverse("assessments:passage-save", kwargs=base),
        "search_url": reverse("evidence:search", kwargs=base),
        "upload_url": reverse("evidence:upload", kwargs=base),
        "answer_url": f"{reverse('assessments:sheet-answer', kwargs=own)}?{ban}",
        "level_url": f"{reverse('assessments:sheet-level', kwargs=own)}?muc={level}&{ban}",
        "move_url": reverse("assessments:sheet-move", kwargs=own),
        "comments_url": reverse("assessments:comments", kwargs=own),
        "presence_url": reverse("assessments:presence", kwargs=own),
        "changes_url": reverse("assessments:sheet-history", kwargs=own),
        "mirror_url": f"{reverse('assessments:sheet-mirror', kwargs=own)}?muc={level}&{ban}",
        "sheet_url": sheet_url(request.assessment, found),
    }


def _read(request: AssessmentRequest) -> int | None:
    """Return the version that the page was made of, where one of its fragments is asked for."""
    text = request.GET.get("ban", "")
    return int(text) if NUMBER.fullmatch(text) else None


def _mirror(request: AssessmentRequest, found: Sheet) -> HttpResponse:
    context = {**_beside(request, found, level_asked(request)), "swap": True}
    return render(request, "assessments/_mirrored.html", context)


def _beside(request: AssessmentRequest, found: Sheet, level: int) -> dict[str, object]:
    """Return what the page and each of its fragments show of a sheet."""
    return {
        "sheet": found,
        "mirror": build_mirror(request.actor, found, level),
        "sheet_tone": TONES[SheetState(found.state)],
        "review": build_review(request.actor, found, _read(request)),
        **sheet_urls(request, found, level),
    }
