"""Opening a school year, alone or from an earlier one with a preview of what comes along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_http_methods

from minhdinh.access.permissions import Permission
from minhdinh.assessments.carrying.carry import may_carry
from minhdinh.assessments.carrying.choices import (
    Choices,
    checked_choices,
    choices_of,
    require_unchanged,
    tried_choices,
)
from minhdinh.assessments.carrying.crosswalk_page import Typed, build_crosswalk, read_typed
from minhdinh.assessments.carrying.opening import (
    Looked,
    open_from,
    plan_opening,
    set_to_open,
    source_of,
    sources_for,
)
from minhdinh.assessments.carrying.presenting import build_plan
from minhdinh.assessments.domain.opening import choose_set, open_assessment
from minhdinh.assessments.domain.queries import years_of_school
from minhdinh.assessments.forms.opening import OpenYearForm
from minhdinh.assessments.models import SelfAssessment
from minhdinh.common.problems import Problem, Stale
from minhdinh.lib.school_year import containing
from minhdinh.organisations.web import SchoolRequest, school_view
from minhdinh.standards.catalogue import StandardSet

UNPROCESSABLE = 422
PREVIEW = "preview"


@require_http_methods(["GET", "POST"])
@school_view(Permission.YEAR_OPEN)
def open_year(request: SchoolRequest) -> HttpResponse:
    """Open a school year: the system names the set that applies and why; another needs a reason.

    With an earlier year to carry from, the first post shows what would come along and writes nothing (by another set,
    after the school looked at where its texts go); the last one, confirmed, opens and carries what was shown.
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
    return _Carrying(request, form, values, source_of(request.organisation.pk, int(source_id))).answer()


@dataclass
class _Carrying:
    """One post of opening from an earlier year: the crosswalk, the preview, or doing it."""

    request: SchoolRequest
    form: OpenYearForm
    values: dict[str, Any]
    source: SelfAssessment

    @cached_property
    def newer(self) -> StandardSet:
        """The set that the new year would have; raises Problem where it cannot be opened."""
        return set_to_open(**self.values).catalogue

    @property
    def older(self) -> StandardSet:
        """The set of the earlier year."""
        return self.source.standard_set.catalogue

    @cached_property
    def typed(self) -> Typed:
        """What the person chose in the crosswalk."""
        return read_typed(self.request.POST)

    @cached_property
    def choices(self) -> dict[str, tuple[str, ...]] | None:
        """The chosen places, checked; None by the same set and where nothing was chosen yet."""
        if self.older.id == self.newer.id or not (self.typed.places or self.typed.left):
            return None
        return checked_choices(self.older, self.newer, self.typed.choices(self.older))

    def answer(self) -> HttpResponse:
        """Return the page of the step that the post asks for, or open."""
        confirmed = self.request.POST.get("confirmed") == "1"
        if self.older.id != self.newer.id and not confirmed and self.request.POST.get("step") != PREVIEW:
            return self._crosswalk()
        try:
            choices = self.choices
            if choices is not None:
                require_unchanged(self._kept, self.drawn)
        except Problem as problem:
            return self._crosswalk(problem)
        if not confirmed:
            return self._preview(choices)
        try:
            assessment = open_from(
                actor=self.request.actor,
                source=self.source,
                looked=Looked(self.request.POST.get("seen", ""), choices, self.drawn),
                **self.values,
            )
        except Stale as stale:
            return self._preview(choices, stale)
        return redirect("assessments:carrying", code=self.request.organisation.code, year=assessment.year)

    @property
    def drawn(self) -> str:
        """The mark of the kept choices that the person saw."""
        return self.request.POST.get("drawn", "")

    @property
    def _kept(self) -> Choices:
        return choices_of(self.request.organisation.pk, self.older.id, self.newer.id)

    @property
    def _sent(self) -> list[tuple[str, str]]:
        """The answers of the first form, for the next page to send again."""
        return [(name, self.request.POST.get(name, "")) for name in self.form.fields]

    def _crosswalk(self, problem: Problem | None = None) -> HttpResponse:
        """Ask where the texts of the older set go; nothing is written."""
        typed = self.typed if self.typed.places or self.typed.left else None
        context = {
            "page": build_crosswalk(self.request.organisation.pk, self.older, self.newer, typed),
            "source": self.source,
            "year": self.values["year"],
            "sent": self._sent,
            "problem": problem.message if problem else "",
            "writable": True,
        }
        status = problem.status if problem else 200
        return render(self.request, "assessments/carrying/opening_crosswalk.html", context, status=status)

    def _preview(
        self, choices: dict[str, tuple[str, ...]] | None, problem: Problem | None = None
    ) -> HttpResponse:
        """Show what would come along by the chosen places; nothing is written."""
        tried = choices and tried_choices(self.request.organisation.pk, self.older, self.newer, choices)
        plan = plan_opening(source=self.source, choices=tried, **self.values)
        hidden = [] if choices is None else [*self.typed.fields(), ("drawn", self.drawn)]
        context = {
            "plan": build_plan(plan),
            "year": self.values["year"],
            "new_set": plan.target.catalogue,
            "sent": [*self._sent, *hidden, ("seen", plan.seen)],
            "problem": problem.message if problem else "",
        }
        status = problem.status if problem else 200
        return render(self.request, "assessments/carrying/opening.html", context, status=status)
