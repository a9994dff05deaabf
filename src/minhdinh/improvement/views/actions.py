"""One action: written, removed, shown with its history, reported on, asked for and approved from outside."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import Problem, Stale
from minhdinh.improvement.domain.outside import answer_outside, ask_outside, offices_to_ask
from minhdinh.improvement.domain.people import owners_of
from minhdinh.improvement.domain.planning import add_action, remove_action, save_action
from minhdinh.improvement.domain.progress import report_progress
from minhdinh.improvement.domain.queries import issues_of
from minhdinh.improvement.enums import IssueState, OutsideState
from minhdinh.improvement.forms.action import ActionForm, AnswerForm, AskForm, ProgressForm
from minhdinh.improvement.forms.versions import Newer, onto, version_of
from minhdinh.improvement.models import Action
from minhdinh.improvement.presenters.action import action_page, items_to_show, states_after
from minhdinh.improvement.rules.times import TimeError, read_time
from minhdinh.improvement.views.gate import (
    UNPROCESSABLE,
    PlanRequest,
    found_action,
    plan_view,
    status_of,
    to_page,
)
from minhdinh.lib.text import vn_date
from minhdinh.organisations.web.forms import add_problem

P = Permission
FILLED = (
    "content", "objective", "activity", "indicator", "target_value", "target_unit", "target_on", "time_text", "owner",
    "owner_user_id", "partners", "resources", "resource_source", "planned_evidence", "issue_id", "version",
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@plan_view(P.IMPROVEMENT_WRITE)
def new(request: PlanRequest) -> HttpResponse:
    """Add an action; ``?van-de=`` names the issue it is for."""
    given = request.GET.get("van-de", "")
    form = _form(request, {"issue_id": given if given.isdecimal() else None})
    if request.method == "POST" and form.is_valid():
        try:
            action = add_action(actor=request.actor, plan=request.plan, values=form.values())
        except Problem as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Đã thêm việc cải tiến."))
            if "more" in request.POST:
                return to_page(request, "action-new")
            return to_page(request, "plan", anchor=f"#viec-{action.pk}")
    return _form_page(request, form, None)


@require_http_methods(["GET", "POST"])
@plan_view(P.IMPROVEMENT_WRITE)
def edit(request: PlanRequest, action_id: int) -> HttpResponse:
    """Change an action."""
    action = found_action(request, action_id)
    newer: list[Newer] | None = None
    form = _form(request, _stored(action))
    if request.method == "POST" and form.is_valid():
        try:
            save_action(actor=request.actor, action=action, values=form.values(), version=version_of(form))
        except Stale:
            action = found_action(request, action_id)
            newer = onto(form, action.version, _stored(action))
        except Problem as problem:
            add_problem(form, problem)
        if not newer and not form.errors:  # saved, or the same words were saved a moment ago
            messages.success(request, _("Đã lưu việc cải tiến."))
            return to_page(request, "action", action_id)
    return _form_page(request, form, action, newer)


def _stored(action: Action) -> dict[str, Any]:
    kept = {name: getattr(action, name) for name in FILLED}
    return {**kept, "needs_outside": action.outside_state != OutsideState.NONE}


def _form(request: PlanRequest, initial: dict[str, Any]) -> ActionForm:
    issues = [one for one in issues_of(request.plan) if one.answer_state == IssueState.TAKEN]
    return ActionForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        people=owners_of(request.plan.school_id),
        issues=issues,
    )


def _form_page(
    request: PlanRequest, form: ActionForm, action: Action | None, newer: list[Newer] | None = None
) -> HttpResponse:
    context = {
        "code": request.organisation.code,
        "year": request.plan.year,
        "plan": request.plan,
        "form": form,
        "action": action,
        "newer": newer,
    }
    return render(request, "improvement/action_form.html", context, status=status_of(form, newer))


@require_GET
@plan_view(P.IMPROVEMENT_WRITE)
def time_read(request: PlanRequest) -> HttpResponse:
    """Answer how a time is understood, as a fragment under its field."""
    try:
        span = read_time(request.GET.get("time_text", ""), request.plan.year)
    except TimeError as error:
        return render(request, "improvement/_time.html", {"problem": str(error)})
    shown = {"starts": vn_date(span.starts_on), "ends": vn_date(span.ends_on)}
    return render(request, "improvement/_time.html", {**shown, "words": request.GET.get("time_text", "")})


@require_POST
@plan_view(P.IMPROVEMENT_WRITE)
def remove(request: PlanRequest, action_id: int) -> HttpResponse:
    """Remove an action about which nothing was reported yet."""
    remove_action(actor=request.actor, action=found_action(request, action_id))
    messages.success(request, _("Đã bỏ việc cải tiến."))
    return to_page(request, "plan")


@require_GET
@plan_view(P.IMPROVEMENT_VIEW)
def action(request: PlanRequest, action_id: int) -> HttpResponse:
    """Show one action with all that was reported, asked, answered and monitored."""
    return _page(request, found_action(request, action_id))


def _page(request: PlanRequest, row: Action, forms: dict[str, Form] | None = None) -> HttpResponse:
    today, given = timezone.localdate(), forms or {}
    context = action_page(request.actor, row, today)
    context["progress_form"] = given.get("progress") or _progress_form(request, row)
    context["ask_form"] = given.get("ask") or AskForm(
        offices=offices_to_ask(request.plan.school), initial={"request": row.outside_request or row.content}
    )
    context["answer_form"] = given.get("answer") or AnswerForm(initial={"on": today})
    return render(request, "improvement/action.html", context, status=UNPROCESSABLE if given else 200)


def _progress_form(request: PlanRequest, row: Action, data: Any = None) -> ProgressForm:
    return ProgressForm(
        data,
        states=states_after(request.actor, row),
        items=items_to_show(request.actor, row),
        initial={"state": row.state, "day": timezone.localdate(), "unit": row.target_unit},
    )


@require_POST
@plan_view(P.IMPROVEMENT_ACT)
def progress(request: PlanRequest, action_id: int) -> HttpResponse:
    """Report on an action."""
    row = found_action(request, action_id)
    form = _progress_form(request, row, request.POST)
    if form.is_valid():
        try:
            report_progress(actor=request.actor, action=row, values=form.values())
        except Problem as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Đã ghi tiến độ."))
            return to_page(request, "action", action_id)
    return _page(request, found_action(request, action_id), {"progress": form})


@require_POST
@plan_view(P.IMPROVEMENT_WRITE)
def ask(request: PlanRequest, action_id: int) -> HttpResponse:
    """Ask an office above the school to approve an action."""
    row = found_action(request, action_id)
    offices = offices_to_ask(request.plan.school)
    form = AskForm(request.POST, offices=offices)
    if form.is_valid():
        office = next(one for one in offices if one.pk == form.cleaned_data["office"])
        try:
            ask_outside(actor=request.actor, action=row, office=office, request=form.cleaned_data["request"])
        except Problem as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Đã trình %(office)s.") % {"office": office.name})
            return to_page(request, "action", action_id)
    return _page(request, found_action(request, action_id), {"ask": form})


@require_POST
@plan_view(P.IMPROVEMENT_OUTSIDE)
def answer(request: PlanRequest, action_id: int) -> HttpResponse:
    """Answer, as the office that was asked."""
    row = found_action(request, action_id)
    form = AnswerForm(request.POST)
    if form.is_valid():
        given = dict(form.cleaned_data)
        granted = given.pop("granted") == "1"
        try:
            answer_outside(actor=request.actor, action=row, granted=granted, **given)
        except Problem as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Đã trả lời trường."))
            return to_page(request, "action", action_id)
    return _page(request, found_action(request, action_id), {"answer": form})
