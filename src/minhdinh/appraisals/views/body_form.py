"""Forming a team or council at the department: one page that keeps everything in its form until it is formed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.bodies.forming import examine, form_body
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.cases.people import body_of
from minhdinh.appraisals.forms.body import DecisionForm
from minhdinh.appraisals.models import Case
from minhdinh.appraisals.rules.regimes import Regime
from minhdinh.appraisals.views.body import department_case
from minhdinh.appraisals.views.body_draft import (
    Column,
    Draft,
    candidate_rows,
    days_of,
    divided,
    grid_rows,
    member_rows,
    read_draft,
    sealed_criteria,
    without_strangers,
)
from minhdinh.common.problems import Problem, Problems
from minhdinh.lib.text import whole_number
from minhdinh.organisations.web import OfficeRequest, office_view

P = Permission
UNPROCESSABLE = 422


@require_http_methods(["GET", "POST"])
@office_view(P.CASE_MANAGE)
def form_page(request: OfficeRequest, case_id: int) -> HttpResponse:
    """Put a body together: the decision, people, roles, criteria; form it when all is said."""
    case = department_case(request, case_id)
    if body_of(case) is not None:
        return redirect("appraisals:body", request.organisation.code, case.pk)
    form, draft, problems = DecisionForm(request.POST), read_draft(request.POST), list[Problem]()
    if "form" in request.POST and form.is_valid():
        try:
            return _formed(request, case, form, draft)
        except Problem as problem:
            problems = problem.problems if isinstance(problem, Problems) else [problem]
    shown = form if "form" in request.POST else DecisionForm(initial=_typed(request))
    context = _context(case, law_of(case), form, draft, divide="divide" in request.POST)
    context |= {"code": request.organisation.code, "form": shown, "problems": problems}
    status = UNPROCESSABLE if "form" in request.POST else 200
    return render(request, "appraisals/body/form.html", context, status=status)


def _formed(request: OfficeRequest, case: Case, form: DecisionForm, draft: Draft) -> HttpResponse:
    form_body(
        actor=request.actor,
        case=case,
        version=_version(request),
        decision=form.decision(),
        members=draft.members,
        acknowledged=draft.acknowledged,
    )
    messages.success(request, _("Đã lập và báo các thành viên."))
    return redirect("appraisals:body", request.organisation.code, case.pk)


def _version(request: OfficeRequest) -> int:
    """Return the version that the page was drawn with; -1 for anything else, which is stale."""
    version = whole_number(request.POST.get("version", ""), longest=8)
    return -1 if version is None else version


def _context(case: Case, law: Regime, form: DecisionForm, draft: Draft, *, divide: bool) -> dict[str, Any]:
    criteria, days = sealed_criteria(case), days_of(form)
    known = without_strangers(draft, examine(case, days, draft.members).people)
    if divide:
        known = divided(known, criteria)
    examined = examine(case, days, known.members)
    ids = [one.user_id for one in known.members]
    columns = [
        Column(one.user_id, examined.people[one.user_id].user.full_name, one.criteria)
        for one in known.members
    ]
    return {
        "case": case,
        "law": law,
        "draft": known,
        "members": member_rows(known, examined, law.body),
        "columns": columns,
        "grid": grid_rows(columns, criteria),
        "whole": [one for one in examined.findings if one.refuses and one.user_id is None],
        "doubts": [(one, one.key in known.acknowledged) for one in examined.doubts],
        "found": candidate_rows(case, law.body, days, known.search, ids),
    }


def _typed(request: OfficeRequest) -> dict[str, Any]:
    return {name: request.POST[name] for name in DecisionForm.base_fields if name in request.POST}
