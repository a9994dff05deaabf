"""Visits and meetings: the list at the desk and at the school, planning, moving, cancelling."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.visits.people import from_department, leading
from minhdinh.appraisals.domain.visits.planning import cancel_visit, kinds_of, move_visit, plan_visit
from minhdinh.appraisals.domain.visits.reading import visits_for_school, visits_of
from minhdinh.appraisals.forms.visit import PlanForm
from minhdinh.appraisals.models import Case, Visit
from minhdinh.appraisals.views.visit_gate import at_desk, at_school, visit_at_desk
from minhdinh.common.problems import Problem
from minhdinh.lib.text import whole_number
from minhdinh.organisations.web import SchoolRequest, school_view
from minhdinh.organisations.web.forms import add_problem, posted

P = Permission


@require_GET
@school_view(P.CASE_EXAMINE)
def listing(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Show the body's visits and meetings."""
    case, member = at_desk(request, case_id)
    context = {
        "code": request.organisation.code,
        "case": case,
        "law": law_of(case),
        "visits": visits_of(case),
        "leads": member.is_leading and case.is_open,
        "now": timezone.now(),
    }
    return render(request, "appraisals/visit/list.html", context)


@require_GET
@school_view(P.CASE_VIEW)
def at_the_school(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Show the school which visits are planned, and the minutes of those that were held."""
    case = at_school(request, case_id)
    context = {
        "code": request.organisation.code,
        "case": case,
        "visits": visits_for_school(case, with_meetings=from_department(request.actor, case)),
    }
    return render(request, "appraisals/visit/school.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@school_view(P.CASE_EXAMINE)
def plan(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Plan a visit or a meeting."""
    case, _member = at_desk(request, case_id)
    leading(request.actor, case)
    form = PlanForm(posted(request), kinds=kinds_of(law_of(case)))
    if form.is_valid():
        try:
            visit = plan_visit(actor=request.actor, case=case, wanted=form.wanted())
        except Problem as problem:
            _refused(form, problem)
        else:
            messages.success(request, _("Đã lên lịch và báo cho mọi người."))
            return redirect("appraisals:visit-desk", request.organisation.code, case.pk, visit.pk)
    return _form(request, case, form, _("Lên lịch khảo sát, họp"), _("Lên lịch"))


@require_http_methods(["GET", "HEAD", "POST"])
@school_view(P.CASE_EXAMINE)
def move(request: SchoolRequest, case_id: int, visit_id: int) -> HttpResponse:
    """Change a visit that was not held."""
    case, _member, visit = visit_at_desk(request, case_id, visit_id)
    leading(request.actor, case)
    form = PlanForm(posted(request), visit=visit)
    if form.is_valid():
        try:
            _moved(request, case, visit, form)
        except Problem as problem:
            _refused(form, problem)
        else:
            messages.success(request, _("Đã đổi lịch và báo cho mọi người."))
            return redirect("appraisals:visit-desk", request.organisation.code, case.pk, visit.pk)
    return _form(request, case, form, _("Đổi lịch"), _("Đổi lịch"))


@require_POST
@school_view(P.CASE_EXAMINE)
def cancel(request: SchoolRequest, case_id: int, visit_id: int) -> HttpResponse:
    """Cancel a visit that was not held."""
    case, _member, visit = visit_at_desk(request, case_id, visit_id)
    cancel_visit(
        actor=request.actor,
        case=case,
        visit=visit,
        reason=request.POST.get("reason", ""),
        version=posted_version(request),
    )
    messages.success(request, _("Đã hủy lịch và báo cho mọi người."))
    return redirect("appraisals:visit-desk-list", request.organisation.code, case.pk)


def posted_version(request: SchoolRequest) -> int:
    """Return the version that a page was drawn with; -1 for anything else, which is stale."""
    version = whole_number(request.POST.get("version", ""), longest=8)
    return -1 if version is None else version


def _moved(request: SchoolRequest, case: Case, visit: Visit, form: PlanForm) -> None:
    version = form.cleaned_data["version"]
    move_visit(
        actor=request.actor,
        case=case,
        visit=visit,
        wanted=form.wanted(),
        reason=form.cleaned_data["reason"],
        version=-1 if version is None else version,
    )


def _refused(form: PlanForm, problem: Problem) -> None:
    if problem.field == "clash_reason":
        form.ask_why()
    add_problem(form, problem)


def _form(request: SchoolRequest, case: Case, form: PlanForm, title: str, label: str) -> HttpResponse:
    back = reverse("appraisals:visit-desk-list", args=[request.organisation.code, case.pk])
    context = {
        "code": request.organisation.code,
        "case": case,
        "form": form,
        "title": title,
        "label": label,
        "crumbs": [{"label": _("Khảo sát, họp"), "url": back}],
        "cancel_url": back,
    }
    return render(request, "appraisals/visit/plan.html", context, status=422 if form.is_bound else 200)
