"""The plan's page in three views, its common part, its approval, adjustment, publication and carry."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import NotHere, Problem, Stale
from minhdinh.improvement.domain.carrying import carry_actions, unfinished_of
from minhdinh.improvement.domain.plans import (
    adjust_plan,
    approve_plan,
    open_plan,
    publish_plan,
    save_plan,
    unpublish_plan,
)
from minhdinh.improvement.domain.queries import plan_before, plan_of_year, possible_sources, publication_of
from minhdinh.improvement.domain.texts import texts_of
from minhdinh.improvement.forms.plan import ApproveForm, PlanForm, PublishForm, ReasonForm
from minhdinh.improvement.forms.versions import Newer, onto, version_of
from minhdinh.improvement.models import ImprovementPlan
from minhdinh.improvement.presenters.plan import plan_page
from minhdinh.improvement.views.gate import UNPROCESSABLE, PlanRequest, plan_view, status_of, to_page
from minhdinh.organisations.web import SchoolRequest, school_view
from minhdinh.organisations.web.forms import add_problem

P = Permission


@require_GET
@school_view(P.IMPROVEMENT_VIEW)
def plan(request: SchoolRequest, year: str) -> HttpResponse:
    """Show the plan as a table, a board or a timeline; where there is none, what it will be and how it begins."""
    found = plan_of_year(request.organisation.pk, year)
    if found is None:
        context = {
            "code": request.organisation.code,
            "year": year,
            "may_open": request.actor.can(P.IMPROVEMENT_WRITE),
        }
        return render(request, "improvement/no_plan.html", context)
    return _plan_page(request, found)


def _plan_page(request: SchoolRequest, found: Any, forms: dict[str, Form] | None = None) -> HttpResponse:
    context = plan_page(request.actor, found, request.GET.get("xem", ""), timezone.localdate())
    given = forms or {}
    context["approve_form"] = given.get("approve") or ApproveForm(
        initial={"number": found.number, "date": found.date or timezone.localdate()}
    )
    context["publish_form"] = given.get("publish") or PublishForm(initial={"day": timezone.localdate()})
    context["adjust_form"] = given.get("adjust") or ReasonForm(auto_id="adjust_%s")
    for name in ("approve", "adjust", "publish"):
        context[f"{name}_url"] = reverse(f"improvement:{name}", args=[request.organisation.code, found.year])
    return render(request, "improvement/plan.html", context, status=UNPROCESSABLE if given else 200)


@require_POST
@school_view(P.IMPROVEMENT_WRITE)
def open_page(request: SchoolRequest, year: str) -> HttpResponse:
    """Open the year's plan and go to what it can be drawn from."""
    open_plan(actor=request.actor, school=request.organisation, year=year)
    return redirect("improvement:issues", code=request.organisation.code, year=year)


@require_http_methods(["GET", "POST"])
@plan_view(P.IMPROVEMENT_WRITE)
def texts(request: PlanRequest) -> HttpResponse:
    """Write the plan's head and texts."""
    sources = possible_sources(request.plan)
    initial = _stored(request.plan)
    newer: list[Newer] | None = None
    form = PlanForm(request.POST if request.method == "POST" else None, initial=initial, sources=sources)
    if request.method == "POST" and form.is_valid():
        try:
            save_plan(actor=request.actor, plan=request.plan, values=form.values(), version=version_of(form))
        except Stale:
            request.plan = _again(request)
            newer = onto(form, request.plan.version, _stored(request.plan))
        except Problem as problem:
            add_problem(form, problem)
        if not newer and not form.errors:  # saved, or the same words were saved a moment ago
            messages.success(request, _("Đã lưu phần chung của kế hoạch."))
            return to_page(request, "plan")
    context = {
        "code": request.organisation.code,
        "year": request.plan.year,
        "plan": request.plan,
        "form": form,
        "newer": newer,
    }
    return render(request, "improvement/texts.html", context, status=status_of(form, newer))


def _stored(plan: ImprovementPlan) -> dict[str, Any]:
    head = {name: getattr(plan, name) for name in ("number", "date", "source_id", "version")}
    return {**head, **texts_of(plan)}


@require_POST
@plan_view(P.IMPROVEMENT_APPROVE)
def approve(request: PlanRequest) -> HttpResponse:
    """Approve the plan."""
    form = ApproveForm(request.POST)
    if form.is_valid():
        try:
            approve_plan(actor=request.actor, plan=request.plan, **form.cleaned_data)
        except Problem as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Đã duyệt kế hoạch cải tiến."))
            return to_page(request, "plan")
    return _plan_page(request, _again(request), {"approve": form})


def _again(request: PlanRequest) -> Any:
    """Return the plan as the database has it: a verb that was refused may have changed the object at hand."""
    return plan_of_year(request.organisation.pk, request.plan.year)


@require_POST
@plan_view(P.IMPROVEMENT_APPROVE)
def adjust(request: PlanRequest) -> HttpResponse:
    """Take an approved plan back to be adjusted."""
    adjust_plan(actor=request.actor, plan=request.plan, reason=request.POST.get("reason", ""))
    messages.success(request, _("Đã mở lại kế hoạch để điều chỉnh."))
    return to_page(request, "plan")


@require_POST
@plan_view(P.IMPROVEMENT_WRITE)
def publish(request: PlanRequest) -> HttpResponse:
    """Note where the plan was made public."""
    form = PublishForm(request.POST)
    if form.is_valid():
        try:
            publish_plan(actor=request.actor, plan=request.plan, **form.cleaned_data)
        except Problem as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Đã ghi nơi công khai."))
            return to_page(request, "plan", anchor="#cong-khai")
    return _plan_page(request, _again(request), {"publish": form})


@require_POST
@plan_view(P.IMPROVEMENT_WRITE)
def unpublish(request: PlanRequest, publication_id: int) -> HttpResponse:
    """Take a note of publication back."""
    found = publication_of(request.plan, publication_id)
    if found is None:
        raise NotHere("Không có ghi nhận công khai này.")
    unpublish_plan(actor=request.actor, publication=found)
    messages.success(request, _("Đã bỏ ghi nhận công khai."))
    return to_page(request, "plan", anchor="#cong-khai")


@require_http_methods(["GET", "POST"])
@plan_view(P.IMPROVEMENT_WRITE)
def carry(request: PlanRequest) -> HttpResponse:
    """Show what last year's plan left unfinished; post copies it into this plan."""
    before = plan_before(request.plan)
    if before is None:
        raise NotHere("Năm học trước không có kế hoạch cải tiến.")
    if request.method == "POST":
        carried = carry_actions(actor=request.actor, from_plan=before, to_plan=request.plan)
        messages.success(request, _("Đã chuyển %(count)s việc chưa xong.") % {"count": len(carried)})
        return to_page(request, "plan")
    context = {
        "code": request.organisation.code,
        "year": request.plan.year,
        "before": before,
        "actions": unfinished_of(before),
        "writable": request.plan.is_draft,
    }
    return render(request, "improvement/carry.html", context)
