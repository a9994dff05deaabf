"""A member's own pages: the schools he or she examines, and what is declared before reading."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from minhdinh.access.permissions import Permission
from minhdinh.access.web import signed_in_view
from minhdinh.accounts.models import User
from minhdinh.appraisals.domain.bodies.declaring import declare_interest, declare_no_interest, is_clear
from minhdinh.appraisals.domain.bodies.queries import own_bodies
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.cases.people import own_member
from minhdinh.appraisals.domain.cases.queries import case_of_school
from minhdinh.appraisals.forms.body import DeclareForm
from minhdinh.appraisals.models import BodyMember
from minhdinh.appraisals.rules.regimes import regime
from minhdinh.common.problems import NotHere, Problem
from minhdinh.organisations.web import SchoolRequest, school_view
from minhdinh.organisations.web.forms import add_problem, posted

P = Permission
UNPROCESSABLE = 422


@require_GET
@signed_in_view
def mine(request: HttpRequest) -> HttpResponse:
    """Show the schools that a person examines, will examine and has examined, by day."""
    rows = [_row(one) for one in own_bodies(cast("User", request.user).pk)]
    context = {
        "open": [row for row in rows if row["is_open"]],
        "coming": sorted(
            (row for row in rows if row["is_coming"]), key=lambda row: row["member"].body.starts_on
        ),
        "past": [row for row in rows if not row["is_open"] and not row["is_coming"]],
    }
    return render(request, "appraisals/body/mine.html", context)


@require_http_methods(["GET", "POST"])
@school_view(P.CASE_EXAMINE)
def declare(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Ask a member whether anything binds him or her to the school, before the registration is shown."""
    case = case_of_school(request.organisation.pk, case_id)
    member = own_member(case, request.actor.user_id) if case else None
    if case is None or member is None:
        raise NotHere(_("Không có hồ sơ đăng ký này."))
    form = DeclareForm(posted(request))
    if form.is_valid():
        try:
            return _declared(request, member, form.cleaned_data)
        except Problem as problem:
            add_problem(form, problem)
    context = {
        "case": case,
        "code": request.organisation.code,
        "member": member,
        "is_clear": is_clear(member),
        "role": law_of(case).body.role_title(member.role),
        "form": form,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "appraisals/body/declare.html", context, status=status)


def _declared(request: SchoolRequest, member: BodyMember, given: dict[str, Any]) -> HttpResponse:
    place = [request.organisation.code, member.body.case_id]
    if given["interest"]:
        declare_interest(actor=request.actor, member=member, text=given["text"])
        messages.success(
            request, _("Đã ghi nhận và báo Sở. Hồ sơ tạm khép với Thầy/Cô cho đến khi Sở quyết định.")
        )
        return redirect("appraisals:body-declare", *place)
    declare_no_interest(actor=request.actor, member=member)
    messages.success(request, _("Đã ghi nhận cam kết. Mời Thầy/Cô đọc hồ sơ."))
    return redirect("appraisals:desk", *place)


def _row(member: BodyMember) -> dict[str, Any]:
    body, today = member.body, timezone.localdate()
    ended = member.ended_at or body.dissolved_at or body.case.closed_at
    is_open = not ended and body.case.school.active and body.starts_on <= today <= body.ends_on
    name = "appraisals:desk" if is_clear(member) else "appraisals:body-declare"
    return {
        "member": member,
        "is_open": is_open,
        "is_coming": not ended and today < body.starts_on,
        "is_clear": is_clear(member),
        "role": regime(body.case.regime).body.role_title(member.role),
        "stage": regime(body.case.regime).stage(body.case.stage).title,
        "url": reverse(name, args=[body.case.school.code, body.case_id]) if is_open else "",
    }
