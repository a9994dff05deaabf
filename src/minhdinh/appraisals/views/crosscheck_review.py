"""The cross-checker's desk: the report, the evidence it cites, a comment at every criterion; nothing else."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.crosscheck_comments import PARTS, save_comment, send_comments
from minhdinh.appraisals.domain.crosscheck_queries import comments_of_reviewer, own_check
from minhdinh.appraisals.domain.crosscheck_report import (
    Report,
    cited_items,
    note_reading,
    open_cited_file,
    report_of,
)
from minhdinh.appraisals.models import CrossReviewer
from minhdinh.appraisals.views.crosscheck_reading import GENERAL, reading_page, tabs_of
from minhdinh.assessments.domain.queries import assessment_of_year
from minhdinh.assessments.suggestions.coverage import coverage_of
from minhdinh.common.middleware import wants_json
from minhdinh.common.problems import NotHere
from minhdinh.evidence.views.files import is_previewable, stream
from minhdinh.organisations.web import SchoolRequest, school_view

P = Permission


@require_GET
@school_view(P.CROSSCHECK_REVIEW)
def mine(request: SchoolRequest) -> HttpResponse:
    """Lead to the check that this person carries out here now."""
    found = own_check(request.organisation.pk, request.actor.user_id)
    if found is None:
        raise NotHere(_("Không có việc kiểm tra chéo nào."))
    return _to_desk(request, found.crosscheck.year)


@require_GET
@school_view(P.CROSSCHECK_REVIEW)
def desk(request: SchoolRequest, year: str) -> HttpResponse:
    """Show one standard of the report (``?tieu-chuan=2``) or its general part, with the comment forms."""
    reviewer = _own(request, year)
    report = report_of(request.organisation.pk, year)
    context = {
        "code": request.organisation.code,
        "year": year,
        "reviewer": reviewer,
        "check": reviewer.crosscheck,
        "writable": reviewer.sent_at is None,
        "report": report,
    }
    if report is not None:
        note_reading(actor=request.actor, reviewer=reviewer)
        context |= _contents(request, report, reviewer)
    return render(request, "appraisals/crosscheck_review.html", context)


@require_POST
@school_view(P.CROSSCHECK_REVIEW)
def save(request: SchoolRequest, year: str) -> HttpResponse:
    """Keep the draft of one criterion."""
    reviewer = _own(request, year)
    track, criterion = request.POST.get("track", ""), request.POST.get("criterion", "")
    report = report_of(request.organisation.pk, year)
    if report is None or (track, criterion) not in report.places:
        raise NotHere(_("Không có tiêu chí này."))
    words = {part: request.POST.get(part, "") for part in PARTS}
    save_comment(actor=request.actor, reviewer=reviewer, track=track, criterion=criterion, words=words)
    if wants_json(request):
        return JsonResponse({"saved_label": _("Đã lưu %(time)s") % {"time": f"{timezone.localtime():%H:%M}"}})
    messages.success(request, _("Đã lưu góp ý nháp."))
    address = _to_desk(request, year)
    address["Location"] += f"?tieu-chuan={criterion.split('.')[0]}"
    return address


@require_POST
@school_view(P.CROSSCHECK_REVIEW)
def send(request: SchoolRequest, year: str) -> HttpResponse:
    """Send everything that was written."""
    count = send_comments(actor=request.actor, reviewer=_own(request, year))
    messages.success(request, _("Đã gửi %(count)s góp ý cho trường.") % {"count": count})
    return _to_desk(request, year)


@require_safe
@school_view(P.CROSSCHECK_REVIEW)
def file(request: SchoolRequest, year: str, file_id: int) -> HttpResponseBase:
    """Stream a file of the cited evidence."""
    found = open_cited_file(actor=request.actor, reviewer=_own(request, year), file_id=file_id)
    shown = request.GET.get("view") == "1" and is_previewable(found)
    return stream(found, inline=shown, head=request.method == "HEAD")


def _contents(request: SchoolRequest, report: Report, reviewer: CrossReviewer) -> dict[str, object]:
    items = cited_items(report, request.organisation.pk)
    comments = comments_of_reviewer(reviewer)
    wanted = request.GET.get("tieu-chuan", GENERAL)
    tabs = tabs_of(report, wanted, comments)
    if not any(tab["active"] for tab in tabs):
        raise NotHere(_("Không có tiêu chuẩn này."))
    page = reading_page(report, wanted, items, comments)
    written = sum(1 for one in comments.values() if not one.is_empty)
    shown: dict[str, object] = {"tabs": tabs, "page": page, "items": page.items, "written": written}
    assessment = assessment_of_year(request.organisation.pk, reviewer.crosscheck.year)
    if wanted == GENERAL and assessment is not None:
        shown["coverage"] = coverage_of(assessment)
    return shown


def _own(request: SchoolRequest, year: str) -> CrossReviewer:
    found = own_check(request.organisation.pk, request.actor.user_id, year)
    if found is None:
        raise NotHere(_("Không có việc kiểm tra chéo nào."))
    return found


def _to_desk(request: SchoolRequest, year: str) -> HttpResponse:
    return redirect("appraisals:crosscheck-review", code=request.organisation.code, year=year)
