"""The registrations of an office's schools: the list, and the list as a workbook."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from minhdinh.access.permissions import P
from minhdinh.appraisals.domain.intake.listing import (
    CaseFilter,
    chosen,
    export_rows,
    office_rows,
    totals,
    years_known,
)
from minhdinh.appraisals.tables import case_table, export_columns, export_row, tiles_of
from minhdinh.common.keyset import page_asked
from minhdinh.common.language import in_vietnamese
from minhdinh.common.web import workbook_response
from minhdinh.lib.spreadsheet import workbook_bytes
from minhdinh.lib.text import clean
from minhdinh.organisations.domain.office import direct_children
from minhdinh.organisations.web import OfficeRequest, office_view

FILTERS = ("q", "stage", "holder", "year", "wish", "level", "commune", "overdue", "state")


def wanted_of(request: OfficeRequest) -> CaseFilter:
    """Return what an address asks for; unknown values find nothing or everything, never fail."""
    given = {name: clean(request.GET.get(name, ""))[:120] for name in FILTERS}
    return CaseFilter(**given, sort=request.GET.get("sort", "")[:20] or "turn")


@office_view(P.CASE_VIEW)
@never_cache
@require_safe
def overview(request: OfficeRequest) -> HttpResponse:
    """Show the registrations below an office, what waits for this very office first."""
    office, wanted, today = request.organisation, wanted_of(request), timezone.localdate()
    rows = office_rows(office, wanted)
    found = chosen(rows, office, wanted, today)
    page = page_asked(request.GET, found, wanted.order, total=found.count())
    children = [one for one in direct_children(office) if not one.is_school]
    context = {
        "code": office.code,
        "tiles": tiles_of(totals(rows, office, today), wanted),
        "table": case_table(office, page, wanted, (children, years_known(office))),
    }
    return render(request, "appraisals/intake/list.html", context)


@office_view(P.CASE_VIEW)
@require_safe
@in_vietnamese
def export(request: OfficeRequest) -> HttpResponse:
    """Answer the list exactly as filtered and sorted on the page, all of it, as a workbook."""
    office, wanted, today = request.organisation, wanted_of(request), timezone.localdate()
    rows = chosen(office_rows(office, wanted), office, wanted, today)
    lines = (export_row(index, row) for index, row in enumerate(export_rows(rows, wanted.order), start=1))
    title = _("Sổ theo dõi đăng ký, %(name)s, ngày %(day)s") % {
        "name": office.name,
        "day": f"{today:%d/%m/%Y}",
    }
    content = workbook_bytes(
        export_columns(), lines, sheet=_("Sổ theo dõi đăng ký"), title=title, constant_memory=True
    )
    return workbook_response(content, f"so-dang-ky-{office.code}-{today:%Y%m%d}.xlsx")
