"""Registrations at the school: what was registered, what is lacking, one registration's page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.cases.conditions import say_condition
from minhdinh.appraisals.domain.cases.inheriting import inherited_cases
from minhdinh.appraisals.domain.cases.letters import save_letter
from minhdinh.appraisals.domain.cases.opening import open_registration
from minhdinh.appraisals.domain.cases.queries import (
    case_of_school,
    cases_of_school,
    is_officer_outside,
    may_see,
    never_sent,
    open_case,
    recorded_years,
    was_sent,
)
from minhdinh.appraisals.domain.cases.readiness import Readiness, readiness_of
from minhdinh.appraisals.forms.case import WantedForm
from minhdinh.appraisals.models import Case
from minhdinh.appraisals.presenters.case_page import case_context, letter_form
from minhdinh.appraisals.presenters.case_rows import condition_rows, history_rows
from minhdinh.appraisals.tables import stage_of
from minhdinh.common.problems import NotHere, Problem, Stale
from minhdinh.organisations.web import SchoolRequest, school_view

P = Permission
UNPROCESSABLE, CONFLICT = 422, 409


@require_GET
@school_view(P.CASE_VIEW)
@never_cache
def overview(request: SchoolRequest) -> HttpResponse:
    """Show the school's registrations and, where none is open, what it lacks for one."""
    return overview_page(request)


def overview_page(
    request: SchoolRequest,
    form: WantedForm | None = None,
    status: int = 200,
    leaving: dict[str, Any] | None = None,
) -> HttpResponse:
    """Answer the school's list; ``leaving`` is what was written of an inherited one that could not be ended."""
    school, going = request.organisation, open_case(request.organisation.pk)
    rows = cases_of_school(school.pk)
    if is_officer_outside(request.actor):
        rows = rows.exclude(never_sent())
        going = going if going is not None and was_sent(going) else None
    ready = None if going is not None else readiness_of(school, timezone.localdate())
    may_open = ready is not None and ready.may_open and request.actor.can(P.CASE_PREPARE)
    context = {
        "code": school.code,
        "going": going,
        "ready": ready,
        "conditions": condition_rows(ready.conditions) if ready is not None else [],
        "form": (form or _wanted_form(request, ready)) if may_open and ready is not None else None,
        "may_prepare": request.actor.can(P.CASE_PREPARE),
        "rows": history_rows(school.code, rows),
        "recorded": recorded_years(school.pk),
        "inherited": [
            {"case": one, "stage": stage_of(one).title}
            for one in inherited_cases(school)
            if was_sent(one) or not is_officer_outside(request.actor)
        ],
        "may_send": request.actor.can(P.CASE_SEND),
        "leaving": leaving,
    }
    return render(request, "appraisals/case/overview.html", context, status=status)


def _wanted_form(request: SchoolRequest, ready: Readiness) -> WantedForm:
    assert ready.law is not None  # noqa: S101 (for the type checker; may_open says so)
    wish = next((one.wish for one in reversed(ready.wishes) if one.enough), ready.law.wishes[0])
    first = {"wish": wish, "kind": ready.kind, "level": next(iter(ready.levels), "")}
    return WantedForm(request.POST or None, initial=first, law=ready.law, levels=ready.levels)


@require_POST
@school_view(P.CASE_PREPARE)
def register(request: SchoolRequest) -> HttpResponse:
    """Open a registration of the newest sealed report."""
    ready = readiness_of(request.organisation, timezone.localdate())
    if not ready.may_open or ready.assessment is None:
        raise Problem(_("Chưa lập được hồ sơ đăng ký; hãy xem những việc còn thiếu trên trang này."))
    form = _wanted_form(request, ready)
    if not form.is_valid():
        return overview_page(request, form, UNPROCESSABLE)
    try:
        case = open_registration(actor=request.actor, assessment=ready.assessment, wanted=form.wanted())
    except Problem as problem:
        if not form.take(problem):
            raise
        return overview_page(request, form, UNPROCESSABLE)
    messages.success(request, _("Đã lập hồ sơ đăng ký. Hãy ghi công văn, khai điều kiện rồi gửi."))
    return to_page(case)


@require_GET
@school_view(P.CASE_VIEW)
@never_cache
def page(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Show a registration: what it asks for, its dossier, where it stands, what may be done."""
    return show(request, found(request, case_id))


@require_POST
@school_view(P.CASE_PREPARE)
def letter(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Save what the school asks for and its letter."""
    case = found(request, case_id)
    form = letter_form(case, request.POST)
    if not form.is_valid():
        return show(request, case, UNPROCESSABLE, letter=form)
    mark = request.POST.get("mark", "")
    try:
        save_letter(actor=request.actor, case=case, letter=form.letter(), mark=mark)
    except Stale as stale:
        form.add_error(None, stale.message)
        return show(request, found(request, case_id), CONFLICT, letter=form)
    except Problem as problem:
        if not form.take(problem):
            raise
        return show(request, case, UNPROCESSABLE, letter=form)
    messages.success(request, _("Đã lưu công văn, nguyện vọng."))
    return to_page(case, "#cong-van")


@require_POST
@school_view(P.CASE_PREPARE)
def condition(request: SchoolRequest, case_id: int, key: str) -> HttpResponse:
    """Save what people say of a condition."""
    case = found(request, case_id)
    typed = {name: request.POST.get(name, "") for name in ("state", "note")}
    try:
        say_condition(actor=request.actor, case=case, key=key, mark=request.POST.get("mark", ""), **typed)
    except NotHere:
        raise
    except Problem as problem:
        again = {"key": key, "error": problem.message, **typed}
        return show(request, found(request, case_id), problem.status, typed=again)
    messages.success(request, _("Đã lưu điều kiện %(key)s.") % {"key": key})
    return to_page(case, f"#dieu-kien-{key}")


def found(request: SchoolRequest, case_id: int) -> Case:
    """Return one of the school's registrations; raises NotHere."""
    case = case_of_school(request.organisation.pk, case_id)
    if case is None or not may_see(request.actor, case):
        raise NotHere(_("Không có hồ sơ đăng ký này."))
    return case


def show(request: SchoolRequest, case: Case, status: int = 200, **kept: Any) -> HttpResponse:
    """Answer a registration's page; ``kept`` is what was typed and could not be saved."""
    context = case_context(case, request.actor, **kept)
    return render(request, "appraisals/case/page.html", context, status=status)


def to_page(case: Case, anchor: str = "") -> HttpResponse:
    """Lead back to a registration's page."""
    return redirect(reverse("appraisals:case-school", args=[case.school.code, case.pk]) + anchor)
