"""Own propositions of a school and of a province: the same pages on both sides."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhdinh.access.permissions import P
from minhdinh.common.keyset import page_asked
from minhdinh.common.problems import NotHere, Problem
from minhdinh.lib.text import clean
from minhdinh.organisations.domain.queries import profile_of
from minhdinh.organisations.web import OfficeRequest, SchoolRequest, office_view, school_view
from minhdinh.organisations.web.forms import add_problem, posted
from minhdinh.standards.catalogue import StandardSet, packaged_ids, packaged_set
from minhdinh.standards.domain.applicable import applicable_version
from minhdinh.standards.domain.legal_queries import set_choices
from minhdinh.standards.domain.own_propositions import (
    add_own,
    change_own,
    own_above,
    own_by_id,
    own_of,
    set_own_active,
)
from minhdinh.standards.domain.queries import newest_version
from minhdinh.standards.models import OwnProposition
from minhdinh.standards.own_forms import OwnForm, initial_of
from minhdinh.standards.presenters.own_propositions import above_views, own_table, preview
from minhdinh.standards.suggestions.own import draft_of

Request = SchoolRequest | OfficeRequest
MOST_SHOWN = 100
STATES = {"dung": True, "ngung": False}


@require_safe
def own_list(request: Request) -> HttpResponse:
    """Show the organisation's propositions and, at a school, those of the offices above it."""
    organisation, sets = request.organisation, _sets()
    set_id = request.GET.get("bo", "")
    rows = own_of(organisation)
    rows = rows.filter(set_id=set_id) if set_id in sets else rows
    order = ("set_id", "requirement", "id")
    page = page_asked(request.GET, rows, order, total=rows.count())
    side = _side(request)
    above = own_above(organisation)[:MOST_SHOWN] if side == "school" else []
    context = {
        "table": own_table(page, sets, code=organisation.code, side=side, set_id=set_id),
        "above": above_views(list(above)),
        "add_url": reverse(f"standards:own-{side}-new", args=[organisation.code]),
        "at_school": side == "school",
    }
    return render(request, "standards/own_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def own_new(request: Request) -> HttpResponse:
    """Add a proposition to a requirement of the set ``?bo=`` (at a school its own set where none is named)."""
    sets = _sets()
    set_id = clean(request.GET.get("bo", "")) or _usual_set(request, sets)
    standard_set = _set_here(set_id)
    form = OwnForm(
        posted(request), standard_set=standard_set, initial={"requirement": request.GET.get("yeu-cau", "")}
    )
    if request.method == "POST" and form.is_valid():
        try:
            row = add_own(
                actor=request.actor,
                owner=request.organisation,
                set_id=set_id,
                requirement=form.cleaned_data["requirement"],
                draft=form.draft(),
            )
        except Problem as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Đã thêm mệnh đề vào yêu cầu %(id)s.") % {"id": row.requirement})
            return _to(request, row)
    choices = [{"label": title, "value": key, "chosen": key == set_id} for key, title in sets.items()]
    context = {"form": form, "title": _("Thêm mệnh đề riêng"), "sets": choices}
    return _form_page(request, context)


@require_http_methods(["GET", "HEAD", "POST"])
def own_edit(request: Request, own_id: int) -> HttpResponse:
    """Change a proposition; show how it reads and what it needs."""
    row = own_by_id(request.organisation, own_id)
    initial = initial_of(draft_of(row.content), row.requirement, row.version)
    form = OwnForm(posted(request), standard_set=_set_here(row.set_id), changing=True, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            saved = change_own(
                actor=request.actor,
                owner=request.organisation,
                own_id=own_id,
                draft=form.draft(),
                version=form.cleaned_data["version"] or 0,
            )
        except Problem as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Đã ghi mệnh đề, bản %(version)s.") % {"version": saved.version})
            return _to(request, saved)
    context = {"form": form, "title": _("Sửa mệnh đề riêng"), "row": row, "preview": preview(row)}
    return _form_page(request, context)


@require_POST
def own_active(request: Request, own_id: int, active: str) -> HttpResponse:
    """Retire a proposition or offer it again."""
    if active not in STATES:
        raise NotHere("Không có trang này.")
    row = set_own_active(
        actor=request.actor, owner=request.organisation, own_id=own_id, active=STATES[active]
    )
    said = (
        _("Mệnh đề được gợi ý trở lại.")
        if row.active
        else _("Đã ngừng gợi ý; các câu đã viết vẫn còn nguyên.")
    )
    messages.success(request, said)
    return _to(request, row)


def _form_page(request: Request, context: dict[str, Any]) -> HttpResponse:
    side, code, form = _side(request), request.organisation.code, context["form"]
    back = reverse(f"standards:own-{side}", args=[code])
    context |= {
        "back_url": back,
        "active_name": f"standards:own-{side}-active",
        "code": code,
        "crumbs": [{"label": _("Mệnh đề riêng"), "url": back}, {"label": context["title"]}],
    }
    return render(request, "standards/own_edit.html", context, status=422 if form.errors else 200)


def _to(request: Request, row: OwnProposition) -> HttpResponse:
    return redirect(f"standards:own-{_side(request)}-edit", code=request.organisation.code, own_id=row.pk)


def _side(request: Request) -> str:
    return "school" if request.organisation.is_school else "office"


def _sets() -> dict[str, str]:
    """Return the loaded sets by id, those of the package by their short titles."""
    packaged = {name: packaged_set(name).short_title for name in packaged_ids()}
    return {key: packaged.get(key, title) for key, title in set_choices()}


def _usual_set(request: Request, sets: dict[str, str]) -> str:
    """Return the set a school uses now, else the newest one."""
    if request.organisation.is_school and (profile := profile_of(request.organisation)):
        found = applicable_version(profile.school_type, timezone.localdate()).version
        if found is not None:
            return found.set_id
    return next(iter(sets), "")


def _set_here(set_id: str) -> StandardSet:
    version = newest_version(set_id)
    if version is None:
        raise NotHere("Không có bộ tiêu chuẩn này.")
    return version.catalogue


at_school, at_office = school_view(P.SUGGESTIONS_MANAGE), office_view(P.SUGGESTIONS_OFFER)
school_list, office_list = at_school(own_list), at_office(own_list)
school_new, office_new = at_school(own_new), at_office(own_new)
school_edit, office_edit = at_school(own_edit), at_office(own_edit)
school_active, office_active = at_school(own_active), at_office(own_active)
