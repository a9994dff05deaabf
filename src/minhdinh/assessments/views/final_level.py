"""The page of Mức 4, for the sets that have it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.final_level import set_final_item
from minhdinh.assessments.domain.queries import tracks_of
from minhdinh.assessments.models import Track
from minhdinh.assessments.presenters.final_level import build_final_level
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.common.problems import NotHere

ANSWERS = {"met": True, "unmet": False, "": None}


@require_GET
@assessment_view(Permission.SHEET_VIEW)
def final_level(request: AssessmentRequest) -> HttpResponse:
    """Show the items of Mức 4 for each track, with the texts of their sheets."""
    if not request.assessment.standard_set.catalogue.level_4:
        raise NotHere("Bộ tiêu chuẩn này không có Mức 4.")
    writable = request.assessment.is_open and request.actor.can(Permission.SHEET_WRITE_ANY)
    tracks, codes = build_final_level(request.actor, request.assessment, _tracks(request), writable=writable)
    base = {"code": request.organisation.code, "year": request.year}
    context = {
        "tracks": tracks,
        "evidence_codes": codes.as_json(),
        "save_url": reverse("assessments:passage-save", kwargs=base),
        "search_url": reverse("evidence:search", kwargs=base),
    }
    return render(request, "assessments/final_level.html", context)


@require_POST
@assessment_view(Permission.SHEET_WRITE_ANY)
def final_level_answer(request: AssessmentRequest) -> HttpResponse:
    """Judge one item."""
    track = next((one for one in _tracks(request) if one.education_level == request.POST.get("track")), None)
    answer = request.POST.get("value", "")
    if track is None or answer not in ANSWERS:
        raise NotHere("Không có yêu cầu này.")
    set_final_item(
        actor=request.actor, track=track, item=request.POST.get("item", ""), answer=ANSWERS[answer]
    )
    return redirect("assessments:final-level", code=request.organisation.code, year=request.year)


def _tracks(request: AssessmentRequest) -> list[Track]:
    found = tracks_of(request.assessment)
    for track in found:
        track.assessment = request.assessment
    return found
