"""The page over all sheets under review, its steps, and texts that wait beside each other."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.parallel import set_parallel_aside, take_parallel
from minhdinh.assessments.domain.review import save_review_steps
from minhdinh.assessments.enums import ReviewStep
from minhdinh.assessments.presenters.review import build_review_table
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.common.problems import NotHere, Problem

NUMBER = re.compile(r"[0-9]{1,9}")


@require_GET
@assessment_view(Permission.SHEET_VIEW)
def review(request: AssessmentRequest) -> HttpResponse:
    """Show every sheet with its state, the step it waits for and its open threads; who leads chooses the steps."""
    assessment = request.assessment
    context = {
        "assessment": assessment,
        "table": build_review_table(request.actor, assessment),
        "steps": [
            {"value": step.value, "label": step.label, "chosen": step.value in assessment.review_steps}
            for step in ReviewStep
        ],
        "may_choose": request.actor.can(Permission.COUNCIL_MANAGE) and assessment.is_open,
    }
    return render(request, "assessments/comments/review.html", context)


@require_POST
@assessment_view(Permission.COUNCIL_MANAGE)
def review_steps(request: AssessmentRequest) -> HttpResponse:
    """Choose who looks at the sheets before they are approved."""
    save_review_steps(actor=request.actor, assessment=request.assessment, steps=request.POST.getlist("steps"))
    messages.success(request, _("Đã ghi các bước duyệt phiếu."))
    return redirect("assessments:review", code=request.organisation.code, year=request.year)


@require_POST
@assessment_view(Permission.SHEET_WRITE, Permission.REPORT_WRITE)
def parallel(request: AssessmentRequest) -> HttpResponse:
    """Make a text that was kept beside another one the newest version, or put it aside."""
    text_id, version = request.POST.get("text", ""), request.POST.get("version", "")
    if not (NUMBER.fullmatch(text_id) and NUMBER.fullmatch(version)):
        raise Problem(_("Không rõ bản cần dùng."))
    if request.POST.get("move") == "take":
        saved = take_parallel(
            actor=request.actor, assessment=request.assessment, text_id=int(text_id), version=int(version)
        )
        slot = saved.slot
        messages.success(request, _("Đã dùng bản viết song song; bản trước còn trong lịch sử."))
    elif request.POST.get("move") == "aside":
        slot = set_parallel_aside(
            actor=request.actor, assessment=request.assessment, text_id=int(text_id)
        ).slot
    else:
        raise NotHere(_("Không có việc này."))
    where = reverse(
        "assessments:passage-history", kwargs={"code": request.organisation.code, "year": request.year}
    )
    return redirect(f"{where}?{urlencode({'slot': slot})}")
