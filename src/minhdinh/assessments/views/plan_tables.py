"""The tables of a plan by the rules before 2026: trainings, means, experts."""

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
from minhdinh.assessments.domain.plan_tables import (
    PlanTables,
    has_tables,
    places_to_choose,
    save_tables,
    suggested_tables,
    tables_of,
)
from minhdinh.assessments.forms.plan_tables import (
    MEANS,
    TRAINING,
    ExpertsForm,
    MeansFormSet,
    TrainingFormSet,
    table_values,
)
from minhdinh.assessments.forms.rows import first_error, with_one_more
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.assessments.views.setup_pages import UNPROCESSABLE, may_edit, to_page
from minhdinh.common.problems import NotHere, Problem

Forms = tuple[ExpertsForm, BaseFormSet[Any], BaseFormSet[Any]]


@require_http_methods(["GET", "POST"])
@assessment_view(Permission.COUNCIL_MANAGE)
def plan_tables(request: AssessmentRequest) -> HttpResponse:
    """Write trainings, means and experts of the plan whole; what the school has already is offered first."""
    if not has_tables(request.assessment):
        raise NotHere("Kế hoạch theo bộ tiêu chuẩn này không có các bảng của Phụ lục 1.")
    stored = tables_of(request.assessment)
    if request.method == "GET":
        suggested = stored if not stored.empty else suggested_tables(request.assessment)
        return _page(request, stored, _filled(request, suggested, stored.mark))
    for prefix in (TRAINING, MEANS):
        if request.POST.get("add") == prefix:
            return _page(request, stored, _posted(request, with_one_more(request.POST, prefix)))
    forms = _posted(request, request.POST)
    if not all([one.is_valid() for one in forms]):  # noqa: C419 (every form says what is wrong with it)
        return _page(request, stored, forms, first_error(*forms))
    try:
        save_tables(
            actor=request.actor,
            assessment=request.assessment,
            values=table_values(*forms),
            drawn=forms[0].cleaned_data["drawn"],
        )
    except Problem as problem:
        return _page(request, stored, forms, problem.message, problem.status)
    messages.success(request, _("Đã lưu tập huấn, nguồn lực của kế hoạch."))
    return to_page(request, "plan")


def _filled(request: AssessmentRequest, values: PlanTables, mark: str) -> Forms:
    places = {"places": places_to_choose(request.assessment)}
    return (
        ExpertsForm(initial={"experts": values.experts, "drawn": mark}),
        TrainingFormSet(prefix=TRAINING, initial=[asdict(one) for one in values.training]),
        MeansFormSet(prefix=MEANS, initial=[asdict(one) for one in values.means], form_kwargs=places),
    )


def _posted(request: AssessmentRequest, data: QueryDict) -> Forms:
    places = {"places": places_to_choose(request.assessment)}
    return (
        ExpertsForm(data),
        TrainingFormSet(data, prefix=TRAINING),
        MeansFormSet(data, prefix=MEANS, form_kwargs=places),
    )


def _page(
    request: AssessmentRequest,
    stored: PlanTables,
    forms: Forms,
    problem: str = "",
    status: int = UNPROCESSABLE,
) -> HttpResponse:
    experts, training, means = forms
    context = {
        "experts": experts,
        "training": training,
        "means": means,
        "suggested": stored.empty and request.method == "GET",
        "problem": problem,
        "writable": may_edit(request, Permission.COUNCIL_MANAGE),
    }
    return render(request, "assessments/plan_tables.html", context, status=status if problem else 200)
