"""One decision of the register: what it says, how it stands, its trace; corrected, revoked, given time to remedy."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from minhdinh.access.permissions import P
from minhdinh.access.scope import school_scope
from minhdinh.audit.domain.queries import entries_of_target
from minhdinh.audit.registry import sentence
from minhdinh.common.problems import NotHere, Problem, Stale
from minhdinh.evidence.domain.blobs import sent_bytes
from minhdinh.evidence.views.files import named_with_extension
from minhdinh.organisations.web import OfficeRequest, office_view
from minhdinh.organisations.web.forms import add_problem, posted, posted_files
from minhdinh.recognition.domain.decisions import restore_decision, revoke_decision
from minhdinh.recognition.domain.links import papers_at
from minhdinh.recognition.domain.queries import clock_of, decision_below, remedies_of
from minhdinh.recognition.domain.recording import correct_decision, version_of
from minhdinh.recognition.domain.remedies import ask_remedy, end_remedy
from minhdinh.recognition.domain.trace import target_of
from minhdinh.recognition.enums import RemedyState
from minhdinh.recognition.forms.decision import (
    CorrectForm,
    EndRemedyForm,
    RemedyForm,
    RestoreForm,
    RevokeForm,
    values_of,
)
from minhdinh.recognition.forms.upload import scan_of
from minhdinh.recognition.models import Decision
from minhdinh.recognition.presenters import clock_lines, paper_lines
from minhdinh.recognition.rules.regimes import law
from minhdinh.recognition.tables import standing_pill
from minhdinh.recognition.views.register import UNPROCESSABLE

CONFLICT = 409

TRACE = 50


def verify_url(decision: Decision) -> str:
    """Return the public address that says how a certificate stands."""
    return f"{settings.MINHDINH_PUBLIC_URL.rstrip('/')}/xac-minh/{decision.token}/"


@office_view(P.OFFICE_VIEW)
@never_cache
@require_safe
def decision_page(request: OfficeRequest, decision_id: int) -> HttpResponse:
    """Show a decision with its clock, its remedy periods and everything that was done to it."""
    today = timezone.localdate()
    found = decision_below(request.organisation, decision_id, today)
    clock = clock_of(found, today)
    remedies = remedies_of(found)
    ground = law().ground(found.revoked_ground)
    may_record = request.actor.can(P.RECOGNITION_RECORD)
    context = {
        "code": request.organisation.code,
        "decision": found,
        "pill": standing_pill(found),
        "paper": paper_lines(found, clock),
        "days": clock_lines(clock, today),
        "ground": ground.title if ground else "",
        "remedies": remedies,
        "open_remedy": next((one for one in remedies if one.state == RemedyState.OPEN), None),
        "entries": [
            {"entry": one, "text": sentence(one.action, one.data)}
            for one in entries_of_target(target_of(found))[:TRACE]
        ],
        "verify_url": verify_url(found),
        "crumbs": _crumbs(request, found),
        "may_record": may_record,
        "papers": papers_at(found, request.organisation) if may_record else [],
        "case_url": _case_url(request, found),
    }
    return render(request, "recognition/decision.html", context)


@office_view(P.OFFICE_VIEW)
@require_safe
def scan(request: OfficeRequest, decision_id: int) -> FileResponse:
    """Hand out the scanned decision."""
    return scan_response(decision_below(request.organisation, decision_id, timezone.localdate()))


def scan_response(decision: Decision) -> FileResponse:
    """Answer a decision's scan as a download; raises NotHere where there is none."""
    if decision.scan is None:
        raise NotHere("Quyết định này chưa có bản quét.")
    answer = FileResponse(
        io.BytesIO(sent_bytes(decision.scan, decision.scan_name)),
        as_attachment=True,
        filename=named_with_extension(decision.scan_name, decision.scan.extension),
        content_type=decision.scan.media_type,
    )
    patch_cache_control(answer, private=True, no_cache=True)  # a correction may bring another scan
    return answer


@office_view(P.RECOGNITION_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: OfficeRequest, decision_id: int) -> HttpResponse:
    """Correct a recorded decision, or attach its scan."""
    found = decision_below(request.organisation, decision_id, timezone.localdate())
    initial = {**values_of(found), "version": version_of(found)}
    form = CorrectForm(*posted_files(request), initial=initial)

    def change() -> None:
        correct_decision(
            actor=request.actor,
            school=found.school,
            decision_id=found.pk,
            read_as=form.cleaned_data["version"],
            details=form.details,
            certificate_number=form.cleaned_data["certificate_number"],
            scan=scan_of(form.cleaned_data["scan"]),
        )

    title = _("Sửa quyết định %(number)s") % {"number": found.number}
    return _form_page(request, found, form, title, change, multipart=True)


@office_view(P.RECOGNITION_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: OfficeRequest, decision_id: int) -> HttpResponse:
    """Record that the decision was revoked."""
    found = decision_below(request.organisation, decision_id, timezone.localdate())
    form = RevokeForm(posted(request))
    title = _("Ghi thu hồi quyết định %(number)s") % {"number": found.number}
    return _form_page(request, found, form, title, lambda: _do(revoke_decision, request, found, form))


@office_view(P.RECOGNITION_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: OfficeRequest, decision_id: int) -> HttpResponse:
    """Take a revocation back."""
    found = decision_below(request.organisation, decision_id, timezone.localdate())
    form = RestoreForm(posted(request))
    title = _("Hủy việc thu hồi quyết định %(number)s") % {"number": found.number}
    return _form_page(request, found, form, title, lambda: _do(restore_decision, request, found, form))


@office_view(P.RECOGNITION_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def remedy(request: OfficeRequest, decision_id: int) -> HttpResponse:
    """Set the school a period to put things right."""
    found = decision_below(request.organisation, decision_id, timezone.localdate())
    form = RemedyForm(posted(request))
    title = _("Yêu cầu khắc phục: quyết định %(number)s") % {"number": found.number}
    return _form_page(request, found, form, title, lambda: _do(ask_remedy, request, found, form))


@office_view(P.RECOGNITION_RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def remedy_end(request: OfficeRequest, decision_id: int, remedy_id: int) -> HttpResponse:
    """Record how a remedy period ended."""
    found = decision_below(request.organisation, decision_id, timezone.localdate())
    if remedy_id not in {one.pk for one in remedies_of(found)}:
        raise NotHere("Không có thời hạn khắc phục này.")
    form = EndRemedyForm(posted(request))

    def end() -> None:
        end_remedy(actor=request.actor, school=found.school, remedy_id=remedy_id, **form.cleaned_data)

    title = _("Kết thúc thời hạn khắc phục: quyết định %(number)s") % {"number": found.number}
    return _form_page(request, found, form, title, end)


def _do(verb: Callable[..., Any], request: OfficeRequest, found: Decision, form: forms.Form) -> None:
    verb(actor=request.actor, school=found.school, decision_id=found.pk, **form.cleaned_data)


def _form_page(
    request: OfficeRequest,
    found: Decision,
    form: forms.Form,
    title: str,
    act: Callable[[], None],
    *,
    multipart: bool = False,
) -> HttpResponse:
    """Show a form about a decision; a valid post acts and leads back to the decision."""
    status = UNPROCESSABLE
    back = reverse("recognition:decision", args=[request.organisation.code, found.pk])
    if request.method == "POST" and form.is_valid():
        try:
            with school_scope(found.school_id):
                act()
        except Problem as problem:
            add_problem(form, problem)
            status = CONFLICT if isinstance(problem, Stale) else UNPROCESSABLE
        else:
            messages.success(request, _("Đã ghi."))
            return redirect(back)
    context = {
        "form": form,
        "title": title,
        "lead": found.school.name,
        "crumbs": [*_crumbs(request, found)[:-1], {"label": found.number, "url": back}, {"label": title}],
        "cancel_url": back,
        "multipart": multipart,
    }
    return render(request, "recognition/form.html", context, status=status if form.errors else 200)


def _case_url(request: OfficeRequest, found: Decision) -> str:
    """Return where this office sees the registration that ended with the decision; "" where it does not."""
    case = found.case
    if case is None or request.organisation.pk not in (case.department_id, case.intake_id):
        return ""
    return reverse("appraisals:case-office", args=[request.organisation.code, case.pk])


def _crumbs(request: OfficeRequest, found: Decision) -> list[dict[str, str]]:
    home = reverse("recognition:register", args=[request.organisation.code])
    return [{"label": _("Sổ công nhận"), "url": home}, {"label": found.number or _("không ghi số")}]
