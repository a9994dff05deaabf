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
from minhdinh.lib.text import whole_number


@require_GET
@assessment_view(Permission.SHEET_VIEW)
def comparison(request: AssessmentRequest) -> HttpResponse:
    """Compare this year with an earlier one, ``?voi=<id>`` or the latest before it."""
    sources = sources_for(request.organisation.pk, request.year, request.assessment)
    typed = request.GET.get("voi", "")
    asked = whole_number(typed)
    if typed and asked is None:
        raise NotHere("Không có năm học này.")
    if asked is None and not sources:
        return render(request, "assessments/carrying/comparison.html", {"sources": []})
    older = source_of(request.organisation.pk, sources[0].pk if asked is None else asked)
    if older.pk == request.assessment.pk or older.year > request.year:
        raise Problem("Hãy chọn một năm học trước năm học đang xem.")
    context = {"page": compare(request.actor, older, request.assessment), "sources": sources, "older": older}
    return render(request, "assessments/carrying/comparison.html", context)
