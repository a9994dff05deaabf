"""Another person in a member's place."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.bodies.changing import examine_replacement, replace_member
from minhdinh.appraisals.domain.bodies.forming import Named
from minhdinh.appraisals.domain.bodies.queries import members_of
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.views.body import member_at, standing_body
from minhdinh.appraisals.views.body_draft import candidate_rows
from minhdinh.common.problems import Problem, Problems
from minhdinh.lib.text import whole_number
from minhdinh.organisations.web import OfficeRequest, office_view

P = Permission


@require_http_methods(["GET", "POST"])
@office_view(P.CASE_MANAGE)
def replace_page(request: OfficeRequest, case_id: int, member_id: int) -> HttpResponse:
    """Look for a person, see what stands against him or her, and let the person take the member's place."""
    body = standing_body(request, case_id)
    member = member_at(body, member_id)
    law, search = law_of(body.case), "" if "add" in request.POST else request.POST.get("q", "")[:100]
    chosen = whole_number(request.POST.get("add") or request.POST.get("user", ""), longest=11)
    named = _named(request, chosen) if chosen is not None else None
    problems: list[Problem] = []
    if named is not None and "replace" in request.POST:
        try:
            new = replace_member(
                actor=request.actor,
                member=member,
                named=named,
                reason=request.POST.get("why", ""),
                acknowledged=request.POST.getlist("ack"),
            )
        except Problem as problem:
            problems = problem.problems if isinstance(problem, Problems) else [problem]
        else:
            messages.success(
                request, _("%(name)s đã thay %(earlier)s.") % {"name": new.name, "earlier": member.name}
            )
            return redirect("appraisals:body", request.organisation.code, body.case_id)
    examined = examine_replacement(body, named) if named else None
    standing = [one.user_id for one in members_of(body) if one.ended_at is None or one.pk == member.pk]
    context = {
        "case": body.case,
        "code": request.organisation.code,
        "body": body,
        "member": member,
        "role": law.body.role_title(member.role),
        "named": named,
        "person": examined.people.get(named.user_id) if examined and named else None,
        "findings": examined.findings if examined else [],
        "doubts": examined.doubts if examined else [],
        "overrulable": any(one.refuses for one in examined.findings) if examined else False,
        "found": candidate_rows(body.case, law.body, (body.starts_on, body.ends_on), search, standing),
        "search": search,
        "why": request.POST.get("why", ""),
        "problems": problems,
    }
    return render(request, "appraisals/body/replace.html", context, status=_status(problems))


def _status(problems: list[Problem]) -> int:
    """Return the status of a page: that of the one thing that stands in the way, 422 for several."""
    return problems[0].status if len(problems) == 1 else 422 if problems else 200


def _named(request: OfficeRequest, chosen: int) -> Named:
    return Named(chosen, "", paper=request.POST.get("paper", ""), reason=request.POST.get("reason", ""))
