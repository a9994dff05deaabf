"""One organisation below an office: its past, and what its manager may do with it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import NotHere, Problem
from minhdinh.organisations.domain.delegations import (
    delegate,
    delegation_with_id,
    delegations_of,
    end_delegation,
)
from minhdinh.organisations.domain.inheritance import lineage_of
from minhdinh.organisations.domain.office import offices_below, organisation_below, parents_over_time
from minhdinh.organisations.domain.renaming import rename_organisation
from minhdinh.organisations.domain.tree import move_organisation
from minhdinh.organisations.forms.mergers import DelegationForm, RenameForm
from minhdinh.organisations.forms.tree import MoveForm
from minhdinh.organisations.models import Organisation
from minhdinh.organisations.web.forms import add_problem
from minhdinh.organisations.web.gate import OfficeRequest, office_view


@office_view(Permission.OFFICE_VIEW)
@require_safe
def organisation_page(request: OfficeRequest, child: str) -> HttpResponse:
    """Show one organisation below: what it is, whose it was over time, and the forms that change its place."""
    return _page(request, _below(request, child))


@office_view(Permission.ORGANISATIONS_MANAGE)
@require_http_methods(["POST"])
def move(request: OfficeRequest, child: str) -> HttpResponse:
    """Put an organisation under another parent from a day on."""
    found = _below(request, child)
    form = MoveForm(request.POST, offices=_possible_parents(request, found))
    if form.is_valid():
        parent, values = form.chosen_parent(), form.cleaned_data
        try:
            move_organisation(
                actor=request.actor,
                organisation=found,
                parent=parent,
                day=values["day"],
                basis=values["basis"],
            )
        except Problem as problem:
            add_problem(form, problem)
        else:
            return _done(
                request, found, _("Đã chuyển %(name)s về %(parent)s.") % {"name": found, "parent": parent}
            )
    return _page(request, found, form=form)


@office_view(Permission.ORGANISATIONS_MANAGE)
@require_http_methods(["POST"])
def rename(request: OfficeRequest, child: str) -> HttpResponse:
    """Give an organisation another name from a day on."""
    found = _below(request, child)
    form = RenameForm(request.POST, auto_id="rename_%s")
    former = found.name
    if form.is_valid():
        try:
            rename_organisation(actor=request.actor, organisation=found, **form.cleaned_data)
        except Problem as problem:
            add_problem(form, problem)
        else:
            return _done(request, found, _("Đã đổi tên %(former)s.") % {"former": former})
    return _page(request, found, rename_form=form)


@office_view(Permission.ORGANISATIONS_MANAGE)
@require_http_methods(["POST"])
def delegate_to(request: OfficeRequest, child: str) -> HttpResponse:
    """Let another office act for this one from a day on."""
    found = _below(request, child)
    form = DelegationForm(request.POST, offices=_other_offices(request, found), auto_id="delegate_%s")
    if form.is_valid():
        values = form.cleaned_data
        acting = form.offices[values.pop("acting")]
        try:
            delegate(actor=request.actor, office=found, acting=acting, **values)
        except Problem as problem:
            add_problem(form, problem)
        else:
            words = {"acting": acting, "office": found}
            return _done(request, found, _("%(acting)s làm thay %(office)s.") % words)
    return _page(request, found, delegation_form=form)


@office_view(Permission.ORGANISATIONS_MANAGE)
@require_http_methods(["POST"])
def stop_delegation(request: OfficeRequest, delegation_id: int) -> HttpResponse:
    """End today what an office does for another."""
    wanted = request.POST.get("unit", "") or request.organisation.code
    found = _below(request, wanted)
    delegation = delegation_with_id(found, delegation_id)
    if delegation is None:
        raise NotHere("Không có việc làm thay này.")
    try:
        end_delegation(actor=request.actor, delegation=delegation, day=timezone.localdate())
    except Problem as problem:
        messages.error(request, problem.message)
        return redirect("organisations:office-unit", code=request.organisation.code, child=found.code)
    return _done(request, found, _("Đã kết thúc việc làm thay."))


def _done(request: OfficeRequest, found: Organisation, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("organisations:office-unit", code=request.organisation.code, child=found.code)


def _page(request: OfficeRequest, found: Organisation, **bound: forms.Form) -> HttpResponse:
    context: dict[str, Any] = {
        "unit": found,
        "edges": parents_over_time(found),
        "lineage": lineage_of(found),
        "delegations": [] if found.is_school else delegations_of(found),
        "today": timezone.localdate(),
        "opens": request.actor.can(Permission.SCHOOL_VIEW if found.is_school else Permission.OFFICE_VIEW),
        "code": request.organisation.code,
    }
    if request.actor.can(Permission.ORGANISATIONS_MANAGE) and found.active:
        context |= {"may_manage": True, **_forms(request, found)}
    return render(request, "organisations/unit.html", context | bound, status=422 if bound else 200)


def _forms(request: OfficeRequest, found: Organisation) -> dict[str, forms.Form | None]:
    """Return the forms that fit: an office neither moves nor splits itself."""
    today = {"day": timezone.localdate()}
    inside = found.pk != request.organisation.pk
    others = [] if found.is_school else _other_offices(request, found)
    return {
        "form": MoveForm(offices=_possible_parents(request, found), initial=today) if inside else None,
        "rename_form": RenameForm(initial=today, auto_id="rename_%s") if inside else None,
        "delegation_form": DelegationForm(offices=others, initial=today, auto_id="delegate_%s")
        if others
        else None,
    }


def _possible_parents(request: OfficeRequest, found: Organisation) -> list[Organisation]:
    return [
        office for office in offices_below(request.organisation) if not office.path.startswith(found.path)
    ]


def _other_offices(request: OfficeRequest, found: Organisation) -> list[Organisation]:
    return [office for office in offices_below(request.organisation) if office.pk != found.pk]


def _below(request: OfficeRequest, code: str) -> Organisation:
    found = organisation_below(request.organisation, code)
    if found is None:
        raise NotHere("Không có đơn vị này ở dưới.")
    return found
