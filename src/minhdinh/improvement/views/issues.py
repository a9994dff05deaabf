"""Focal issues: what is proposed, what the plan holds, what was left open."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import Problem, Stale
from minhdinh.improvement.domain.issues import (
    add_issue,
    leave_issue_open,
    leave_open,
    remove_issue,
    save_issue,
    take_proposals,
    take_up,
)
from minhdinh.improvement.forms.issue import IssueForm, place_of
from minhdinh.improvement.forms.versions import Newer, onto, version_of
from minhdinh.improvement.models import FocalIssue
from minhdinh.improvement.presenters.issues import issues_page
from minhdinh.improvement.views.gate import PlanRequest, found_issue, plan_view, status_of, to_page
from minhdinh.organisations.web.forms import add_problem

P = Permission


@require_GET
@plan_view(P.IMPROVEMENT_VIEW)
def issues(request: PlanRequest) -> HttpResponse:
    """Show proposals to choose from, the plan's issues and those left open."""
    return render(request, "improvement/issues.html", issues_page(request.actor, request.plan))


@require_POST
@plan_view(P.IMPROVEMENT_WRITE)
def take(request: PlanRequest) -> HttpResponse:
    """Take the ticked proposals."""
    taken = take_proposals(actor=request.actor, plan=request.plan, refs=request.POST.getlist("ref"))
    if taken:
        messages.success(request, _("Đã đưa %(count)s vấn đề vào kế hoạch.") % {"count": len(taken)})
    else:
        messages.info(request, _("Chưa chọn vấn đề nào, hoặc các vấn đề đã có trong kế hoạch."))
    return to_page(request, "issues")


@require_POST
@plan_view(P.IMPROVEMENT_WRITE)
def leave_proposal(request: PlanRequest) -> HttpResponse:
    """Leave a proposal open with a reason."""
    leave_open(
        actor=request.actor,
        plan=request.plan,
        ref=request.POST.get("ref", ""),
        reason=request.POST.get("reason", ""),
    )
    messages.success(request, _("Đã để ngỏ, kèm lý do."))
    return to_page(request, "issues", anchor="#de-ngo")


@require_http_methods(["GET", "POST"])
@plan_view(P.IMPROVEMENT_WRITE)
def new(request: PlanRequest) -> HttpResponse:
    """Add an issue that the school names itself."""
    form = IssueForm(request.POST if request.method == "POST" else None, plan=request.plan)
    if request.method == "POST" and form.is_valid():
        try:
            add_issue(actor=request.actor, plan=request.plan, values=form.values())
        except Problem as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Đã thêm vấn đề."))
            return to_page(request, "issues")
    return _form_page(request, form, None)


@require_http_methods(["GET", "POST"])
@plan_view(P.IMPROVEMENT_WRITE)
def edit(request: PlanRequest, issue_id: int) -> HttpResponse:
    """Write an issue's words."""
    issue = found_issue(request, issue_id)
    newer: list[Newer] | None = None
    form = IssueForm(
        request.POST if request.method == "POST" else None,
        plan=request.plan,
        issue=issue,
        initial=_stored(issue),
    )
    if request.method == "POST" and form.is_valid():
        try:
            save_issue(actor=request.actor, issue=issue, values=form.values(), version=version_of(form))
        except Stale:
            issue = found_issue(request, issue_id)
            newer = onto(form, issue.version, _stored(issue))
        except Problem as problem:
            add_problem(form, problem)
        if not newer and not form.errors:  # saved, or the same words were saved a moment ago
            messages.success(request, _("Đã lưu vấn đề."))
            return to_page(request, "issues")
    return _form_page(request, form, issue, newer)


def _stored(issue: FocalIssue) -> dict[str, Any]:
    kept = {name: getattr(issue, name) for name in ("track", "situation", "limit", "cause", "version")}
    return {**kept, "place": place_of(issue)}


def _form_page(
    request: PlanRequest, form: IssueForm, issue: FocalIssue | None, newer: list[Newer] | None = None
) -> HttpResponse:
    context = {"code": request.organisation.code, "year": request.plan.year, "form": form, "issue": issue}
    context["newer"] = newer
    return render(request, "improvement/issue.html", context, status=status_of(form, newer))


@require_POST
@plan_view(P.IMPROVEMENT_WRITE)
def leave(request: PlanRequest, issue_id: int) -> HttpResponse:
    """Leave an issue of the plan open with a reason."""
    issue = found_issue(request, issue_id)
    leave_issue_open(actor=request.actor, issue=issue, reason=request.POST.get("reason", ""))
    messages.success(request, _("Đã để ngỏ, kèm lý do."))
    return to_page(request, "issues", anchor="#de-ngo")


@require_POST
@plan_view(P.IMPROVEMENT_WRITE)
def take_again(request: PlanRequest, issue_id: int) -> HttpResponse:
    """Take an issue that was left open into the plan."""
    take_up(actor=request.actor, issue=found_issue(request, issue_id))
    messages.success(request, _("Đã đưa vấn đề vào kế hoạch."))
    return to_page(request, "issues")


@require_POST
@plan_view(P.IMPROVEMENT_WRITE)
def remove(request: PlanRequest, issue_id: int) -> HttpResponse:
    """Withdraw an issue without actions."""
    remove_issue(actor=request.actor, issue=found_issue(request, issue_id))
    messages.success(request, _("Đã rút vấn đề khỏi kế hoạch."))
    return to_page(request, "issues")
