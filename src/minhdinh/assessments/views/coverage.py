"""Độ phủ báo cáo: one page that says what has no statement, no evidence, and how much of it is the school's own."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from minhdinh.access.permissions import P
from minhdinh.assessments.suggestions.coverage import coverage_of
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.common.problems import NotHere


@require_safe
@assessment_view(P.SHEET_VIEW)
def coverage(request: AssessmentRequest) -> HttpResponse:
    """Show the school itself the mirror of its whole report; it points, and judges nothing. Raises NotHere above it."""
    if request.actor.is_outside:
        raise NotHere("Không có trang này.")
    context = {"coverage": coverage_of(request.assessment), "assessment": request.assessment, "links": True}
    return render(request, "assessments/suggestions/coverage.html", context)
