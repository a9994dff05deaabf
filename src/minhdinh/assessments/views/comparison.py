"""Two years side by side."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from minhdinh.access.permissions import Permission
from minhdinh.assessments.carrying.comparison import compare
from minhdinh.assessments.carrying.opening import source_of, sources_for
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.common.problems import NotHere, Problem

LONGEST_ID = 9


@require_GET
@assessment_view(Permission.SHEET_VIEW)
def comparison(request: AssessmentRequest) -> HttpResponse:
    """Compare this year with an earlier one, ``?voi=<id>`` or the latest before it."""
    sources = sources_for(request.organisation.pk, request.year, request.assessment)
    asked = request.GET.get("voi", "")
    if asked and not (asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_ID):
        raise NotHere("Không có năm học này.")
    if not (asked or sources):
        return render(request, "assessments/carrying/comparison.html", {"sources": []})
    older = source_of(request.organisation.pk, int(asked) if asked else sources[0].pk)
    if older.pk == request.assessment.pk or older.year > request.year:
        raise Problem("Hãy chọn một năm học trước năm học đang xem.")
    context = {"page": compare(request.actor, older, request.assessment), "sources": sources, "older": older}
    return render(request, "assessments/carrying/comparison.html", context)
