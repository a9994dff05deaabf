"""Opening a school year, alone or from an earlier one with a preview of what comes along."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from minhdinh.access.permissions import Permission
from minhdinh.assessments.carrying.carry import may_carry
from minhdinh.assessments.carrying.opening import open_from, plan_opening, source_of, sources_for
from minhdinh.assessments.carrying.presenting import build_plan
from minhdinh.assessments.domain.opening import choose_set, open_assessment
from minhdinh.assessments.domain.queries import years_of_school
from minhdinh.assessments.forms.opening import OpenYearForm
from minhdinh.common.problems import Problem
from minhdinh.lib.school_year import containing
from minhdinh.organisations.web import SchoolRequest, school_view

UNPROCESSABLE = 422


@require_http_methods(["GET", "POST"])
@school_view(Permission.YEAR_OPEN)
def open_year(request: SchoolRequest) -> HttpResponse:
    """Open a school year: the system names the set that applies and why; another needs a reason.

    With an earlier year to carry from, the first post shows what would come along and writes nothing; the second one,
    confirmed, opens and carries.
    """
    year = containing(timezone.localdate())
    sources = sources_for(request.organisation.pk) if may_carry(request.actor) else []
    form = OpenYearForm(request.POST or None, initial={"year": year}, sources=sources)
    if request.method == "POST" and form.is_valid():
        try:
            answer = _open(request, form)
        except Problem as problem:
            form.add_error(problem.field if problem.field in form.fields else None, problem.message)
        else:
            return answer
    asked = form.cleaned_data.get("year", year) if form.is_bound and form.is_valid() else year
    context = {
        "form": form,
        "chosen": choose_set(request.organisation, asked),
        "years": years_of_school(request.organisation.pk),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "assessments/open_year.html", context, status=status)


def _open(request: SchoolRequest, form: OpenYearForm) -> HttpResponse:
    """Open what the valid form names, or show what would come along first."""
    values: dict[str, Any] = {**form.cleaned_data, "organisation": request.organisation}
    source_id = values.pop("source", "")
    if not source_id:
        assessment = open_assessment(actor=request.actor, **values)
        return redirect("assessments:overview", code=request.organisation.code, year=assessment.year)
    source = source_of(request.organisation.pk, int(source_id))
    if request.POST.get("confirmed") == "1":
        assessment = open_from(actor=request.actor, source=source, **values)
        return redirect("assessments:carrying", code=request.organisation.code, year=assessment.year)
    plan = plan_opening(source=source, **values)
    context = {
        "plan": build_plan(plan),
        "year": values["year"],
        "new_set": plan.target.catalogue,
        "sent": [(name, request.POST.get(name, "")) for name in form.fields],
    }
    return render(request, "assessments/carrying/opening.html", context)
