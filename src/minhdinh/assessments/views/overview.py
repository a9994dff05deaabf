"""The overview of a year, the result with what-if, and finding things."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.search import find
from minhdinh.assessments.panels import panels_of
from minhdinh.assessments.presenters.overview import build_overview
from minhdinh.assessments.presenters.result_page import build_result_page
from minhdinh.assessments.presenters.what_if import read_changes
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.common.middleware import wants_json


@require_GET
@assessment_view(Permission.SCHOOL_VIEW)
def overview(request: AssessmentRequest) -> HttpResponse:
    """Show a school's year: the board of criteria, why the level is what it is, what is left."""
    if not request.actor.can(Permission.SHEET_VIEW):
        code = request.organisation.code
        if request.actor.can(Permission.EVIDENCE_CONTRIBUTE):
            return redirect("evidence:send", code=code, year=request.year)
        return redirect("organisations:profile", code=code)  # who looks after accounts only
    context = {
        "overview": build_overview(request.actor, request.assessment),
        "panels": panels_of(request.actor, request.assessment),
    }
    return render(request, "assessments/overview.html", context)


@require_GET
@assessment_view(Permission.SHEET_VIEW)
def result(request: AssessmentRequest) -> HttpResponse:
    """Show the result with its reasons and counts; ``?t=<track>:<criterion>:<level>`` asks what if, writing nothing."""
    changes = read_changes(request.GET.getlist("t"), request.assessment)
    context = {"page": build_result_page(request.assessment, changes)}
    return render(request, "assessments/result.html", context)


@require_GET
@assessment_view(Permission.SCHOOL_VIEW)
def search(request: AssessmentRequest) -> HttpResponse:
    """Find criteria, evidence and pages, without diacritics; JSON for Ctrl+K, a page otherwise."""
    text = request.GET.get("q", "")[:200]
    found = find(request.actor, request.assessment, text)
    if wants_json(request):
        return JsonResponse(
            {"items": [{"label": one.label, "url": one.url, "note": one.note} for one in found]}
        )
    return render(request, "assessments/search.html", {"found": found, "text": text})
