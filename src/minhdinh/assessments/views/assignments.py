"""Who is in charge of which criterion."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.assignments import Pair, assign_group, save_assignments
from minhdinh.assessments.domain.queries import tracks_of
from minhdinh.assessments.models import Track
from minhdinh.assessments.presenters.council import build_matrix
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.assessments.views.setup_pages import may_edit, own_url, to_page
from minhdinh.common.middleware import wants_json
from minhdinh.common.problems import NotHere, Problem
from minhdinh.lib.text import whole_number

P = Permission
LEAD = "lead-"


@require_http_methods(["GET", "POST"])
@assessment_view(P.SHEET_VIEW)
def assignments(request: AssessmentRequest) -> HttpResponse:
    """Show the matrix of a track (``?cap=``); a post writes it whole and answers JSON to a script."""
    if request.method == "POST":
        return _save(request)
    matrix = build_matrix(request.assessment, request.GET.get("cap", ""))
    context = {
        "matrix": matrix,
        "writable": may_edit(request, P.COUNCIL_MANAGE),
        "group_url": own_url(request, "assignments-group"),
        "council_url": own_url(request, "council"),
    }
    return render(request, "assessments/assignments.html", context)


def _save(request: AssessmentRequest) -> HttpResponse:
    track = _track(request)
    save_assignments(
        actor=request.actor,
        assessment=request.assessment,
        pairs={_pair(text) for text in request.POST.getlist("pair")},
        leads=_leads(request.POST),
        track=track,
    )
    if wants_json(request):
        return JsonResponse({"saved_label": f"Đã lưu {timezone.localtime():%H:%M}"})
    messages.success(request, _("Đã lưu bảng phân công."))
    return to_page(request, "assignments", f"cap={track.education_level}")


@require_POST
@assessment_view(P.COUNCIL_MANAGE)
def assignments_group(request: AssessmentRequest) -> HttpResponse:
    """Put a working group in charge of a standard."""
    track = _track(request)
    group = whole_number(request.POST.get("group", ""))
    if group is None:
        raise Problem("Hãy chọn nhóm công tác.", field="group")
    added = assign_group(
        actor=request.actor,
        assessment=request.assessment,
        group_id=group,
        standard=request.POST.get("standard", ""),
        track=track,
    )
    messages.success(request, _("Đã thêm %(count)s lượt phân công.") % {"count": added})
    return to_page(request, "assignments", f"cap={track.education_level}")


def _track(request: AssessmentRequest) -> Track:
    wanted = request.POST.get("track", "")
    for track in tracks_of(request.assessment):
        if track.education_level == wanted:
            return track
    raise NotHere("Không có cấp học này.")


def _pair(text: str) -> Pair:
    sheet, _colon, member = text.partition(":")
    return _number(sheet), _number(member)


def _leads(data: QueryDict) -> dict[int, int]:
    chosen = {
        name.removeprefix(LEAD): value for name, value in data.items() if name.startswith(LEAD) and value
    }
    return {_number(sheet): _number(str(member)) for sheet, member in chosen.items()}


def _number(text: str) -> int:
    number = whole_number(text)
    if number is None:
        raise Problem("Bảng phân công gửi lên không đọc được. Hãy tải lại trang.")
    return number
