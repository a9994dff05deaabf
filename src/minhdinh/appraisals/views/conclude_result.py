"""The result and the steps of the body: confirmed, sent to the school, noted as unanswered, finished."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.cases.steps import take_step
from minhdinh.appraisals.domain.concluding.results import confirm_result
from minhdinh.appraisals.domain.concluding.writing import set_response_day
from minhdinh.appraisals.enums import Act
from minhdinh.appraisals.forms.concluding import DayForm, ResultForm, VersionForm, checked
from minhdinh.appraisals.views.conclude_gate import enter
from minhdinh.organisations.web import SchoolRequest, school_view

P = Permission


@require_POST
@school_view(P.CASE_EXAMINE)
def confirm(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Write which result the leader stands by."""
    room = enter(request, case_id)
    data = checked(ResultForm(request.POST)).cleaned_data
    confirm_result(
        actor=request.actor,
        case=room.case,
        level=data["level"],
        reason=data["reason"],
        version=data["version"],
    )
    messages.success(request, _("Đã xác nhận kết quả."))
    return room.back("conclude", "#ket-qua")


@require_POST
@school_view(P.CASE_EXAMINE)
def day(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Say until when the school may answer, where the regulation names no days."""
    room = enter(request, case_id)
    data = checked(DayForm(request.POST)).cleaned_data
    set_response_day(actor=request.actor, case=room.case, day=data["due_on"], version=data["version"])
    messages.success(request, _("Đã lưu hạn phản hồi."))
    return room.back("conclude", "#buoc")


@require_POST
@school_view(P.CASE_EXAMINE)
def send_draft(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Send the draft to the school."""
    return _step(request, case_id, Act.SEND_DRAFT, _("Đã gửi dự thảo báo cáo cho trường."))


@require_POST
@school_view(P.CASE_EXAMINE)
def finalise(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Finish the report and hand it to the department."""
    return _step(request, case_id, Act.FINALISE, _("Đã hoàn thiện báo cáo và chuyển Sở GDĐT."))


@require_POST
@school_view(P.CASE_EXAMINE)
def lapse(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Note that the school did not answer in time."""
    return _step(request, case_id, Act.LAPSE, _("Đã ghi nhận trường không phản hồi trong hạn."))


def _step(request: SchoolRequest, case_id: int, act: Act, told: str) -> HttpResponse:
    room = enter(request, case_id)
    version = checked(VersionForm(request.POST)).cleaned_data["version"]
    take_step(actor=request.actor, case=room.case, act=act, version=version)
    messages.success(request, told)
    return room.back("conclude")
