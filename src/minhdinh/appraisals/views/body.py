"""The team or council of a registration at the department: who, from when to when, which criteria, and its changes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.bodies.changing import (
    conflict_mark,
    days_mark,
    dissolve_body,
    move_days,
    overrule_conflict,
    withdraw_member,
)
from minhdinh.appraisals.domain.bodies.declaring import is_clear
from minhdinh.appraisals.domain.bodies.dividing import divide_criteria, mark_of
from minhdinh.appraisals.domain.bodies.queries import amendments_of, bodies_of, members_of
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.cases.people import body_of
from minhdinh.appraisals.domain.cases.queries import case_at_office
from minhdinh.appraisals.enums import Act
from minhdinh.appraisals.forms.body import DaysForm, OverruleForm, ReasonForm
from minhdinh.appraisals.models import Body, BodyMember, Case
from minhdinh.appraisals.rules.bodies import divide_evenly, names_of
from minhdinh.appraisals.rules.regimes import Regime
from minhdinh.appraisals.views.body_draft import Column, grid_rows, sealed_criteria
from minhdinh.common.problems import NotHere, Problem, Stale
from minhdinh.organisations.web import OfficeRequest, office_view

P = Permission


@require_GET
@office_view(P.CASE_VIEW)
def page(request: OfficeRequest, case_id: int) -> HttpResponse:
    """Show who examines a school, from when to when, and which criteria are whose; who left, and earlier bodies."""
    case = found_case(request, case_id)
    law, body = law_of(case), body_of(case)
    members = members_of(body) if body else []
    may_manage = request.actor.can(P.CASE_MANAGE) and case.department_id == request.organisation.pk
    stage = law.stage(case.stage)
    earlier = [one for one in bodies_of(case) if body is None or one.pk != body.pk]
    context = {
        "case": case,
        "code": request.organisation.code,
        "law": law,
        "body": body,
        "members": [_row(law, one) for one in members if one.ended_at is None],
        "left": [
            _row(law, one) | {"taken": any(other.replaces_id == one.pk for other in members)}
            for one in members
            if one.ended_at is not None
        ],
        "earlier": earlier,
        "amendments": amendments_of(body) if body else [],
        "undivided": _undivided(case, members) if body else "",
        "shows_interests": case.department_id == request.organisation.pk and not request.actor.is_outside,
        "may_change": may_manage and case.is_open and body is not None,
        "may_form": may_manage
        and body is None
        and case.is_open
        and case.school.active
        and (Act.FORM in stage.acts or bool(earlier)),
        "days_form": DaysForm(initial={"starts_on": body.starts_on, "ends_on": body.ends_on})
        if body
        else None,
        "days_mark": days_mark(body) if body else "",
    }
    return render(request, "appraisals/body/body.html", context)


@require_POST
@office_view(P.CASE_MANAGE)
def days(request: OfficeRequest, case_id: int) -> HttpResponse:
    """Move the days of a body."""
    body = standing_body(request, case_id)
    form = _valid(DaysForm(request.POST))
    move_days(actor=request.actor, body=body, mark=request.POST.get("mark", ""), **form.cleaned_data)
    return _changed(request, body, _("Đã đổi thời gian và báo các thành viên."))


@require_POST
@office_view(P.CASE_MANAGE)
def dissolve(request: OfficeRequest, case_id: int) -> HttpResponse:
    """End a body before its work is done."""
    body = standing_body(request, case_id)
    form = _valid(ReasonForm(request.POST))
    dissolve_body(actor=request.actor, body=body, reason=form.cleaned_data["reason"])
    return _changed(request, body, _("Đã giải thể. Bây giờ có thể lập lại."))


@require_POST
@office_view(P.CASE_MANAGE)
def withdraw(request: OfficeRequest, case_id: int, member_id: int) -> HttpResponse:
    """Let a member leave."""
    member = member_at(standing_body(request, case_id), member_id)
    form = _valid(ReasonForm(request.POST))
    withdraw_member(actor=request.actor, member=member, reason=form.cleaned_data["reason"])
    return _changed(request, member.body, _("%(name)s đã thôi tham gia.") % {"name": member.name})


@require_POST
@office_view(P.CASE_MANAGE)
def overrule(request: OfficeRequest, case_id: int, member_id: int) -> HttpResponse:
    """Let a member go on in spite of a conflict, by a paper."""
    member = member_at(standing_body(request, case_id), member_id)
    form = _valid(OverruleForm(request.POST))
    mark = request.POST.get("mark", "")
    overrule_conflict(actor=request.actor, member=member, mark=mark, **form.cleaned_data)
    return _changed(request, member.body, _("Đã ghi văn bản cho phép %(name)s.") % {"name": member.name})


@require_http_methods(["GET", "POST"])
@office_view(P.CASE_MANAGE)
def divide(request: OfficeRequest, case_id: int) -> HttpResponse:
    """Divide the criteria anew among the members who stand."""
    body = standing_body(request, case_id)
    members = [one for one in members_of(body) if one.ended_at is None]
    mark, problem = mark_of(members), None
    if request.method == "POST":
        mark = request.POST.get("mark", "")
        for one in members:
            one.criteria = list(dict.fromkeys(request.POST.getlist(f"c-{one.pk}")))
        if "divide" in request.POST:
            _propose(body.case, members)
        else:
            try:
                division = {one.pk: one.criteria for one in members}
                divide_criteria(actor=request.actor, body=body, division=division, mark=mark)
            except Problem as found:
                problem = found
            else:
                return _changed(request, body, _("Đã lưu phân công."))
    columns = [Column(one.pk, one.name, one.criteria) for one in members]
    context = {
        "case": body.case,
        "code": request.organisation.code,
        "body": body,
        "law": law_of(body.case),
        "columns": columns,
        "grid": grid_rows(columns, sealed_criteria(body.case)),
        "mark": mark,
        "problem": problem,
    }
    return render(request, "appraisals/body/divide.html", context, status=problem.status if problem else 200)


def found_case(request: OfficeRequest, case_id: int) -> Case:
    """Return a registration of this office; raises NotHere for another's."""
    case = case_at_office(request.organisation.pk, case_id)
    if case is None:
        raise NotHere(_("Không có hồ sơ đăng ký này."))
    return case


def department_case(request: OfficeRequest, case_id: int) -> Case:
    """Return a registration whose department this office is; raises NotHere for any other."""
    case = found_case(request, case_id)
    if case.department_id != request.organisation.pk:
        raise NotHere(_("Không có hồ sơ đăng ký này."))
    return case


def standing_body(request: OfficeRequest, case_id: int) -> Body:
    """Return the body that stands; raises NotHere without one, Stale where a posted form was drawn for another."""
    case = department_case(request, case_id)
    body = body_of(case)
    if body is None:
        raise NotHere(_("Chưa lập đoàn, hội đồng."))
    drawn = request.POST.get("body", "")
    if drawn and drawn != str(body.pk):
        raise Stale(_("Đoàn, hội đồng này không còn làm việc."))
    body.case = case
    return body


def member_at(body: Body, member_id: int) -> BodyMember:
    """Return a member of a body, also one who left; raises NotHere for any other."""
    found = next((one for one in members_of(body) if one.pk == member_id), None)
    if found is None:
        raise NotHere(_("Không có người này."))
    found.body = body
    return found


def _propose(case: Case, members: list[BodyMember]) -> None:
    shares = divide_evenly([one.key for one in sealed_criteria(case)], [one.pk for one in members])
    for one in members:
        one.criteria = list(shares[one.pk])


def _undivided(case: Case, members: list[BodyMember]) -> str:
    given = {key for one in members if one.ended_at is None for key in one.criteria}
    return names_of([one.key for one in sealed_criteria(case) if one.key not in given])


def _row(law: Regime, member: BodyMember) -> dict[str, Any]:
    return {
        "member": member,
        "role": law.body.role_title(member.role),
        "criteria": names_of(member.criteria),
        "is_clear": is_clear(member),
        "conflict_mark": conflict_mark(member),
        "waits": bool(member.conflict and not member.overruled),
        "replaced": member.replaces.name if member.replaces else "",
    }


def _valid(form: Any) -> Any:
    """Return a form that is valid; raises Problem with the first thing that is wrong."""
    if isinstance(form, forms.Form) and not form.is_valid():
        name, errors = next(iter(form.errors.items()))
        raise Problem(f"{form.fields[name].label}: {errors[0]}" if name in form.fields else str(errors[0]))
    return form


def _changed(request: OfficeRequest, body: Body, message: str) -> HttpResponse:
    messages.success(request, message)
    return redirect("appraisals:body", request.organisation.code, body.case_id)
