"""The self-assessment council: its decision, its members, and what the regulation says about them."""

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
from minhdinh.assessments.domain.council import CouncilValues, council_rule, save_council, warnings_of
from minhdinh.assessments.forms.council import PREFIX, CouncilForm, MemberFormSet, council_values
from minhdinh.assessments.forms.rows import first_error, with_one_more
from minhdinh.assessments.presenters.council import (
    council_rows,
    members_table,
    people_of,
    saved_values,
)
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.assessments.views.setup_pages import (
    UNPROCESSABLE,
    may_edit,
    own_url,
    require_editor,
    to_page,
)
from minhdinh.common.problems import Problem

P = Permission
Forms = tuple[CouncilForm, BaseFormSet[Any]]


@require_http_methods(["GET", "POST"])
@assessment_view(P.SHEET_VIEW)
def council(request: AssessmentRequest) -> HttpResponse:
    """Show the council; with the permission, write it whole. ``add`` in a post only adds an empty row."""
    page = CouncilPage(request)
    if request.method == "GET":
        return page.answer(page.stored() if may_edit(request, P.COUNCIL_MANAGE) else None)
    require_editor(request, P.COUNCIL_MANAGE)
    if "add" in request.POST:
        return page.answer(page.posted(with_one_more(request.POST, PREFIX)))
    forms = page.posted(request.POST)
    values = values_of(forms)
    if values is None:
        return page.answer(forms, problem=first_error(*forms))
    try:
        warnings = save_council(actor=request.actor, assessment=request.assessment, values=values)
    except Problem as problem:
        return page.answer(forms, values, problem=problem.message)
    messages.success(request, _("Đã lưu hội đồng tự đánh giá."))
    if any(not (one.needs_reason and values.reason.strip()) for one in warnings):
        messages.warning(request, _("Còn điểm khác quy định; xem ghi chú ở đầu trang."))
    return to_page(request, "council")


@require_POST
@assessment_view(P.COUNCIL_MANAGE)
def council_check(request: AssessmentRequest) -> HttpResponse:
    """Answer what the regulation says about the council as it stands on the page, saving nothing."""
    page = CouncilPage(request)
    values = values_of(page.posted(request.POST))
    return render(request, "assessments/_council_warnings.html", page.warnings(values))


def values_of(forms: Forms) -> CouncilValues | None:
    """Return what the forms say, None while something in them cannot be read."""
    head, members = forms
    head_valid, members_valid = head.is_valid(), members.is_valid()
    return council_values(head, members) if head_valid and members_valid else None


class CouncilPage:
    """The council's page of one request: people and members fetched once."""

    def __init__(self, request: AssessmentRequest) -> None:
        self.request = request
        self.assessment = request.assessment
        self.rows = council_rows(request.assessment)
        self.people = people_of(request.organisation)
        self.options = {"people": [person.choice for person in self.people]}

    def stored(self) -> Forms:
        """Return the forms filled with the council as it was saved."""
        content = asdict(saved_values(self.assessment, self.rows))
        rows = content.pop("members") or [{"in_council": True}]
        return CouncilForm(initial=content), MemberFormSet(
            prefix=PREFIX, initial=rows, form_kwargs=self.options
        )

    def posted(self, data: QueryDict) -> Forms:
        """Return the forms as they were sent."""
        return CouncilForm(data), MemberFormSet(data, prefix=PREFIX, form_kwargs=self.options)

    def answer(
        self, forms: Forms | None, values: CouncilValues | None = None, *, problem: str = ""
    ) -> HttpResponse:
        """Draw the page: forms where the person may write, a table otherwise."""
        context = {
            "assessment": self.assessment,
            "head": forms[0] if forms else None,
            "members": forms[1] if forms else None,
            "people": {str(person.user_id): [person.name, person.position] for person in self.people},
            "group_names": sorted({row.group.name for row in self.rows if row.group}),
            "table": None if forms else members_table(self.rows),
            "problem": problem,
            "check_url": own_url(self.request, "council-check"),
            "assignments_url": own_url(self.request, "assignments"),
            **self.warnings(values),
        }
        status = UNPROCESSABLE if problem else 200
        return render(self.request, "assessments/council.html", context, status=status)

    def warnings(self, values: CouncilValues | None) -> dict[str, Any]:
        """Return what the regulation says about ``values``, or about the saved council."""
        shown = values or saved_values(self.assessment, self.rows)
        seated = [member for member in shown.members if member.in_council]
        catalogue = self.assessment.standard_set.catalogue
        return {
            "warnings": warnings_of(catalogue, shown),
            "reason": shown.reason.strip(),
            "trained": sum(member.trained for member in seated),
            "total": len(seated),
            "rule": council_rule(catalogue),
        }
