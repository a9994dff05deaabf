"""Where the office that decided chooses which final reports everybody may read; the public page of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from minhdinh.access.permissions import P
from minhdinh.common.keyset import page_asked
from minhdinh.common.problems import NotHere, Problem
from minhdinh.organisations.domain.queries import organisation_with_code
from minhdinh.organisations.web import OfficeRequest, office_view
from minhdinh.portal.domain.evaluations import (
    final_to_publish,
    publish_evaluation,
    published_evaluation,
    standing_of,
    withdraw_evaluation,
)
from minhdinh.portal.domain.office_queries import (
    ORDER,
    decided_case,
    decided_cases,
    publications_of,
    read_filter,
    reports_left,
)
from minhdinh.portal.domain.public_evaluation import public_evaluation
from minhdinh.portal.domain.publishing import withdraw_report
from minhdinh.portal.office_tables import decided_table
from minhdinh.portal.presenters import decision_links
from minhdinh.portal.views.keeping import open_page, shown


@open_page
def evaluation(request: HttpRequest, code: str, evaluation_id: int) -> HttpResponse:
    """Show a final report on a school that the office which decided has published."""
    school = organisation_with_code(code)
    if school is None or not school.is_school:
        raise NotHere("Không có trường này.")
    found = published_evaluation(school, evaluation_id)
    context = {
        "school": school,
        "published": found,
        "report": public_evaluation(found.draft),
        "decisions": decision_links(found.draft.case),
    }
    return shown(request, "portal/evaluation.html", context)


@office_view(P.RECOGNITION_RECORD)
@never_cache
@require_safe
def choose(request: OfficeRequest) -> HttpResponse:
    """List the registrations this office has decided, and what schools that ended still show."""
    office, wanted = request.organisation, read_filter(request.GET)
    rows = decided_cases(office, wanted)
    page = page_asked(request.GET, rows, ORDER, total=rows.count())
    table = decided_table(office, page, publications_of(page.rows), wanted)
    context = {"code": office.code, "table": table, "left": reports_left(office)}
    return render(request, "portal/office_publishing.html", context)


@office_view(P.RECOGNITION_RECORD)
@never_cache
@require_safe
def preview(request: OfficeRequest, case_id: int) -> HttpResponse:
    """Show what everybody would read of a final report, with the button to publish it or take it back."""
    return _preview(request, case_id)


@office_view(P.RECOGNITION_RECORD)
@require_POST
def publish(request: OfficeRequest, case_id: int) -> HttpResponse:
    """Publish the final report of a decided registration."""
    case = decided_case(request.organisation, case_id)
    try:
        publish_evaluation(actor=request.actor, case=case, read=request.POST.get("read") == "on")
    except Problem as problem:
        if problem.status in (403, 404):
            raise
        return _preview(request, case_id, problem)
    messages.success(request, _("Đã công bố báo cáo trên trang công khai của trường; trường đã được báo."))
    return redirect("portal:office-publishing", request.organisation.code)


@office_view(P.RECOGNITION_RECORD)
@require_POST
def withdraw(request: OfficeRequest, case_id: int) -> HttpResponse:
    """Take a published final report back."""
    withdraw_evaluation(actor=request.actor, case=decided_case(request.organisation, case_id))
    messages.success(request, _("Đã thôi công bố báo cáo; trang công khai đổi sau nhiều nhất một phút."))
    return redirect("portal:office-publishing", request.organisation.code)


@office_view(P.RECOGNITION_RECORD)
@require_POST
def withdraw_left(request: OfficeRequest, report_id: int) -> HttpResponse:
    """Take back a report that a school which has ended still shows."""
    found = next((one for one in reports_left(request.organisation) if one.pk == report_id), None)
    if found is None:
        raise NotHere(_("Không có báo cáo đã công bố này."))
    withdraw_report(actor=request.actor, school=found.school, report_id=found.pk)
    messages.success(request, _("Đã thôi công bố báo cáo; trang công khai đổi sau nhiều nhất một phút."))
    return redirect("portal:office-publishing", request.organisation.code)


def _preview(request: OfficeRequest, case_id: int, problem: Problem | None = None) -> HttpResponse:
    office = request.organisation
    case = decided_case(office, case_id)
    final = final_to_publish(case)
    if final is None:
        raise NotHere(_("Hồ sơ này không có báo cáo hoàn thiện."))
    home = reverse("portal:office-publishing", args=[office.code])
    context: dict[str, Any] = {
        "code": office.code,
        "case": case,
        "report": public_evaluation(final),
        "published": standing_of(case),
        "decisions": decision_links(case),
        "problem": problem,
        "crumbs": [{"label": _("Công bố báo cáo đánh giá ngoài"), "url": home}, {"label": case.school.name}],
    }
    return render(request, "portal/office_preview.html", context, status=problem.status if problem else 200)
