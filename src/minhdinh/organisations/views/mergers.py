"""Merging and splitting: a form, a preview of everything that will happen, and the one press that does it."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import NotHere, Problem
from minhdinh.organisations.domain.merger_plan import plan_of
from minhdinh.organisations.domain.mergers import reorganise
from minhdinh.organisations.domain.office import (
    direct_children,
    kinds,
    offices_below,
    organisation_below,
    organisations_with_codes,
)
from minhdinh.organisations.domain.reorganisation import Plan, Proposal
from minhdinh.organisations.enums import SuccessionForm
from minhdinh.organisations.forms.mergers import (
    MergeForm,
    ReorganisationForm,
    SplitForm,
    codes_in,
)
from minhdinh.organisations.models import Organisation, OrganisationKind
from minhdinh.organisations.web.forms import add_problem, posted
from minhdinh.organisations.web.gate import OfficeRequest, office_view

NOT_HANDED_ON = {"csrfmiddlewaretoken", "fingerprint"}


@office_view(Permission.ORGANISATIONS_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: OfficeRequest) -> HttpResponse:
    """Merge organisations below this office into one."""
    typed = codes_in(request.POST.get("units", "")) or request.GET.getlist("unit")
    units = organisations_with_codes(request.organisation, typed)
    schools = not units or units[0].is_school
    form = MergeForm(
        posted(request),
        schools=schools,
        offices=offices_below(request.organisation),
        kinds=_kinds(request, units),
        initial={
            "units": ", ".join(one.code for one in units),
            "day": timezone.localdate(),
            **_same_place(request, units),
        },
    )
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, _("Sáp nhập đơn vị"))
    unknown = [code for code in typed if code not in {one.code for one in units}]
    if unknown:
        form.add_error("units", _("Không có ở dưới: %(codes)s.") % {"codes": ", ".join(unknown)})
        return _page(request, form, _("Sáp nhập đơn vị"))
    return _preview_or_done(request, form, _merger(request, form, units), _("Sáp nhập đơn vị"))


@office_view(Permission.ORGANISATIONS_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def split(request: OfficeRequest, child: str) -> HttpResponse:
    """Split an organisation below this office into several."""
    unit = organisation_below(request.organisation, child)
    if unit is None or unit.pk == request.organisation.pk:
        raise NotHere("Không có đơn vị này ở dưới.")
    form = SplitForm(
        posted(request),
        unit=unit,
        children=direct_children(unit),
        offices=[one for one in offices_below(request.organisation) if not one.path.startswith(unit.path)],
        kinds=_kinds(request, [unit]),
        initial={"day": timezone.localdate(), **_same_place(request, [unit])},
    )
    title = _("Chia, tách %(name)s") % {"name": unit.name}
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, title)
    return _preview_or_done(request, form, _split(request, form, unit), title)


def _merger(request: OfficeRequest, form: MergeForm, units: Sequence[Organisation]) -> Proposal:
    values = form.cleaned_data
    there = organisation_below(request.organisation, values["target_code"])
    return Proposal(
        form=SuccessionForm.MERGE,
        predecessors=tuple(units),
        targets=(form.target(values["target_code"], values["target_name"], there),),
        day=values["day"],
        basis=values["basis"],
        note=values["note"],
        people=values["people"],
        merger_form=values.get("merger_form", ""),
        cohort_completed=form.cohort,
    )


def _split(request: OfficeRequest, form: SplitForm, unit: Organisation) -> Proposal:
    values = form.cleaned_data
    there = {
        one.code: one
        for one in organisations_with_codes(request.organisation, [code for code, _name in values["parts"]])
    }
    return Proposal(
        form=SuccessionForm.SPLIT,
        predecessors=(unit,),
        targets=tuple(form.target(code, name, there.get(code)) for code, name in values["parts"]),
        day=values["day"],
        basis=values["basis"],
        note=values["note"],
        people=values["people"],
        keep=values["keep"],
        assignment=form.assignment,
    )


def _preview_or_done(
    request: OfficeRequest, form: ReorganisationForm, proposal: Proposal, title: str
) -> HttpResponse:
    """Carry out what was confirmed; show the preview first, and again where something changed since."""
    fingerprint = request.POST.get("fingerprint", "")
    try:
        if fingerprint:
            done = reorganise(actor=request.actor, proposal=proposal, fingerprint=fingerprint)
            messages.success(request, _("Đã ghi việc sắp xếp đơn vị."))
            first = done.successors[0].code
            return redirect("organisations:office-unit", code=request.organisation.code, child=first)
    except Problem as problem:
        add_problem(form, problem)
    try:
        plan = plan_of(actor=request.actor, proposal=proposal)
    except Problem as problem:
        add_problem(form, problem)
        return _page(request, form, title)
    return _page(request, form, title, plan)


def _page(
    request: OfficeRequest, form: ReorganisationForm, title: str, plan: Plan | None = None
) -> HttpResponse:
    values = [
        (name, value) for name, given in request.POST.lists() if name not in NOT_HANDED_ON for value in given
    ]
    context = {
        "form": form,
        "title": title,
        "plan": plan,
        "values": values,
        "code": request.organisation.code,
    }
    status = 422 if form.errors or (plan and plan.refused) else 200
    return render(request, "organisations/reorganise.html", context, status=status)


def _kinds(request: OfficeRequest, units: Sequence[Organisation]) -> list[OrganisationKind]:
    """Return the kinds that a successor of these may be."""
    schools = {one.is_school for one in units} or {True, False}
    top = request.organisation.kind.rank
    return [kind for kind in kinds() if kind.is_school in schools and kind.rank >= top]


def _same_place(request: OfficeRequest, units: Sequence[Organisation]) -> dict[str, str]:
    """Return kind and parent of the first of the organisations: where its successor most likely stands."""
    if not units:
        return {}
    steps = [int(step) for step in units[0].path.split("/") if step]
    parents = {one.pk: one.code for one in offices_below(request.organisation)}
    return {"kind": units[0].kind_id, "parent": parents.get(steps[-2], "") if len(steps) > 1 else ""}
