"""What was carried into a year: the texts that wait for an answer, and carrying from an earlier year."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.assessments.carrying.carry import Carried, carry_year, may_carry, plan_carrying
from minhdinh.assessments.carrying.marks import confirm_text, waiting_texts
from minhdinh.assessments.carrying.opening import source_of, sources_for
from minhdinh.assessments.carrying.presenting import build_plan, build_waiting, waiting_words
from minhdinh.assessments.carrying.target import target_of
from minhdinh.assessments.carrying.word.report import reports_of
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.assessments.views.setup_pages import may_edit, own_url
from minhdinh.common.problems import Problem, Stale

NUMBER = re.compile(r"[0-9]{1,9}")


@require_GET
@assessment_view(Permission.SHEET_VIEW)
def carrying(request: AssessmentRequest) -> HttpResponse:
    """Show the inherited texts that wait, each with its source, and the years and files to carry from."""
    waiting = build_waiting(request.actor, request.assessment, waiting_texts(request.assessment))
    leads = may_edit(request, Permission.COUNCIL_MANAGE) and may_carry(request.actor)
    context = {
        "waiting": waiting,
        "pill": waiting_words(len(waiting)),
        "sources": sources_for(request.organisation.pk, request.year, request.assessment),
        "reports": reports_of(request.assessment) if leads else [],
        "may_carry": leads,
        "writable": request.assessment.is_open,
        "confirm_url": own_url(request, "carrying-confirm"),
    }
    return render(request, "assessments/carrying/carrying.html", context)


@require_http_methods(["GET", "POST"])
@assessment_view(Permission.COUNCIL_MANAGE)
def carrying_from(request: AssessmentRequest, source_id: int) -> HttpResponse:
    """Show what an earlier year would bring; a post brings it."""
    source = source_of(request.organisation.pk, source_id)
    stale: Stale | None = None
    if request.method == "POST":
        try:
            done = carry_year(
                actor=request.actor,
                source=source,
                target=request.assessment,
                seen=request.POST.get("seen", ""),
            )
        except Stale as changed:
            stale = changed
        else:
            messages.success(request, carried_words(done))
            return redirect(own_url(request, "carrying"))
    plan = plan_carrying(source, target_of(request.assessment))
    context = {
        "plan": build_plan(plan),
        "source": source,
        "may_apply": request.assessment.is_open and may_carry(request.actor),
        "back_url": own_url(request, "carrying"),
        "seen": plan.seen,
        "problem": stale.message if stale else "",
    }
    status = stale.status if stale else 200
    return render(request, "assessments/carrying/preview.html", context, status=status)


@require_POST
@assessment_view(Permission.SHEET_WRITE, Permission.REPORT_WRITE)
def carrying_confirm(request: AssessmentRequest) -> HttpResponse:
    """Say of one inherited text, in the version that was read, that it is still true."""
    version = request.POST.get("version", "")
    if not NUMBER.fullmatch(version):
        raise Problem(_("Không rõ bản cần xác nhận."))
    confirm_text(
        actor=request.actor,
        assessment=request.assessment,
        slot=request.POST.get("slot", ""),
        version=int(version),
    )
    if request.headers.get("HX-Request"):
        return render(request, "assessments/carrying/_confirmed.html")
    messages.success(request, _("Đã xác nhận đoạn này còn đúng."))
    return redirect(own_url(request, "carrying"))


def carried_words(done: Carried) -> str:
    """Return what one carrying brought, in a sentence."""
    if not done.total:
        return _("Không có gì mới để mang sang; hồ sơ giữ nguyên.")
    return _("Đã mang sang %(texts)s đoạn văn, %(uses)s lượt dùng minh chứng, %(people)s người.") % {
        "texts": done.texts,
        "uses": done.uses,
        "people": done.people,
    }
