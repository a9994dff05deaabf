"""A decision that changes a standing team or council: somebody more, another role."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.bodies.amending import add_member, change_role, examine_addition, people_mark
from minhdinh.appraisals.domain.bodies.forming import Examined, Named
from minhdinh.appraisals.domain.bodies.queries import members_of
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.enums import LEADING, BodyRole
from minhdinh.appraisals.forms.body import AmendForm
from minhdinh.appraisals.models import Body
from minhdinh.appraisals.rules.regimes import BodyRules
from minhdinh.appraisals.views.body import member_at, standing_body
from minhdinh.appraisals.views.body_draft import candidate_rows
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Problems, Stale
from minhdinh.lib.text import whole_number
from minhdinh.organisations.web import OfficeRequest, office_view
from minhdinh.organisations.web.forms import posted

P = Permission
UNPROCESSABLE = 422


@require_http_methods(["GET", "POST"])
@office_view(P.CASE_MANAGE)
def add_page(request: OfficeRequest, case_id: int) -> HttpResponse:
    """Look for a person, see what stands against him or her, and seat the person by a decision."""
    body = standing_body(request, case_id)
    named, form = _named(request), AmendForm(request.POST if "save" in request.POST else None)
    problems: list[Problem] = []
    if named is not None and "save" in request.POST and form.is_valid():
        try:
            new = add_member(
                actor=request.actor,
                body=body,
                named=named,
                paper=form.paper(),
                mark=request.POST.get("mark", ""),
                acknowledged=request.POST.getlist("ack"),
            )
        except (NotAllowed, NotHere):
            raise
        except Problem as problem:
            problems = problem.problems if isinstance(problem, Problems) else [problem]
        else:
            messages.success(
                request, _("Đã bổ sung %(name)s. Hãy phân công lại tiêu chí.") % {"name": new.name}
            )
            return redirect("appraisals:body-divide", request.organisation.code, body.case_id)
    if "save" not in request.POST:
        form = AmendForm(initial={name: request.POST.get(name, "") for name in AmendForm.base_fields})
    examined = examine_addition(body, named) if named else None
    context = _add_context(request, body, named, examined, problems) | {"form": form, "problems": problems}
    return render(request, "appraisals/body/add.html", context, status=_status(form, problems))


@require_http_methods(["GET", "POST"])
@office_view(P.CASE_MANAGE)
def role_page(request: OfficeRequest, case_id: int, member_id: int) -> HttpResponse:
    """Give a member another role by a decision; whoever is the one leader or secretary changes places."""
    body = standing_body(request, case_id)
    member, form = member_at(body, member_id), AmendForm(posted(request))
    if member.ended_at is not None:
        raise NotHere(_("Không có người này."))
    problems: list[Problem] = []
    if form.is_valid():
        try:
            change_role(
                actor=request.actor,
                member=member,
                role=request.POST.get("role", ""),
                paper=form.paper(),
                mark=request.POST.get("mark", ""),
            )
        except (NotAllowed, NotHere):
            raise
        except Problem as problem:
            problems = problem.problems if isinstance(problem, Problems) else [problem]
        else:
            messages.success(request, _("Đã đổi vai trò và báo các thành viên."))
            return redirect("appraisals:body", request.organisation.code, body.case_id)
    rules = law_of(body.case).body
    standing = [one for one in members_of(body) if one.ended_at is None and one.pk != member.pk]
    holders = {one.role: one.name for one in standing if one.role in LEADING}
    context = {
        "case": body.case,
        "code": request.organisation.code,
        "body": body,
        "member": member,
        "role": rules.role_title(member.role),
        "roles": [
            (value, label, chosen, holders.get(value, ""))
            for value, label, chosen in _roles(rules, request.POST.get("role", ""))
            if value != member.role
        ],
        "form": form,
        "mark": _mark(request, body, problems),
        "problems": problems,
    }
    return render(request, "appraisals/body/role.html", context, status=_status(form, problems))


def _status(form: AmendForm, problems: list[Problem]) -> int:
    if problems:
        return problems[0].status if len(problems) == 1 else UNPROCESSABLE
    return UNPROCESSABLE if form.is_bound and not form.is_valid() else 200


def _add_context(
    request: OfficeRequest,
    body: Body,
    named: Named | None,
    examined: Examined | None,
    problems: list[Problem],
) -> dict[str, Any]:
    rules = law_of(body.case).body
    search = "" if "add" in request.POST else request.POST.get("q", "")[:100]
    known = [one.user_id for one in members_of(body) if one.ended_at is None]
    known += [named.user_id] if named else []
    findings = list(examined.findings) if examined else []
    return {
        "case": body.case,
        "code": request.organisation.code,
        "body": body,
        "named": named,
        "person": examined.people.get(named.user_id) if examined and named else None,
        "roles": _roles(rules, named.role if named else ""),
        "findings": findings,
        "doubts": [
            (one, one.key in request.POST.getlist("ack")) for one in (examined.doubts if examined else [])
        ],
        "overrulable": any(one.refuses and one.overrulable for one in findings),
        "found": candidate_rows(body.case, rules, (body.starts_on, body.ends_on), search, known),
        "search": search,
        "mark": _mark(request, body, problems),
    }


def _mark(request: OfficeRequest, body: Body, problems: list[Problem]) -> str:
    """Return the mark of the people whom the page shows; after a stale one, of those who stand there now."""
    stale = any(isinstance(problem, Stale) for problem in problems)
    return people_mark(body) if stale else request.POST.get("mark", "") or people_mark(body)


def _roles(rules: BodyRules, chosen: str) -> list[tuple[str, str, bool]]:
    return [(str(one), rules.role_title(one), one == chosen) for one in rules.roles]


def _named(request: OfficeRequest) -> Named | None:
    chosen = whole_number(request.POST.get("add") or request.POST.get("user", ""), longest=11)
    if chosen is None:
        return None
    return Named(
        chosen,
        request.POST.get("role", BodyRole.MEMBER),
        paper=request.POST.get("paper", ""),
        reason=request.POST.get("reason", ""),
    )
