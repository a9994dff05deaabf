"""What the pages around the criteria share."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from minhdinh.access.actor import require
from minhdinh.access.permissions import Permission
from minhdinh.assessments.views.gate import AssessmentRequest
from minhdinh.common.problems import NotAllowed, NotHere, Problem

UNPROCESSABLE = 422


def own_url(request: AssessmentRequest, name: str) -> str:
    """Return the address of another page of this school and year."""
    return reverse(f"assessments:{name}", kwargs={"code": request.organisation.code, "year": request.year})


def to_page(request: AssessmentRequest, name: str, query: str = "") -> HttpResponse:
    """Redirect to a page of this school and year."""
    return redirect(own_url(request, name) + (f"?{query}" if query else ""))


def may_edit(request: AssessmentRequest, permission: Permission) -> bool:
    """Tell whether the page offers editing: the person may, and the report is being worked on."""
    return request.assessment.is_open and request.actor.can(permission)


def require_editor(request: AssessmentRequest, permission: Permission) -> None:
    """Refuse a post by somebody who only reads the page, before anything of it is looked at."""
    require(request.actor, permission, organisation_id=request.organisation.pk)


def tell(request: HttpRequest, problem: Problem) -> None:
    """Show on the next page what could not be done; who may not do it or asks for nothing there is refused whole."""
    if isinstance(problem, NotAllowed | NotHere):
        raise problem
    messages.error(request, problem.message)
