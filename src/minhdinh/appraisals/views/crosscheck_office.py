"""Cross-checks at the office: overview, pairing by rule and by hand, one pair with its digest."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.crosscheck import (
    Proposal,
    change_days,
    close_check,
    pair_by_hand,
    pair_by_rule,
    propose_pairs,
    remove_check,
)
from minhdinh.appraisals.domain.crosscheck_people import drop_reviewer, name_reviewer
from minhdinh.appraisals.domain.crosscheck_queries import (
    check_by_id,
    checks_below,
    counts_below,
    people_to_name,
    person_named,
    schools_below,
    sent_comments,
)
from minhdinh.appraisals.enums import CrossCheckState
from minhdinh.appraisals.forms.crosscheck import DaysForm, PairForm, PersonForm, RuleForm
from minhdinh.appraisals.models import CrossCheck
from minhdinh.common.keyset import page_asked
from minhdinh.common.problems import NotHere, Problem
from minhdinh.organisations.web import OfficeRequest, office_view
from minhdinh.organisations.web.forms import add_problem, posted

P = Permission
UNPROCESSABLE = 422
ORDER = ("school__sort_key", "id")
USUAL = dt.timedelta(days=14)
TONES = {CrossCheckState.OPEN: "edit", CrossCheckState.SENT: "wait", CrossCheckState.CLOSED: "ok"}


@require_GET
@office_view(P.OFFICE_VIEW)
def overview(request: OfficeRequest, year: str) -> HttpResponse:
    """Show the pairs of a year with how far each is, and the figures of all."""
    counts = counts_below(year)
    page = page_asked(request.GET, checks_below(year), ORDER, total=counts.pairs)
    context = {
        **_frame(request, year),
        "counts": counts,
        "page": page,
        "rows": [_row(one) for one in page.rows],
        "may_read": request.actor.can(P.SHEET_VIEW),
    }
    return render(request, "appraisals/crosscheck_office.html", context)


@require_http_methods(["GET", "POST"])
@office_view(P.CROSSCHECK_MANAGE)
def by_rule(request: OfficeRequest, year: str) -> HttpResponse:
    """Propose pairs by the rule, show them, and write exactly those that were shown."""
    form = RuleForm(posted(request), initial=_usual_days())
    proposal: Proposal | None = None
    if form.is_valid():
        given = dict(form.cleaned_data)
        days = {name: given.pop(name) for name in ("starts_on", "ends_on")}
        place: dict[str, Any] = {"actor": request.actor, "office": request.organisation, "year": year}
        try:
            if "mark" in request.POST and "change" not in request.POST:
                made = pair_by_rule(**place, **given, **days, mark=request.POST["mark"])
                messages.success(request, _("Đã phân công %(count)s cặp trường.") % {"count": len(made)})
                return _to_overview(request, year)
            proposal = propose_pairs(**place, **given)
        except Problem as problem:
            add_problem(form, problem)
            proposal = None
    context = {**_frame(request, year), "form": form, "proposal": proposal}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "appraisals/crosscheck_rule.html", context, status=status)


@require_http_methods(["GET", "POST"])
@office_view(P.CROSSCHECK_MANAGE)
def by_hand(request: OfficeRequest, year: str) -> HttpResponse:
    """Pair two schools."""
    schools = {one.school.pk: one.school for one in schools_below(request.organisation, year)}
    form = PairForm(posted(request), schools=list(schools.values()), initial=_usual_days())
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = pair_by_hand(
                actor=request.actor,
                office=request.organisation,
                year=year,
                pairs=[(schools[given["reviewer"]], schools[given["school"]])],
                starts_on=given["starts_on"],
                ends_on=given["ends_on"],
            )
        except Problem as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Đã phân công. Bây giờ có thể cử người kiểm tra."))
            return _to_pair(request, year, made[0])
    context = {**_frame(request, year), "form": form}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "appraisals/crosscheck_hand.html", context, status=status)


@require_GET
@office_view(P.SHEET_VIEW)
def pair(request: OfficeRequest, year: str, crosscheck_id: int) -> HttpResponse:
    """Show one pair: its people, its days, and the digest of what was sent and answered."""
    found = _found(request, year, crosscheck_id)
    may_manage = request.actor.can(P.CROSSCHECK_MANAGE) and found.office_id == request.organisation.pk
    days = {"starts_on": found.starts_on, "ends_on": found.ends_on}
    context = {
        **_frame(request, year),
        "row": _row(found),
        "check": found,
        "may_manage": may_manage,
        "comments": sent_comments([found.pk]),
        "person_form": PersonForm(people=people_to_name(found)) if may_manage else None,
        "days_form": DaysForm(initial=days) if may_manage else None,
    }
    return render(request, "appraisals/crosscheck_pair.html", context)


@require_POST
@office_view(P.CROSSCHECK_MANAGE)
def name_person(request: OfficeRequest, year: str, crosscheck_id: int) -> HttpResponse:
    """Name a person of the reviewing school."""
    found = _found(request, year, crosscheck_id)
    people = people_to_name(found)
    chosen = next((one for one in people if str(one.pk) == request.POST.get("user")), None)
    if chosen is None:
        raise Problem(_("Hãy chọn một người của trường đi kiểm tra."))
    name_reviewer(actor=request.actor, crosscheck=found, user=chosen)
    messages.success(request, _("Đã cử %(name)s.") % {"name": chosen.full_name})
    return _to_pair(request, year, found)


@require_POST
@office_view(P.CROSSCHECK_MANAGE)
def drop_person(request: OfficeRequest, year: str, crosscheck_id: int, person_id: int) -> HttpResponse:
    """Take a person off."""
    found = _found(request, year, crosscheck_id)
    person = person_named(found, person_id)
    if person is None:
        raise NotHere(_("Không có người này."))
    drop_reviewer(actor=request.actor, reviewer=person)
    messages.success(request, _("Đã thôi cử %(name)s.") % {"name": person.name})
    return _to_pair(request, year, found)


@require_POST
@office_view(P.CROSSCHECK_MANAGE)
def days(request: OfficeRequest, year: str, crosscheck_id: int) -> HttpResponse:
    """Move the days of a pair."""
    found = _found(request, year, crosscheck_id)
    form = DaysForm(request.POST)
    if not form.is_valid():
        raise Problem(next(str(error) for errors in form.errors.values() for error in errors))
    change_days(actor=request.actor, crosscheck=found, **form.cleaned_data)
    messages.success(request, _("Đã đổi thời gian kiểm tra chéo."))
    return _to_pair(request, year, found)


@require_POST
@office_view(P.CROSSCHECK_MANAGE)
def close(request: OfficeRequest, year: str, crosscheck_id: int) -> HttpResponse:
    """Close a pair."""
    found = _found(request, year, crosscheck_id)
    close_check(actor=request.actor, crosscheck=found)
    messages.success(request, _("Đã kết thúc kiểm tra chéo %(name)s.") % {"name": found.school.name})
    return _to_pair(request, year, found)


@require_POST
@office_view(P.CROSSCHECK_MANAGE)
def remove(request: OfficeRequest, year: str, crosscheck_id: int) -> HttpResponse:
    """Take back a pair that nobody has been named for."""
    remove_check(actor=request.actor, crosscheck=_found(request, year, crosscheck_id))
    messages.success(request, _("Đã bỏ cặp trường."))
    return _to_overview(request, year)


def _row(one: CrossCheck) -> dict[str, Any]:
    people = [person.name for person in one.reviewers.all()]
    return {
        "check": one,
        "people": people,
        "tone": "none" if not people and not one.is_closed else TONES[CrossCheckState(one.state)],
        "state": _("Chưa cử người") if not people and not one.is_closed else one.get_state_display(),
    }


def _frame(request: OfficeRequest, year: str) -> dict[str, Any]:
    return {
        "code": request.organisation.code,
        "year": year,
        "may_manage": request.actor.can(P.CROSSCHECK_MANAGE),
    }


def _found(request: OfficeRequest, year: str, crosscheck_id: int) -> CrossCheck:
    found = check_by_id(year, crosscheck_id)
    if found is None:
        raise NotHere(_("Không có cặp trường này."))
    return found


def _usual_days() -> dict[str, dt.date]:
    today = timezone.localdate()
    return {"starts_on": today, "ends_on": today + USUAL}


def _to_overview(request: OfficeRequest, year: str) -> HttpResponse:
    return redirect("appraisals:crosscheck-office", code=request.organisation.code, year=year)


def _to_pair(request: OfficeRequest, year: str, found: CrossCheck) -> HttpResponse:
    return redirect(
        "appraisals:crosscheck-office-pair",
        code=request.organisation.code,
        year=year,
        crosscheck_id=found.pk,
    )
