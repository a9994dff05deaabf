"""The board of an office: counts, the list of schools, the same list as a workbook."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from minhdinh.access.permissions import Permission
from minhdinh.common.keyset import page_asked
from minhdinh.common.language import in_vietnamese
from minhdinh.common.web import workbook_response
from minhdinh.lib.spreadsheet import workbook_bytes
from minhdinh.lib.text import clean, percent
from minhdinh.organisations.web import OfficeRequest, office_view
from minhdinh.oversight.domain.board import (
    BoardFilter,
    board_rows,
    chosen,
    count_board,
    filtered,
    names_above,
    narrowed,
    offices_directly_below,
    without_evidence,
)
from minhdinh.oversight.domain.board_export import export_pages
from minhdinh.oversight.domain.campaign_reach import campaigns_over, deadlines_of
from minhdinh.oversight.tables.board import (
    board_table,
    export_columns,
    export_row,
    group_lines,
    link,
    stage_bars,
    total_line,
)
from minhdinh.oversight.tables.campaigns import next_steps

FILTERS = ("q", "school_type", "ownership", "commune", "stage", "late", "idle", "done")
BY_OFFICE = "commune"


def board_filter(values: Any) -> BoardFilter:
    """Return what an address or a posted form asks for; unknown values find nothing or everything, never fail."""
    given = {name: clean(str(values.get(name, "")))[:120] for name in FILTERS}
    return BoardFilter(**given, sort=str(values.get("sort", "")) or "name")


@office_view(Permission.SCHOOL_VIEW)
@never_cache
@require_safe
def board(request: OfficeRequest, year: str) -> HttpResponse:
    """Show where each school of the office stands in the year."""
    office, wanted = request.organisation, board_filter(request.GET)
    campaigns = campaigns_over(office, year)
    rows = chosen(board_rows(office, year, deadlines_of(campaigns)), year, wanted)
    children = offices_directly_below(office, year)
    grouped = children if request.GET.get("group") == BY_OFFICE else []
    counts = count_board(rows, office, year, grouped)
    context = {
        "code": office.code,
        "year": year,
        "counts": counts.overall,
        "share": percent(counts.overall.completed, counts.overall.total),
        "lines": group_lines(counts, wanted, grouped, year),
        "total_line": total_line(counts, wanted),
        "tabs": _tabs(request, wanted) if children else [],
        "bars": stage_bars(counts, wanted),
        "late_url": link(wanted, late="1", stage="", done="", idle=""),
        "steps": next_steps(office, year, campaigns),
        "now": timezone.localtime(),
        "table": _table(request, year, narrowed(rows, wanted), wanted, children, counts.overall.total),
        "may_remind": request.actor.can(Permission.SCHOOL_REMIND),
        "may_manage": request.actor.can(Permission.CAMPAIGN_MANAGE),
        "remind_all_url": reverse("oversight:remind", args=[office.code, year]) + link(wanted, all="1"),
    }
    return render(request, "oversight/board.html", context)


@office_view(Permission.SCHOOL_VIEW)
@require_safe
@in_vietnamese
def board_export(request: OfficeRequest, year: str) -> HttpResponse:
    """Answer the list exactly as filtered and sorted on the page, all of it, as a workbook."""
    office, wanted = request.organisation, board_filter(request.GET)
    parents = bool(offices_directly_below(office, year))
    rows = (
        export_row(row, parent, gaps, parents=parents)
        for row, parent, gaps in export_pages(filtered(office, year, wanted), wanted.order)
    )
    title = _("Tiến độ tự đánh giá năm học %(year)s, %(name)s, lúc %(now)s") % {
        "year": year,
        "name": office.name,
        "now": f"{timezone.localtime():%H:%M %d/%m/%Y}",
    }
    content = workbook_bytes(
        export_columns(parents=parents), rows, sheet=_("Tiến độ"), title=title, constant_memory=True
    )
    return workbook_response(content, f"tien-do-{office.code}-{year}-{timezone.localdate():%Y%m%d}.xlsx")


def _table(
    request: OfficeRequest, year: str, rows: Any, wanted: BoardFilter, children: list[Any], counted: int
) -> dict[str, Any]:
    total = rows.count() if wanted.narrows else counted
    page = page_asked(request.GET, rows.select_related("school"), wanted.order, total=total)
    return board_table(
        request.organisation,
        year,
        page,
        wanted,
        children,
        parents=names_above(page.rows) if children else {},
        gaps=without_evidence(page.rows),
        picks=request.actor.can(Permission.SCHOOL_REMIND),
    )


def _tabs(request: OfficeRequest, wanted: BoardFilter) -> list[dict[str, Any]]:
    by_office = request.GET.get("group") == BY_OFFICE
    return [
        {"label": _("Theo loại trường"), "url": link(wanted), "active": not by_office},
        {"label": _("Theo đơn vị"), "url": link(wanted, group=BY_OFFICE), "active": by_office},
    ]
