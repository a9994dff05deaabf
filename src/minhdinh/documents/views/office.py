"""Papers of offices."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from minhdinh.access.permissions import Permission
from minhdinh.common.dates import typed_day
from minhdinh.common.problems import NotHere
from minhdinh.documents.domain.report_papers import make_report_form
from minhdinh.documents.office.annex import annex
from minhdinh.documents.registry import MEDIA_TYPES
from minhdinh.organisations.web import OfficeRequest, office_view
from minhdinh.oversight.domain.reports_queries import visible_report
from minhdinh.oversight.statistics import make_table, table_named


@office_view(Permission.OFFICE_VIEW)
@require_safe
def statistics_annex(request: OfficeRequest, year: str, table: str) -> HttpResponse:
    """Answer a table of figures as a Word annex, made of the figures of this moment."""
    day = typed_day(request.GET, "day").day
    made = make_table(table, request.organisation, year, day)
    response = HttpResponse(
        annex(request.organisation, made, timezone.localdate()), content_type=MEDIA_TYPES["docx"]
    )
    name = f"{table_named(table).id}-{year}.docx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@office_view(Permission.OFFICE_VIEW)
@require_safe
def report_form(request: OfficeRequest, year: str, report_id: int, suffix: str) -> HttpResponse:
    """Answer a department's yearly report in its form, as Word or PDF; a draft's with the figures of now."""
    report = visible_report(request.actor, request.organisation, year, report_id)
    if report is None:
        raise NotHere("Không có báo cáo này.")
    made = make_report_form(report=report, suffix=suffix)
    response = HttpResponse(made.content, content_type=made.media_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    patch_cache_control(response, private=True, no_store=True)
    return response
