"""Where a school's head chooses what everybody may read, and the public page of a report."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from minhdinh.access.permissions import P
from minhdinh.access.web import public_view
from minhdinh.assessments.domain.seal_queries import seal_of_school
from minhdinh.common.problems import NotHere, Problem
from minhdinh.documents.pdf import PdfUnavailable, available
from minhdinh.evidence.domain.blobs import read_blob
from minhdinh.evidence.models import Blob
from minhdinh.organisations.domain.queries import organisation_with_code
from minhdinh.organisations.web import SchoolRequest, school_view
from minhdinh.portal.domain.limits import FILES, seconds_to_wait
from minhdinh.portal.domain.public_report import public_report
from minhdinh.portal.domain.publishing import (
    inherited_reports,
    publish_report,
    publishable,
    published_report,
    withdraw_report,
)
from minhdinh.portal.domain.report_paper import request_paper
from minhdinh.portal.models import PublishedReport
from minhdinh.portal.views.keeping import KEPT_SECONDS, absent, busy, check_words, open_page, shown


@open_page
def report(request: HttpRequest, code: str, report_id: int) -> HttpResponse:
    """Show a report that its school has published."""
    found = _published(code, report_id)
    context = {
        "school": found.school,
        "published": found,
        "seal": found.seal,
        "report": public_report(found.seal),
    }
    return shown(request, "portal/report.html", context)


@public_view
@require_safe
def paper(request: HttpRequest, code: str, report_id: int) -> HttpResponseBase:
    """Hand out a published report as PDF: the bytes made once, marked by their hash, no cookie."""
    wait = seconds_to_wait(FILES, get_adapter().get_client_ip(request))
    if wait:
        return busy(request, wait)
    try:
        check_words({"code": code})
        found = _published(code, report_id)
        return _file(request, found.paper, f"bao-cao-tu-danh-gia-{code}-{found.seal.assessment.year}.pdf")
    except Problem as problem:
        return absent(request, problem)


def _file(request: HttpRequest, blob: Blob | None, name: str) -> HttpResponseBase:
    """Answer a kept file, or 304 to whoever has it; it is kept no longer than a page, for it may be taken back."""
    if blob is None:
        raise NotHere("Báo cáo này chưa có bản PDF.")
    etag = f'"{blob.sha256}"'
    answer: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = HttpResponse(read_blob(blob), content_type="application/pdf")
        answer.headers["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    answer.headers["ETag"] = etag
    patch_cache_control(answer, public=True, max_age=KEPT_SECONDS)
    return answer


def _published(code: str, report_id: int) -> PublishedReport:
    school = organisation_with_code(code)
    if school is None or not school.is_school:
        raise NotHere("Không có trường này.")
    return published_report(school, report_id)


@school_view(P.ASSESSMENT_CONFIRM)
@never_cache
@require_safe
def choose(request: SchoolRequest) -> HttpResponse:
    """List the sealed reports of the school: which everybody may read."""
    school = request.organisation
    context = {
        "code": school.code,
        "reports": publishable(school),
        "inherited": inherited_reports(school),
        "makes_paper": available(),
    }
    return render(request, "portal/publishing.html", context)


@school_view(P.ASSESSMENT_CONFIRM)
@never_cache
@require_safe
def preview(request: SchoolRequest, seal_id: int) -> HttpResponse:
    """Show what everybody would read of a sealed report, with the button to publish it."""
    school = request.organisation
    seal = seal_of_school(school.pk, seal_id)
    if seal is None:
        raise NotHere(_("Không có bản niêm phong này."))
    standing = next((one for one in publishable(school) if one.seal.pk == seal.pk), None)
    home = reverse("portal:publishing", args=[school.code])
    context = {
        "code": school.code,
        "seal": seal,
        "report": public_report(seal),
        "published": standing.published if standing else None,
        "may_publish": standing is not None and standing.published is None,
        "crumbs": [{"label": _("Công bố báo cáo"), "url": home}, {"label": seal.assessment.year}],
    }
    return render(request, "portal/publishing_preview.html", context)


@school_view(P.ASSESSMENT_CONFIRM)
@require_POST
def publish(request: SchoolRequest, seal_id: int) -> HttpResponse:
    """Publish a sealed report."""
    school = request.organisation
    try:
        publish_report(
            actor=request.actor, school=school, seal_id=seal_id, read=request.POST.get("read") == "on"
        )
    except NotHere:
        raise
    except Problem as problem:
        messages.error(request, problem.message)
        return redirect("portal:publishing-preview", school.code, seal_id)
    messages.success(request, _("Đã công bố báo cáo trên trang công khai của trường."))
    return redirect("portal:publishing", school.code)


@school_view(P.ASSESSMENT_CONFIRM)
@require_POST
def withdraw(request: SchoolRequest, report_id: int) -> HttpResponse:
    """Take a published report back."""
    inherited = (one.school for one in inherited_reports(request.organisation) if one.pk == report_id)
    school = next(inherited, request.organisation)
    withdraw_report(actor=request.actor, school=school, report_id=report_id)
    messages.success(request, _("Đã thôi công bố báo cáo; trang công khai đổi sau nhiều nhất một phút."))
    return redirect("portal:publishing", request.organisation.code)


@school_view(P.ASSESSMENT_CONFIRM)
@require_POST
def make_paper(request: SchoolRequest, report_id: int) -> HttpResponse:
    """Ask again for the PDF of a published report, after LibreOffice was installed or a job had failed."""
    school = request.organisation
    report = published_report(school, report_id)
    if report.paper is None:
        try:
            request_paper(actor=request.actor, report=report)
        except PdfUnavailable as problem:
            messages.error(request, problem.message)
            return redirect("portal:publishing", school.code)
        messages.success(request, _("Đang lập bản PDF; tải lại trang sau ít phút."))
    return redirect("portal:publishing", school.code)
