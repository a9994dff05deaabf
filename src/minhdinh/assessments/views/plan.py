"""The year's self-assessment plan."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.plan import PlanValues, approval_deadline, plan_of, save_plan, suggested_plan
from minhdinh.assessments.forms.plan import PREFIX, PlanForm, StepFormSet, plan_values
from minhdinh.assessments.forms.rows import first_error, with_one_more
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.assessments.views.setup_pages import UNPROCESSABLE, may_edit, require_editor, to_page
from minhdinh.common.problems import Problem

P = Permission
Forms = tuple[PlanForm, BaseFormSet[Any]]


@require_http_methods(["GET", "POST"])
@assessment_view(P.SHEET_VIEW)
def plan(request: AssessmentRequest) -> HttpResponse:
    """Show the plan, or one to start from; with the permission, write it whole."""
    stored = plan_of(request.assessment)
    if request.method == "GET":
        return _page(request, stored, _filled(stored or suggested_plan(request.assessment)))
    require_editor(request, P.COUNCIL_MANAGE)
    if "add" in request.POST:
        return _page(request, stored, _posted(with_one_more(request.POST, PREFIX)))
    forms = _posted(request.POST)
    head_valid, steps_valid = forms[0].is_valid(), forms[1].is_valid()
    if not (head_valid and steps_valid):
        return _page(request, stored, forms, problem=first_error(*forms))
    try:
        save_plan(actor=request.actor, assessment=request.assessment, values=plan_values(*forms))
    except Problem as problem:
        return _page(request, stored, forms, problem=problem.message)
    messages.success(request, _("Đã lưu kế hoạch tự đánh giá."))
    return to_page(request, "plan")


def _filled(values: PlanValues) -> Forms:
    content = asdict(values)
    steps = content.pop("steps")
    return PlanForm(initial=content), StepFormSet(prefix=PREFIX, initial=steps)


def _posted(data: QueryDict) -> Forms:
    return PlanForm(data), StepFormSet(data, prefix=PREFIX)


def _page(
    request: AssessmentRequest, stored: PlanValues | None, forms: Forms, *, problem: str = ""
) -> HttpResponse:
    context = {
        "assessment": request.assessment,
        "plan": stored,
        "head": forms[0],
        "steps": forms[1],
        "problem": problem,
        "writable": may_edit(request, P.COUNCIL_MANAGE),
        "deadline": approval_deadline(request.assessment),
    }
    return render(request, "assessments/plan.html", context, status=UNPROCESSABLE if problem else 200)
