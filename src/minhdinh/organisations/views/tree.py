"""The dated tree below an office: looking, adding, moving."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from minhdinh.access.permissions import Permission
from minhdinh.common.dates import typed_day
from minhdinh.common.problems import NotHere, Problem
from minhdinh.lib.text import vn_date
from minhdinh.organisations.domain.office import (
    children_on,
    counts_below_on,
    kinds,
    offices_below,
    organisation_below,
    parents_over_time,
)
from minhdinh.organisations.domain.registration import register_organisation
from minhdinh.organisations.domain.tree import move_organisation
from minhdinh.organisations.forms.tree import AddForm, MoveForm
from minhdinh.organisations.models import Organisation
from minhdinh.organisations.web.forms import add_problem, posted
from minhdinh.organisations.web.gate import OfficeRequest, office_view


@office_view(Permission.OFFICE_VIEW)
@require_safe
def tree(request: OfficeRequest) -> HttpResponse:
    """Show what stands directly below an organisation on a day; each office below opens the same page."""
    typed = typed_day(request.GET, "day")
    day = typed.day or timezone.localdate()
    top = _below(request, request.GET.get("below", "") or request.organisation.code)
    children = children_on(top, day)
    counts = counts_below_on(children, day)
    context = {
        "top": top,
        "day": day,
        "typed": typed,
        "shown_day": typed.shown or vn_date(day),
        "is_today": day == timezone.localdate(),
        "children": [(child, counts.get(child.pk, 0)) for child in children],
        "crumbs": _crumbs(request.organisation, top),
        "may_manage": request.actor.can(Permission.ORGANISATIONS_MANAGE),
        "code": request.organisation.code,
    }
    return render(request, "organisations/tree.html", context)


@office_view(Permission.OFFICE_VIEW)
@require_safe
def organisation_page(request: OfficeRequest, child: str) -> HttpResponse:
    """Show one organisation below: what it is, whose it was over time, and the form that moves it."""
    found = _below(request, child)
    may_move = request.actor.can(Permission.ORGANISATIONS_MANAGE) and found.pk != request.organisation.pk
    form = MoveForm(offices=_possible_parents(request, found), initial={"day": timezone.localdate()})
    return _organisation_page(request, found, form if may_move else None)


@office_view(Permission.ORGANISATIONS_MANAGE)
@require_http_methods(["POST"])
def move(request: OfficeRequest, child: str) -> HttpResponse:
    """Put an organisation under another parent from a day on."""
    found = _below(request, child)
    form = MoveForm(request.POST, offices=_possible_parents(request, found))
    if form.is_valid():
        parent, day = form.chosen_parent(), form.cleaned_data["day"]
        try:
            move_organisation(actor=request.actor, organisation=found, parent=parent, day=day)
        except Problem as problem:
            add_problem(form, problem)
        else:
            messages.success(
                request, _("Đã chuyển %(name)s về %(parent)s.") % {"name": found, "parent": parent}
            )
            return redirect("organisations:office-unit", code=request.organisation.code, child=found.code)
    return _organisation_page(request, found, form, status=422)


@office_view(Permission.ORGANISATIONS_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: OfficeRequest) -> HttpResponse:
    """Add an organisation below this office."""
    below = [kind for kind in kinds() if kind.rank > request.organisation.kind.rank]
    form = AddForm(posted(request), kinds=below, offices=offices_below(request.organisation))
    if request.method == "POST" and form.is_valid():
        try:
            organisation, is_new = _register(request, form)
        except Problem as problem:
            add_problem(form, problem)
        else:
            if is_new:
                messages.success(request, _("Đã thêm %(name)s.") % {"name": organisation})
            else:
                messages.info(
                    request, _("Mã này đã có: %(name)s; không có gì thay đổi.") % {"name": organisation}
                )
            return redirect("organisations:office-tree", code=request.organisation.code)
    context = {"form": form, "code": request.organisation.code}
    return render(request, "organisations/add.html", context, status=422 if form.errors else 200)


def _register(request: OfficeRequest, form: AddForm) -> tuple[Organisation, bool]:
    values = form.cleaned_data
    return register_organisation(
        actor=request.actor,
        kind=values["kind"],
        code=values["code"],
        name=values["name"],
        parent=form.chosen_parent(),
        valid_from=values["day"],
        school_type=values["school_type"],
        education_levels=values["education_levels"],
        ownership=values["ownership"],
    )


def _organisation_page(
    request: OfficeRequest, found: Organisation, form: MoveForm | None, status: int = 200
) -> HttpResponse:
    context = {
        "unit": found,
        "edges": parents_over_time(found),
        "form": form,
        "opens": request.actor.can(Permission.SCHOOL_VIEW if found.is_school else Permission.OFFICE_VIEW),
        "code": request.organisation.code,
        "crumbs": _crumbs(request.organisation, found),
    }
    return render(request, "organisations/unit.html", context, status=status)


def _possible_parents(request: OfficeRequest, found: Organisation) -> list[Organisation]:
    return [
        office for office in offices_below(request.organisation) if not office.path.startswith(found.path)
    ]


def _below(request: OfficeRequest, code: str) -> Organisation:
    found = organisation_below(request.organisation, code)
    if found is None:
        raise NotHere("Không có đơn vị này ở dưới.")
    return found


def _crumbs(office: Organisation, top: Organisation) -> list[dict[str, str]]:
    above = [item for item in offices_below(office) if top.path.startswith(item.path) and item.pk != top.pk]
    links = [{"label": item.name, "url": f"{_tree_url(office)}?below={item.code}"} for item in above]
    return [*links, {"label": top.name}] if links else []


def _tree_url(office: Organisation) -> str:
    return reverse("organisations:office-tree", args=[office.code])
