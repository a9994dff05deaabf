"""Correcting a value: the form, the look before, the write; taking a correction back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minhdinh.common.problems import NotHere, Problem
from minhdinh.organisations.web import OfficeRequest, office_view
from minhdinh.organisations.web.forms import add_problem
from minhdinh.standards.catalogue import CorrectionError, current_value
from minhdinh.standards.catalogue.places import Place, place_of
from minhdinh.standards.domain.corrections import Change, change_of, correct, withdraw_correction
from minhdinh.standards.domain.queries import correction_of
from minhdinh.standards.forms import CorrectionForm, WithdrawForm
from minhdinh.standards.models import StandardSetVersion
from minhdinh.standards.presenters.rules import changed_statements
from minhdinh.standards.views.finding import office_context, set_url, version_here
from minhdinh.standards.views.sets import MANAGE


@office_view(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def correct_value(request: OfficeRequest, set_id: str, version: str) -> HttpResponse:
    """Take a new value of ``?muc=``, show old and new beside each other, then write it (``buoc=ghi``)."""
    row = version_here(set_id, version)
    place = _place(row, request.GET.get("muc", ""))
    now = current_value(row.catalogue.content, place.target)
    form = CorrectionForm(request.POST or None, place=place, initial={"value": now})
    step = request.POST.get("buoc", "")
    change = None
    if request.method == "POST" and form.is_valid():
        try:
            if step == "ghi":
                return _write(request, row, place, form)
            change = _look(row, place, form) if step == "xem" else None
        except Problem as problem:
            add_problem(form, problem)
    context = office_context(request.organisation.code, row, "system-set-correct", _("Điều chỉnh"))
    context |= {"spot": place, "form": form, "now": place.shown(now), "change": _shown(row, place, change)}
    return render(request, "standards/correct.html", context, status=422 if form.errors else 200)


@office_view(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: OfficeRequest, set_id: str, version: str, correction_id: int) -> HttpResponse:
    """Ask why, then take a correction back."""
    row, code = version_here(set_id, version), request.organisation.code
    correction = correction_of(row, correction_id)
    if correction is None or correction.withdrawn:
        raise NotHere("Không có điều chỉnh này, hoặc đã bỏ rồi.")
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_correction(
                actor=request.actor, correction=correction, reason=form.cleaned_data["reason"]
            )
        except Problem as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Đã bỏ điều chỉnh. Giá trị trước đó có hiệu lực trở lại."))
            return redirect(set_url("system-set-rules", code, row))
    place = place_of(row.content, correction.target)
    context = office_context(code, row, "system-set-withdraw", _("Bỏ điều chỉnh"))
    context |= {
        "spot": place,
        "form": form,
        "correction": correction,
        "value": place.shown(correction.value),
        "before": place.shown(correction.previous),
    }
    return render(request, "standards/withdraw.html", context, status=422 if form.errors else 200)


def _place(row: StandardSetVersion, target: str) -> Place:
    try:
        return place_of(row.catalogue.content, target)
    except CorrectionError as error:
        raise NotHere("Không có giá trị này trong bộ tiêu chuẩn.") from error


def _look(row: StandardSetVersion, place: Place, form: CorrectionForm) -> Change:
    values = form.cleaned_data
    return change_of(row, place.target, values["value"], values["legal_reference"])


def _write(
    request: OfficeRequest, row: StandardSetVersion, place: Place, form: CorrectionForm
) -> HttpResponse:
    correct(actor=request.actor, version=row, target=place.target, **form.cleaned_data)
    messages.success(request, _("Đã điều chỉnh “%(name)s”.") % {"name": place.label})
    return redirect(set_url("system-set-rules", request.organisation.code, row))


def _shown(row: StandardSetVersion, place: Place, change: Change | None) -> dict[str, Any] | None:
    """Return the change in words: old, new, and how the conditions of the levels would read."""
    if change is None:
        return None
    return {
        "old": place.shown(change.old),
        "new": place.shown(change.new),
        "seen": change.seen,
        "statements": changed_statements(row.catalogue, change.result),
    }
