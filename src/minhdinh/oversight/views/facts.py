"""What an officer records of a school by hand: registration, external evaluation, decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhdinh.access.permissions import P
from minhdinh.access.web import View
from minhdinh.appraisals.domain.recorded import (
    record_evaluation,
    record_registration,
    remove_evaluation,
    remove_registration,
)
from minhdinh.assessments.domain.recorded import remove_recorded
from minhdinh.common.problems import NotHere, Problem
from minhdinh.organisations.domain.office import organisation_below
from minhdinh.organisations.models import Organisation
from minhdinh.organisations.web import OfficeRequest, office_view
from minhdinh.organisations.web.forms import add_problem, posted
from minhdinh.oversight.forms.facts import DecisionForm, EvaluationForm, RegistrationForm, RevokeForm
from minhdinh.oversight.history.school import decision_of, facts_of
from minhdinh.recognition.domain.decisions import record_decision, remove_decision, revoke_decision

UNPROCESSABLE = 422
REMOVERS: dict[str, Callable[..., None]] = {
    "assessment": remove_recorded,
    "registration": remove_registration,
    "evaluation": remove_evaluation,
}


@office_view(P.HISTORY_IMPORT, P.REGISTRATION_RECORD, P.RECOGNITION_RECORD)
@require_safe
def facts_page(request: OfficeRequest, child: str) -> HttpResponse:
    """Show what is recorded of a school below, year by year."""
    school = _school(request, child)
    context = {
        "school": school,
        "code": request.organisation.code,
        "years": facts_of(school),
        "crumbs": _crumbs(request, school),
        "may": {
            "history": request.actor.can(P.HISTORY_IMPORT),
            "registration": request.actor.can(P.REGISTRATION_RECORD),
            "recognition": request.actor.can(P.RECOGNITION_RECORD),
        },
    }
    return render(request, "oversight/facts.html", context)


def _recording(
    permission: P, form_class: type[forms.Form], verb: Callable[..., Any], title: str | Promise
) -> View:
    """Return the page with the form of one kind of fact."""

    @office_view(permission)
    @require_http_methods(["GET", "HEAD", "POST"])
    def page(request: OfficeRequest, child: str) -> HttpResponse:
        school = _school(request, child)
        form = form_class(posted(request))
        if request.method == "POST" and form.is_valid():
            try:
                verb(actor=request.actor, school=school, **form.cleaned_data)
            except Problem as problem:
                add_problem(form, problem)
            else:
                messages.success(request, _("Đã ghi nhận cho %(name)s.") % {"name": school})
                return redirect(_url(request, school))
        return _form_page(request, school, form, str(title))

    return page


registration = _recording(
    P.REGISTRATION_RECORD,
    RegistrationForm,
    record_registration,
    gettext_lazy("Ghi nhận đăng ký đánh giá ngoài"),
)
evaluation = _recording(
    P.REGISTRATION_RECORD, EvaluationForm, record_evaluation, gettext_lazy("Ghi nhận đánh giá ngoài")
)
decision = _recording(
    P.RECOGNITION_RECORD, DecisionForm, record_decision, gettext_lazy("Ghi nhận quyết định công nhận")
)


@office_view(P.RECOGNITION_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: OfficeRequest, child: str, decision_id: int) -> HttpResponse:
    """Record that a decision was revoked."""
    school = _school(request, child)
    found = decision_of(school, decision_id)
    form = RevokeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            revoke_decision(actor=request.actor, school=school, decision_id=decision_id, **form.cleaned_data)
        except Problem as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Đã ghi thu hồi quyết định %(number)s.") % {"number": found.number})
            return redirect(_url(request, school))
    title = _("Ghi thu hồi quyết định %(number)s") % {"number": found.number}
    return _form_page(request, school, form, title)


@office_view(P.HISTORY_IMPORT, P.REGISTRATION_RECORD, P.RECOGNITION_RECORD)
@require_POST
def remove(request: OfficeRequest, child: str) -> HttpResponse:
    """Take back one fact that was recorded by mistake; the verb asks for the permission of its kind."""
    school = _school(request, child)
    what = request.POST.get("what", "")
    number = request.POST.get("decision", "")
    if what in REMOVERS:
        REMOVERS[what](actor=request.actor, school=school, year=request.POST.get("year", ""))
    elif what == "decision" and number.isdecimal():
        remove_decision(actor=request.actor, school=school, decision_id=int(number))
    else:
        raise Problem("Không rõ cần bỏ dữ kiện nào.")
    messages.success(request, _("Đã bỏ; việc này có trong nhật ký của trường."))
    return redirect(_url(request, school))


def _form_page(request: OfficeRequest, school: Organisation, form: forms.Form, title: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "lead": school.name,
        "crumbs": [*_crumbs(request, school), {"label": title}],
        "cancel_url": _url(request, school),
    }
    return render(request, "oversight/fact_form.html", context, status=UNPROCESSABLE if form.errors else 200)


def _school(request: OfficeRequest, code: str) -> Organisation:
    found = organisation_below(request.organisation, code)
    if found is None or not found.is_school:
        raise NotHere("Không có trường này ở dưới.")
    return found


def _url(request: OfficeRequest, school: Organisation) -> str:
    return reverse("oversight:facts", args=[request.organisation.code, school.code])


def _crumbs(request: OfficeRequest, school: Organisation) -> list[dict[str, str]]:
    home = reverse("organisations:office-home", args=[request.organisation.code])
    return [{"label": _("Các trường"), "url": home}, {"label": school.name, "url": _url(request, school)}]
