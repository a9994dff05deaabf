"""Handing in, meeting, approving, confirming, reopening."""

from __future__ import annotations

import io
from typing import IO, cast

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.approval import approve, reopen, send_back, submit
from minhdinh.assessments.domain.meetings import council_size, meetings_of, quorum_rule, record_meeting
from minhdinh.assessments.domain.readiness import readiness
from minhdinh.assessments.domain.seal_queries import seal_by_id, seals_of, signed_copy_by_id
from minhdinh.assessments.domain.sealing import confirm_and_seal
from minhdinh.assessments.domain.signed_copies import attach_signed_copy
from minhdinh.assessments.enums import State
from minhdinh.assessments.forms.meeting import MeetingForm
from minhdinh.assessments.presenters.overview import who_submits
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.assessments.views.setup_pages import UNPROCESSABLE
from minhdinh.common.problems import NotHere, Problem
from minhdinh.evidence.domain.blobs import sent_bytes

STEPS = ("submit", "meeting", "approve", "send_back", "confirm", "reopen")
P = Permission


@require_GET
@assessment_view(P.SHEET_VIEW)
def approval(request: AssessmentRequest) -> HttpResponse:
    """Show where the report stands and what the person may do with it."""
    return _page(request, _meeting_form(request))


def _meeting_form(request: AssessmentRequest) -> MeetingForm:
    assessment = request.assessment
    rule = quorum_rule(assessment.standard_set.catalogue)
    return MeetingForm(request.POST or None, members=council_size(assessment), rule=rule)


def _page(request: AssessmentRequest, form: MeetingForm, status: int = 200) -> HttpResponse:
    return render(request, "assessments/approval.html", _context(request, form), status=status)


def _context(request: AssessmentRequest, meeting_form: MeetingForm) -> dict[str, object]:
    assessment, actor = request.assessment, request.actor
    tasks = readiness(assessment) if assessment.state == State.DRAFT else []
    base = {"code": request.organisation.code, "year": request.year}
    return {
        "assessment": assessment,
        "tasks": tasks,
        "blocking": [task for task in tasks if task.blocking and not task.done],
        "steps": [{"label": state.label, "active": assessment.state == state} for state in State],
        "meetings": meetings_of(assessment),
        "meeting_form": meeting_form,
        "seals": seals_of(assessment),
        "urls": {step: reverse(f"assessments:{step.replace('_', '-')}", kwargs=base) for step in STEPS},
        "who_submits": who_submits(),
        "can": {
            "submit": actor.can(P.ASSESSMENT_SUBMIT),
            "meeting": actor.can(P.COUNCIL_MANAGE),
            "approve": actor.can(P.ASSESSMENT_APPROVE),
            "confirm": actor.can(P.ASSESSMENT_CONFIRM),
            "reopen": actor.can(P.ASSESSMENT_REOPEN),
        },
    }


def _back(request: AssessmentRequest, message: str) -> HttpResponse:
    messages.success(request, message)
    return redirect("assessments:approval", code=request.organisation.code, year=request.year)


@require_POST
@assessment_view(P.ASSESSMENT_SUBMIT)
def submit_report(request: AssessmentRequest) -> HttpResponse:
    """Hand the report in."""
    submit(actor=request.actor, assessment=request.assessment)
    return _back(request, _("Đã trình báo cáo để hội đồng duyệt."))


@require_POST
@assessment_view(P.COUNCIL_MANAGE)
def meeting(request: AssessmentRequest) -> HttpResponse:
    """Record the council's meeting."""
    form = _meeting_form(request)
    if not form.is_valid():
        return _page(request, form, UNPROCESSABLE)
    try:
        record_meeting(actor=request.actor, assessment=request.assessment, values=form.values())
    except Problem as problem:
        if not form.take(problem):
            raise
        return _page(request, form, UNPROCESSABLE)
    return _back(request, _("Đã ghi cuộc họp."))


@require_POST
@assessment_view(P.ASSESSMENT_APPROVE)
def approve_report(request: AssessmentRequest) -> HttpResponse:
    """Approve in the council's name."""
    approve(actor=request.actor, assessment=request.assessment)
    return _back(request, _("Hội đồng đã duyệt báo cáo."))


@require_POST
@assessment_view(P.ASSESSMENT_APPROVE, P.ASSESSMENT_CONFIRM)
def send_back_report(request: AssessmentRequest) -> HttpResponse:
    """Return the report with a reason."""
    send_back(actor=request.actor, assessment=request.assessment, reason=request.POST.get("reason", ""))
    return _back(request, _("Đã trả lại báo cáo để sửa."))


@require_POST
@assessment_view(P.ASSESSMENT_CONFIRM)
def confirm(request: AssessmentRequest) -> HttpResponse:
    """Confirm and seal."""
    confirm_and_seal(actor=request.actor, assessment=request.assessment)
    return _back(request, _("Đã niêm phong báo cáo. Các biểu mẫu chính thức đang được lập."))


@require_POST
@assessment_view(P.ASSESSMENT_REOPEN)
def reopen_report(request: AssessmentRequest) -> HttpResponse:
    """Open the next revision."""
    reopen(actor=request.actor, assessment=request.assessment, reason=request.POST.get("reason", ""))
    return _back(request, _("Đã mở lại báo cáo thành lần tiếp theo."))


@require_POST
@assessment_view(P.ASSESSMENT_SUBMIT)
def seal_attach(request: AssessmentRequest, seal_id: int) -> HttpResponse:
    """Attach a signed copy to a seal."""
    seal = seal_by_id(request.assessment, seal_id)
    upload = request.FILES.get("file")
    if seal is None:
        raise NotHere("Không có bản niêm phong này.")
    if upload is None:
        raise Problem("Chưa chọn tệp.", field="file")
    attach_signed_copy(
        actor=request.actor,
        seal=seal,
        stream=cast(IO[bytes], upload.file),
        name=upload.name or "",
        size=upload.size or 0,
    )
    return _back(request, _("Đã gắn bản ký."))


@require_GET
@assessment_view(P.SHEET_VIEW)
def signed_copy(request: AssessmentRequest, copy_id: int) -> FileResponse:
    """Hand out a signed copy."""
    copy = signed_copy_by_id(request.assessment, copy_id)
    if copy is None:
        raise NotHere("Không có bản ký này.")
    return FileResponse(
        io.BytesIO(sent_bytes(copy.blob, copy.name)),
        as_attachment=True,
        filename=copy.name,
        content_type=copy.blob.media_type,
    )
