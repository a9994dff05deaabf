"""The dated tree below an office: looking and adding."""

from __future__ import annotations

import datetime as dt

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
from minhdinh.organisations.domain.inheritance import end_of
from minhdinh.organisations.domain.office import (
    children_on,
    counts_below_on,
    kinds,
    offices_below,
    organisation_on,
)
from minhdinh.organisations.domain.registration import register_organisation
from minhdinh.organisations.domain.renaming import names_on
from minhdinh.organisations.forms.tree import AddForm
from minhdinh.organisations.models import Organisation
from minhdinh.organisations.web.forms import add_problem, posted
from minhdinh.organisations.web.gate import OfficeRequest, office_view


@office_view(Permission.OFFICE_VIEW)
@require_safe
def tree(request: OfficeRequest) -> HttpResponse:
    """Show what stands directly below an organisation on a day; each office below opens the same page."""
    typed = typed_day(request.GET, "day")
    day = typed.day or _last_day(request.organisation)
    top = organisation_on(
        request.organisation, request.GET.get("below", "") or request.organisation.code, day
    )
    if top is None:
        raise NotHere("Không có đơn vị này ở dưới vào ngày ấy.")
    children = children_on(top, day)
    counts = counts_below_on(children, day)
    may_manage = request.actor.can(Permission.ORGANISATIONS_MANAGE)
    context = {
        "top": top,
        "day": day,
        "typed": typed,
        "shown_day": typed.shown or vn_date(day),
        "is_today": day == timezone.localdate(),
        "children": [(child, counts.get(child.pk, 0)) for child in _named_as_on(children, day)],
        "crumbs": _crumbs(request.organisation, top),
        "may_manage": may_manage,
        "merges": may_manage and day == timezone.localdate(),
        "code": request.organisation.code,
    }
    return render(request, "organisations/tree.html", context)


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


def _last_day(office: Organisation) -> dt.date:
    """Return the day that is shown first: today, or the last day of an office that has ended."""
    ended = None if office.active else end_of(office)
    return ended - dt.timedelta(days=1) if ended else timezone.localdate()


def _named_as_on(children: list[Organisation], day: dt.date) -> list[Organisation]:
    """Give organisations the names that they had on a day, for the page only."""
    names = names_on(children, day)
    for child in children:
        child.name = names[child.pk]
    return children


def _crumbs(office: Organisation, top: Organisation) -> list[dict[str, str]]:
    above = [item for item in offices_below(office) if top.path.startswith(item.path) and item.pk != top.pk]
    links = [{"label": item.name, "url": f"{_tree_url(office)}?below={item.code}"} for item in above]
    return [*links, {"label": top.name}] if links else []


def _tree_url(office: Organisation) -> str:
    return reverse("organisations:office-tree", args=[office.code])
