"""Opening a year, its overview, the result with what-if, and finding things."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.opening import choose_set, open_assessment
from minhdinh.assessments.domain.queries import years_of_school
from minhdinh.assessments.domain.result import what_if
from minhdinh.assessments.domain.search import find
from minhdinh.assessments.forms.opening import OpenYearForm
from minhdinh.assessments.presenters.overview import build_overview
from minhdinh.assessments.presenters.what_if import read_changes, what_if_rows
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.common.middleware import wants_json
from minhdinh.lib.school_year import containing
from minhdinh.organisations.web import SchoolRequest, school_view


@require_http_methods(["GET", "POST"])
@school_view(Permission.YEAR_OPEN)
def open_year(request: SchoolRequest) -> HttpResponse:
    """Open a school year: the system names the set that applies and why; another needs a reason."""
    initial = {"year": containing(timezone.localdate())}
    form = OpenYearForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        assessment = open_assessment(
            actor=request.actor,
            organisation=request.organisation,
            year=data["year"],
            decision_date=data["decision_date"],
            standard_set=data["standard_set"],
            reason=data["reason"],
        )
        return redirect("assessments:overview", code=request.organisation.code, year=assessment.year)
    year = form.data.get("year") or initial["year"]
    chosen = choose_set(request.organisation, year) if form.is_bound is False or form.is_valid() else None
    context = {"form": form, "chosen": chosen, "years": years_of_school(request.organisation.pk)}
    return render(request, "assessments/open_year.html", context)


@require_GET
@assessment_view(Permission.SCHOOL_VIEW)
def overview(request: AssessmentRequest) -> HttpResponse:
    """Show a school's year: the board of criteria, why the level is what it is, what is left."""
    if not request.actor.can(Permission.SHEET_VIEW):
        return redirect("evidence:send", code=request.organisation.code, year=request.year)
    return render(request, "assessments/overview.html", {"overview": build_overview(request.assessment)})


@require_GET
@assessment_view(Permission.SHEET_VIEW)
def result(request: AssessmentRequest) -> HttpResponse:
    """Show the result with its reasons and counts; ``?t=<track>:<criterion>:<level>`` asks what if, writing nothing."""
    changes = read_changes(request.GET.getlist("t"), request.assessment)
    return render(
        request,
        "assessments/result.html",
        {
            "overview": build_overview(request.assessment),
            "rows": what_if_rows(request.assessment, changes),
            "changed": bool(changes),
            "if_result": what_if(request.assessment, changes) if changes else None,
        },
    )


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
