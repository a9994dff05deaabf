"""Periodic reports of an office: list, draft, issue, archive, and what came in from below."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minhdinh.access.permissions import P
from minhdinh.common.keyset import page_asked
from minhdinh.common.problems import NotHere, Problem
from minhdinh.organisations.web import OfficeRequest, office_view
from minhdinh.organisations.web.forms import add_problem, posted
from minhdinh.oversight.domain.reports import (
    TEXTS,
    discard_report,
    draft_file,
    draft_results,
    file_name,
    issue_report,
    start_report,
    version_of,
    write_report,
)
from minhdinh.oversight.domain.reports_figures import same_figures, tables_now, thawed
from minhdinh.oversight.domain.reports_form import form_files
from minhdinh.oversight.domain.reports_paper import paper_of
from minhdinh.oversight.domain.reports_queries import (
    ISSUED_ORDER,
    archive_of,
    is_whole,
    issued_file,
    reports_from_below,
    sums_of_reports,
    visible_report,
    visible_reports,
)
from minhdinh.oversight.domain.reports_requests import request_received, requests_received
from minhdinh.oversight.domain.reports_rights import may_report
from minhdinh.oversight.enums import ReportKind
from minhdinh.oversight.forms.reports import ReportForm, StartForm
from minhdinh.oversight.models import OfficeReport
from minhdinh.oversight.tables.reports import archive_table, reports_table
from minhdinh.oversight.tables.statistics import shown_table

UNPROCESSABLE = 422
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PARTICULARS = ("number", "dated", "counted_on", "tables", "signer")


@office_view(P.OFFICE_VIEW)
@require_safe
def report_list(request: OfficeRequest, year: str) -> HttpResponse:
    """List the office's reports of a year, and what it is asked to report."""
    office, actor = request.organisation, request.actor
    waiting = [one for one in requests_received(actor, office, year) if one.answered_at is None]
    context = {
        **_frame(request, year),
        "table": reports_table(office.code, visible_reports(actor, office, year)),
        "start": StartForm(),
        "waiting": waiting,
    }
    return render(request, "oversight/reports.html", context)


@office_view(P.OFFICE_REPORT)
@require_POST
def start(request: OfficeRequest, year: str) -> HttpResponse:
    """Begin a report and lead to its draft; ``request`` names a request for figures that it answers."""
    asked = request.POST.get("request", "")
    row = (
        request_received(request.actor, request.organisation, year, int(asked)) if asked.isdecimal() else None
    )
    report = start_report(
        actor=request.actor,
        office=request.organisation,
        year=year,
        kind=ReportKind.QUICK if row else request.POST.get("kind", ""),
        answers=row.request if row else None,
    )
    messages.success(request, _("Đã lập bản thảo; phần kết quả được soạn sẵn từ số liệu."))
    return _to("oversight:report-write", request, year, report)


@office_view(P.OFFICE_VIEW)
@require_safe
def report_page(request: OfficeRequest, year: str, report_id: int) -> HttpResponse:
    """Show a report as it is printed: an issued one with the figures that were sent."""
    report = _found(request, year, report_id)
    issued = issued_file(report)
    tables = (
        [thawed(one) for one in issued.figures]
        if issued
        else tables_now(report.tables, report.office, report.year, report.counted_on)
    )
    context = {
        **_frame(request, year),
        "report": report,
        "issued": issued,
        "whole": issued is None or is_whole(issued),
        "paper": paper_of(report, tables),
        "form_files": form_files(report),
        "tables": [shown_table(one, "") for one in tables],
        "current": same_figures(report.drafted_from, tables),
    }
    return render(request, "oversight/report.html", context)


@office_view(P.OFFICE_REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: OfficeRequest, year: str, report_id: int) -> HttpResponse:
    """Write the draft."""
    report = _own(request, year, report_id)
    if report.is_issued:
        return _to("oversight:report", request, year, report)
    initial = {name: getattr(report, name) for name in (*TEXTS, *PARTICULARS)}
    form = ReportForm(posted(request), initial={**initial, "seen": version_of(report)})
    status = 200
    if form.is_valid():
        values = dict(form.cleaned_data)
        try:
            write_report(actor=request.actor, report=report, seen=values.pop("seen"), values=values)
        except Problem as problem:
            add_problem(form, problem)
            status = problem.status
        else:
            messages.success(request, _("Đã lưu báo cáo."))
            return _to("oversight:report", request, year, report)
    elif form.is_bound:
        status = UNPROCESSABLE
    context = {**_frame(request, year), "report": report, "form": form}
    return render(request, "oversight/report_write.html", context, status=status)


@office_view(P.OFFICE_REPORT)
@require_POST
def draft(request: OfficeRequest, year: str, report_id: int) -> HttpResponse:
    """Draft the results anew from the figures of now."""
    report = draft_results(actor=request.actor, report=_own(request, year, report_id))
    messages.success(request, _("Đã soạn lại phần kết quả từ số liệu lúc này."))
    return _to("oversight:report-write", request, year, report)


@office_view(P.OFFICE_REPORT)
@require_POST
def issue(request: OfficeRequest, year: str, report_id: int) -> HttpResponse:
    """Issue the draft; where something is missing, lead back to where it is written."""
    report = _own(request, year, report_id)
    try:
        issue_report(actor=request.actor, report=report)
    except Problem as problem:
        messages.error(request, problem.message)
        page = "oversight:report-write" if problem.field else "oversight:report"
        return _to(page, request, year, report)
    messages.success(request, _("Đã ban hành; bản Word được lưu nguyên vẹn."))
    return _to("oversight:report", request, year, report)


@office_view(P.OFFICE_REPORT)
@require_POST
def discard(request: OfficeRequest, year: str, report_id: int) -> HttpResponse:
    """Throw the draft away."""
    discard_report(actor=request.actor, report=_own(request, year, report_id))
    messages.success(request, _("Đã bỏ bản thảo."))
    return redirect("oversight:reports", code=request.organisation.code, year=year)


@office_view(P.OFFICE_VIEW)
@require_safe
def word(request: OfficeRequest, year: str, report_id: int) -> HttpResponse:
    """Answer the file that was sent, or a draft's with the figures of now."""
    report = _found(request, year, report_id)
    issued = issued_file(report)
    content = bytes(issued.content) if issued else draft_file(report)
    response = HttpResponse(content, content_type=WORD)
    response["Content-Disposition"] = f'attachment; filename="{issued.name if issued else file_name(report)}"'
    return response


@office_view(P.OFFICE_VIEW)
@require_safe
def archive(request: OfficeRequest, year: str) -> HttpResponse:
    """List everything the office has issued, of all years."""
    rows = archive_of(request.organisation)
    page = page_asked(request.GET, rows, ISSUED_ORDER, total=rows.count())
    context = {**_frame(request, year), "table": archive_table(request.organisation.code, page)}
    return render(request, "oversight/reports_archive.html", context)


@office_view(P.OFFICE_VIEW)
@require_safe
def from_below(request: OfficeRequest, year: str) -> HttpResponse:
    """Show what the offices below have issued, who has not, and the sum of their newest figures."""
    wanted = request.GET.get("kind", "")
    kind = wanted if wanted in ReportKind.values else ""
    lines = reports_from_below(request.organisation, year, kind)
    context = {
        **_frame(request, year),
        "lines": lines,
        "sent": sum(1 for line in lines if line.reports),
        "kinds": ReportKind.choices,
        "kind": kind,
        "sums": [shown_table(one, "") for one in sums_of_reports(lines, request.organisation)],
    }
    return render(request, "oversight/reports_below.html", context)


def _frame(request: OfficeRequest, year: str) -> dict[str, Any]:
    office = request.organisation
    return {
        "code": office.code,
        "year": year,
        "office": office,
        "may_write": may_report(request.actor, office),
    }


def _found(request: OfficeRequest, year: str, report_id: int) -> OfficeReport:
    report = visible_report(request.actor, request.organisation, year, report_id)
    if report is None:
        raise NotHere(_("Không có báo cáo này."))
    return report


def _own(request: OfficeRequest, year: str, report_id: int) -> OfficeReport:
    """Return a report that the person writes; for anybody else there is none to write."""
    if not may_report(request.actor, request.organisation):
        raise NotHere(_("Không có báo cáo này."))
    return _found(request, year, report_id)


def _to(name: str, request: OfficeRequest, year: str, report: OfficeReport) -> HttpResponse:
    return redirect(name, code=request.organisation.code, year=year, report_id=report.pk)
