"""Views inside a year's self-assessment."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect

from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.queries import assessment_of_year
from minhdinh.assessments.models import SelfAssessment
from minhdinh.common.problems import NotHere
from minhdinh.organisations.web import SchoolRequest, school_view


class AssessmentRequest(SchoolRequest):
    """A request inside a year's self-assessment."""

    assessment: SelfAssessment


def assessment_view(
    permission: Permission, *more: Permission
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Open ``/truong/<code>/<year>/…``; a year without self-assessment leads to the page that opens it."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def inside(request: AssessmentRequest, year: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            assessment = assessment_of_year(request.organisation.pk, year)
            if assessment is None:
                if request.method == "GET" and request.actor.can(Permission.YEAR_OPEN):
                    return redirect("assessments:open", code=request.organisation.code)
                raise NotHere("Năm học này chưa mở tự đánh giá.")
            request.assessment = assessment
            return view(request, *args, **kwargs)

        return school_view(permission, *more)(inside)

    return decorate
