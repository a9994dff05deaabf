"""The criterion page and what is pressed on it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.answers import set_answer
from minhdinh.assessments.domain.levels import press_level
from minhdinh.assessments.domain.queries import sheet_at
from minhdinh.assessments.domain.review import move_sheet
from minhdinh.assessments.enums import SheetState
from minhdinh.assessments.models import Sheet
from minhdinh.assessments.presenters.sheet import build_mirror, build_requirement, build_sheet
from minhdinh.assessments.presenters.tree import TONES, build_tree, neighbours, sheet_url
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.common.problems import NotHere, Problem


def found_sheet(request: AssessmentRequest, track: str, criterion: str) -> Sheet:
    """Return the sheet of an address, its assessment being the request's; raises NotHere."""
    sheet = sheet_at(request.assessment, track, criterion)
    if sheet is None:
        raise NotHere("Không có tiêu chí này.")
    sheet.assessment = request.assessment
    return sheet


@require_GET
@assessment_view(Permission.SHEET_VIEW)
def sheet(request: AssessmentRequest, track: str, criterion: str) -> HttpResponse:
    """Show one level of a criterion: requirements, statements, evidence, and what the level needs."""
    found = found_sheet(request, track, criterion)
    level = request.GET.get("muc", "1")
    page = build_sheet(request.actor, found, int(level) if level.isdigit() else 1)
    if not page.requirements:
        raise NotHere("Tiêu chí không có mức này.")
    tree = build_tree(request.assessment, found)
    previous, following = neighbours(request.assessment, tree)
    return render(
        request,
        "assessments/sheet.html",
        {
            "page": page,
            "sheet": found,
            "tree": tree,
            "previous": previous,
            "following": following,
            "mirror": build_mirror(request.actor, found),
            "sheet_tone": TONES[SheetState(found.state)],
            "may_lead": request.actor.can(Permission.SHEET_WRITE_ANY),
            "evidence_codes": page.codes.as_json(),
            **sheet_urls(request, found),
        },
    )


def sheet_urls(request: AssessmentRequest, found: Sheet) -> dict[str, str]:
    """Return the addresses that the page and its fragments call."""
    base = {"code": request.organisation.code, "year": request.year}
    own = {**base, "track": found.track.education_level, "criterion": found.criterion}
    return {
        "save_url": reverse("assessments:passage-save", kwargs=base),
        "search_url": reverse("evidence:search", kwargs=base),
        "upload_url": reverse("evidence:upload", kwargs=base),
        "answer_url": reverse("assessments:sheet-answer", kwargs=own),
        "level_url": reverse("assessments:sheet-level", kwargs=own),
        "move_url": reverse("assessments:sheet-move", kwargs=own),
        "mirror_url": reverse("assessments:sheet-mirror", kwargs=own),
        "sheet_url": sheet_url(request.assessment, found),
    }


@require_POST
@assessment_view(Permission.SHEET_WRITE)
def sheet_answer(request: AssessmentRequest, track: str, criterion: str) -> HttpResponse:
    """Answer one requirement; the card's head and the mirror come back."""
    found = found_sheet(request, track, criterion)
    requirement = request.POST.get("requirement", "")
    set_answer(
        actor=request.actor, sheet=found, requirement=requirement, value=request.POST.get("value") or None
    )
    if not request.headers.get("HX-Request"):
        return redirect(f"{sheet_url(request.assessment, found)}#yc-{requirement}")
    one = request.assessment.standard_set.catalogue.requirement(requirement)
    return render(
        request,
        "assessments/_answered.html",
        {
            "card": build_requirement(request.actor, found, one),
            "sheet": found,
            "mirror": build_mirror(request.actor, found),
            "swap_mirror": True,
            "writable": True,
            **sheet_urls(request, found),
        },
    )


@require_GET
@assessment_view(Permission.SHEET_VIEW)
def sheet_mirror(request: AssessmentRequest, track: str, criterion: str) -> HttpResponse:
    """Answer the mirror alone, after a save."""
    found = found_sheet(request, track, criterion)
    return _mirror(request, found)


@require_POST
@assessment_view(Permission.SHEET_WRITE)
def sheet_level(request: AssessmentRequest, track: str, criterion: str) -> HttpResponse:
    """Press a level."""
    found = found_sheet(request, track, criterion)
    value = request.POST.get("level", "")
    if value and not value.isdigit():
        raise Problem("Mức phải là một số.", field="level")
    press_level(actor=request.actor, sheet=found, level=int(value) if value else None)
    if not request.headers.get("HX-Request"):
        return redirect(sheet_url(request.assessment, found))
    return _mirror(request, found)


@require_POST
@assessment_view(Permission.SHEET_WRITE)
def sheet_move(request: AssessmentRequest, track: str, criterion: str) -> HttpResponse:
    """Hand a sheet in, take it back, approve or return it."""
    found = found_sheet(request, track, criterion)
    move_sheet(
        actor=request.actor,
        sheet=found,
        move=request.POST.get("move", ""),
        reason=request.POST.get("reason", ""),
    )
    return redirect(sheet_url(request.assessment, found))


def _mirror(request: AssessmentRequest, found: Sheet) -> HttpResponse:
    context = {"mirror": build_mirror(request.actor, found), "sheet": found, **sheet_urls(request, found)}
    return render(request, "assessments/_mirror.html", context)
