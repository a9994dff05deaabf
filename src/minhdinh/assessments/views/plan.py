"""The year's self-assessment plan."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.plan import (
    PlanValues,
    approval_deadline,
    mark_step,
    people_to_choose,
    plan_of,
    save_plan,
    step_of,
    suggested_plan,
    templates_to_choose,
)
from minhdinh.assessments.domain.plan_tables import has_tables, tables_of
from minhdinh.assessments.forms.plan import PREFIX, PlanForm, StepFormSet, plan_values
from minhdinh.assessments.forms.rows import first_error, with_one_more
from minhdinh.assessments.presenters.plan_steps import build_steps
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.assessments.views.setup_pages import UNPROCESSABLE, may_edit, require_editor, tell, to_page
from minhdinh.common.problems import NotHere, Problem

P = Permission
Forms = tuple[PlanForm, BaseFormSet[Any]]


@require_http_methods(["GET", "POST"])
@assessment_view(P.SHEET_VIEW)
def plan(request: AssessmentRequest) -> HttpResponse:
    """Show how far the plan is, or one to start from; with the permission, write it whole (``?sua=1``)."""
    stored = plan_of(request.assessment)
    if request.method == "GET":
        return _page(request, stored, _filled(request, stored or suggested_plan(request.assessment)))
    require_editor(request, P.COUNCIL_MANAGE)
    if "add" in request.POST:
        return _page(request, stored, _posted(request, with_one_more(request.POST, PREFIX)), editing=True)
    forms = _posted(request, request.POST)
    head_valid, steps_valid = forms[0].is_valid(), forms[1].is_valid()
    if not (head_valid and steps_valid):
        return _page(request, stored, forms, problem=first_error(*forms))
    try:
        save_plan(
            actor=request.actor,
            assessment=request.assessment,
            values=plan_values(*forms),
            drawn=forms[0].cleaned_data["drawn"],
        )
    except Problem as problem:
        return _page(request, stored, forms, problem=problem.message)
    messages.success(request, _("Đã lưu kế hoạch tự đánh giá."))
    return to_page(request, "plan")


@require_POST
@assessment_view(P.COUNCIL_MANAGE, P.SHEET_WRITE)
def plan_mark(request: AssessmentRequest, step_id: int) -> HttpResponse:
    """Write how far people say a step is."""
    step = step_of(request.assessment, step_id)
    if step is None:
        raise NotHere("Không có bước này trong kế hoạch.")
    try:
        mark_step(
            actor=request.actor,
            step=step,
            state=request.POST.get("state", ""),
            note=request.POST.get("note", ""),
        )
    except Problem as problem:
        tell(request, problem)
    else:
        messages.success(request, _("Đã ghi tình trạng của bước này."))
    return to_page(request, "plan")


def _filled(request: AssessmentRequest, values: PlanValues) -> Forms:
    content = asdict(values)
    steps = content.pop("steps")
    content["drawn"] = " ".join(str(one.step_id) for one in values.steps if one.step_id)
    return PlanForm(initial=content), StepFormSet(prefix=PREFIX, initial=steps, form_kwargs=_offers(request))


def _offers(request: AssessmentRequest) -> dict[str, Any]:
    """Return whom and which steps of the regulation the rows of the form offer."""
    return {
        "people": people_to_choose(request.assessment),
        "templates": templates_to_choose(request.assessment),
    }


def _posted(request: AssessmentRequest, data: QueryDict) -> Forms:
    return PlanForm(data), StepFormSet(data, prefix=PREFIX, form_kwargs=_offers(request))


def _page(
    request: AssessmentRequest,
    stored: PlanValues | None,
    forms: Forms,
    *,
    problem: str = "",
    editing: bool = False,
) -> HttpResponse:
    writable = may_edit(request, P.COUNCIL_MANAGE)
    editing = writable and (bool(problem) or editing or not stored or "sua" in request.GET)
    context = {
        "assessment": request.assessment,
        "plan": stored,
        "head": forms[0],
        "steps": forms[1],
        "shown": [] if editing else build_steps(request.actor, request.assessment),
        "problem": problem,
        "writable": writable,
        "editing": editing,
        "tables": tables_of(request.assessment) if has_tables(request.assessment) else None,
        "deadline": approval_deadline(request.assessment),
    }
    return render(request, "assessments/plan.html", context, status=UNPROCESSABLE if problem else 200)
