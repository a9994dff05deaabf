"""The steering committee of an office, its contacts, and the page on which schools find whom to ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from minhdinh.access.permissions import P
from minhdinh.access.web import View
from minhdinh.accounts.models import User
from minhdinh.common.problems import Problem
from minhdinh.organisations.domain.queries import current_memberships
from minhdinh.organisations.web import OfficeRequest, office_view, signed_in_view
from minhdinh.organisations.web.forms import add_problem, posted
from minhdinh.oversight.domain.committee import (
    add_contact,
    add_member,
    committees_of,
    contacts_for,
    contacts_of,
    form_committee,
    members_of,
    remove_contact,
    remove_member,
)
from minhdinh.oversight.forms.committee import CommitteeForm, ContactForm, MemberForm

UNPROCESSABLE = 422
FORMS: dict[str, type[forms.Form]] = {
    "committee": CommitteeForm,
    "member": MemberForm,
    "contact": ContactForm,
}


@office_view(P.OFFICE_VIEW)
@require_safe
def committee_page(request: OfficeRequest) -> HttpResponse:
    """Show the committee, former ones, and the contacts."""
    return _page(request)


def _adding(which: str, add: Callable[[OfficeRequest, dict[str, Any]], object], said: str) -> View:
    """Return the view that takes one of the page's forms; a wrong one is shown again with the page."""

    @office_view(P.TRAINING_MANAGE)
    @require_POST
    def view(request: OfficeRequest) -> HttpResponse:
        form = FORMS[which](posted(request), prefix=which)
        if form.is_valid():
            try:
                add(request, form.cleaned_data)
            except Problem as problem:
                add_problem(form, problem)
            else:
                messages.success(request, said)
                return redirect("oversight:committee", code=request.organisation.code)
        return _page(request, {which: form}, UNPROCESSABLE)

    return view


new_committee = _adding(
    "committee",
    lambda request, values: form_committee(actor=request.actor, office=request.organisation, **values),
    "Đã ghi ban điều hành mới.",
)
new_member = _adding(
    "member",
    lambda request, values: add_member(actor=request.actor, office=request.organisation, values=values),
    "Đã thêm thành viên.",
)
new_contact = _adding(
    "contact",
    lambda request, values: add_contact(actor=request.actor, office=request.organisation, values=values),
    "Đã thêm đầu mối hỗ trợ; các trường trực thuộc thấy ngay.",
)


@office_view(P.TRAINING_MANAGE)
@require_POST
def drop_member(request: OfficeRequest, member_id: int) -> HttpResponse:
    """Take a member out of the committee."""
    remove_member(actor=request.actor, office=request.organisation, member_id=member_id)
    messages.success(request, _("Đã đưa ra khỏi ban."))
    return redirect("oversight:committee", code=request.organisation.code)


@office_view(P.TRAINING_MANAGE)
@require_POST
def drop_contact(request: OfficeRequest, contact_id: int) -> HttpResponse:
    """Take a contact away."""
    remove_contact(actor=request.actor, office=request.organisation, contact_id=contact_id)
    messages.success(request, _("Đã bỏ đầu mối."))
    return redirect("oversight:committee", code=request.organisation.code)


@signed_in_view
@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    """Show a person whom to ask, the nearest office first."""
    memberships = current_memberships(cast("User", request.user))
    found = contacts_for({row.organisation.path for row in memberships})
    return render(request, "oversight/contacts.html", {"offices": found})


def _page(
    request: OfficeRequest, bound: dict[str, forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    every: list[dict[str, Any]] = [
        {"row": one, "members": members_of(one)} for one in committees_of(request.organisation)
    ]
    current = next((one for one in every if one["row"].ended_on is None), None)
    context = {
        "code": request.organisation.code,
        "office": request.organisation,
        "current": current,
        "former": [one for one in every if one is not current],
        "contacts": contacts_of(request.organisation),
        "forms": {name: kind(prefix=name) for name, kind in FORMS.items()} | (bound or {}),
        "may_manage": request.actor.can(P.TRAINING_MANAGE),
    }
    return render(request, "oversight/committee.html", context, status=status)
