"""Sending a registration, with a page that says what goes out, and withdrawing it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.cases.sending import send_dossier
from minhdinh.appraisals.domain.cases.steps import acts_open, take_step
from minhdinh.appraisals.enums import Act
from minhdinh.appraisals.models import Case
from minhdinh.appraisals.presenters.case_page import sending_context
from minhdinh.appraisals.views.case_school import CONFLICT, UNPROCESSABLE, found, show, to_page
from minhdinh.common.problems import NotHere, Problem, Problems, Stale
from minhdinh.lib.text import whole_number
from minhdinh.organisations.web import SchoolRequest, school_view

P = Permission


@require_http_methods(["GET", "HEAD", "POST"])
@school_view(P.CASE_SEND)
@never_cache
def send(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Say exactly what would go out and to whom; send it just so."""
    case = found(request, case_id)
    if request.method != "POST":
        if Act.SEND not in acts_open(request.actor, case):
            raise NotHere(_("Hồ sơ này không ở bước gửi."))
        return _asked(request, case)
    try:
        sent = send_dossier(
            actor=request.actor, case=case, version=posted_version(request), mark=request.POST.get("mark", "")
        )
    except (Stale, Problems) as problem:
        if Act.SEND not in acts_open(request.actor, found(request, case_id)):
            raise
        status = CONFLICT if isinstance(problem, Stale) else UNPROCESSABLE
        said = problem.message if isinstance(problem, Stale) else ""
        return _asked(request, found(request, case_id), said, status)
    receiver = (sent.intake or sent.department).name
    messages.success(request, _("Đã gửi hồ sơ đăng ký tới %(office)s.") % {"office": receiver})
    return to_page(case)


@require_POST
@school_view(P.CASE_SEND)
def withdraw(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Take the registration back, with a reason."""
    case = found(request, case_id)
    reason = request.POST.get("note", "")
    try:
        take_step(
            actor=request.actor, case=case, act=Act.WITHDRAW, version=posted_version(request), note=reason
        )
    except Problem as problem:
        current = found(request, case_id)
        if Act.WITHDRAW not in acts_open(request.actor, current):
            raise
        return show(request, current, problem.status, leaving={"reason": reason, "error": problem.message})
    messages.success(request, _("Đã rút hồ sơ đăng ký."))
    return to_page(case)


def _asked(request: SchoolRequest, case: Case, said: str = "", status: int = 200) -> HttpResponse:
    context = {**sending_context(case), "said": said}
    return render(request, "appraisals/case/send.html", context, status=status)


def posted_version(request: SchoolRequest) -> int:
    """Return the version that the page carries; one that no registration has where it is no number."""
    version = whole_number(request.POST.get("version", ""), longest=8)
    return -1 if version is None else version
