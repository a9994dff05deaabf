"""Views inside the improvement plan of a school's year."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import NotHere
from minhdinh.improvement.domain.queries import action_of, issue_of, plan_of_year
from minhdinh.improvement.models import Action, FocalIssue, ImprovementPlan
from minhdinh.organisations.web import SchoolRequest, school_view

OK, UNPROCESSABLE, CONFLICT = 200, 422, 409


class PlanRequest(SchoolRequest):
    """A request inside a plan."""

    plan: ImprovementPlan


def plan_view(
    permission: Permission, *more: Permission
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Open ``/truong/<code>/<year>/cai-tien/…``; a year without a plan leads to the page that opens one."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def inside(request: PlanRequest, year: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            plan = plan_of_year(request.organisation.pk, year)
            if plan is None:
                if request.method == "GET":
                    return redirect("improvement:plan", code=request.organisation.code, year=year)
                raise NotHere("Năm học này chưa có kế hoạch cải tiến.")
            request.plan = plan
            return view(request, *args, **kwargs)

        return school_view(permission, *more)(inside)

    return decorate


def found_action(request: PlanRequest, action_id: int) -> Action:
    """Return an action of the plan, or answer 404."""
    action = action_of(request.plan, action_id)
    if action is None:
        raise NotHere("Không có việc này.")
    return action


def found_issue(request: PlanRequest, issue_id: int) -> FocalIssue:
    """Return an issue of the plan, or answer 404."""
    issue = issue_of(request.plan, issue_id)
    if issue is None:
        raise NotHere("Không có vấn đề này.")
    return issue


def status_of(form: BaseForm, newer: object) -> int:
    """Return the status of a page with a form: a conflict, something to mend, or neither."""
    return CONFLICT if newer is not None else UNPROCESSABLE if form.errors else OK


def to_page(request: PlanRequest, name: str, *args: object, anchor: str = "") -> HttpResponse:
    """Redirect to a page of the plan."""
    place = [request.organisation.code, request.plan.year, *args]
    answer = redirect(f"improvement:{name}", *place)
    answer["Location"] += anchor
    return answer
