"""Statistics of an office: the tables, their files, and the schools behind a number. Figures are always live."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from minhdinh.access.permissions import Permission
from minhdinh.common.dates import TypedDay, typed_day
from minhdinh.common.keyset import page_asked
from minhdinh.common.language import in_vietnamese
from minhdinh.common.web import workbook_response
from minhdinh.lib.spreadsheet import workbook_bytes
from minhdinh.organisations.domain.placements import day_of_year
from minhdinh.organisations.web import OfficeRequest, office_view
from minhdinh.oversight.statistics.behind import school_lines
from minhdinh.oversight.statistics.filters import schools_behind, with_levels, words
from minhdinh.oversight.statistics.registry import make_table, table_named
from minhdinh.oversight.statistics.shown import subtitle
from minhdinh.oversight.statistics.workbook import as_workbook
from minhdinh.oversight.tables.statistics import (
    DAY,
    cards,
    downloads,
    school_cells,
    school_columns,
    schools_table,
    shown_table,
    tabs,
)

ORDER = ("school__sort_key", "id")
NO_FILTER = frozenset({DAY, "after", "before"})


@dataclass(frozen=True, slots=True)
class Asked:
    """The day an address asks for, as typed and as counted."""

    typed: TypedDay
    day: dt.date

    @property
    def query(self) -> str:
        """What a link repeats of it."""
        return self.typed.shown if self.typed.day else ""


@office_view(Permission.OFFICE_VIEW)
@require_safe
def statistics_list(request: OfficeRequest, year: str) -> HttpResponse:
    """Name every table and what it is for."""
    return render(request, "oversight/statistics.html", {"cards": cards(request.organisation.code, year)})


@office_view(Permission.OFFICE_VIEW)
@require_safe
def statistics_table(request: OfficeRequest, year: str, table: str) -> HttpResponse:
    """Show one table as it is now."""
    asked = _asked(request, year)
    made = make_table(table, request.organisation, year, asked.day)
    context = {
        "table": shown_table(made, asked.query),
        "subtitle": subtitle(made),
        "tabs": tabs(request.organisation.code, year, table, asked.query),
        "downloads": downloads(made, asked.query),
        "typed": asked.typed,
        "made_at": timezone.now(),
        "all_url": reverse("oversight:statistics", args=[request.organisation.code, year]),
    }
    return render(request, "oversight/statistics_table.html", context)


@office_view(Permission.OFFICE_VIEW)
@require_safe
@in_vietnamese
def statistics_excel(request: OfficeRequest, year: str, table: str) -> HttpResponse:
    """Answer a table as a workbook."""
    made = make_table(table, request.organisation, year, _asked(request, year).day)
    return workbook_response(as_workbook(made), f"{table_named(table).id}-{year}.xlsx")


@office_view(Permission.OFFICE_VIEW)
@require_safe
def statistics_schools(request: OfficeRequest, year: str) -> HttpResponse:
    """List the schools behind a number."""
    asked, wanted = _asked(request, year), _wanted(request)
    rows = with_levels(schools_behind(request.organisation, year, asked.day, wanted))
    page = page_asked(request.GET, rows, ORDER, total=rows.count())
    export = reverse("oversight:statistics-schools-export", args=[request.organisation.code, year])
    context = {
        "table": schools_table(
            request.organisation,
            page,
            school_lines(page.rows),
            export_url=export,
            opens=request.actor.can(Permission.SCHOOL_VIEW),
        ),
        "phrases": words(wanted),
        "day": asked.day,
        "all_url": reverse("oversight:statistics", args=[request.organisation.code, year]),
    }
    return render(request, "oversight/statistics_schools.html", context)


@office_view(Permission.OFFICE_VIEW)
@require_safe
@in_vietnamese
def statistics_schools_export(request: OfficeRequest, year: str) -> HttpResponse:
    """Answer all schools behind a number as a workbook."""
    asked, wanted = _asked(request, year), _wanted(request)
    rows = with_levels(schools_behind(request.organisation, year, asked.day, wanted)).order_by(*ORDER)
    header = [column["label"] for column in school_columns()]
    cells = (school_cells(line) for line in school_lines(rows))
    title = _("Các trường, năm học %(year)s: %(what)s") % {
        "year": year,
        "what": "; ".join(words(wanted)) or _("tất cả"),
    }
    content = workbook_bytes(header, cells, sheet=_("Trường"), title=title)
    return workbook_response(content, f"cac-truong-{year}.xlsx")


def _asked(request: OfficeRequest, year: str) -> Asked:
    typed = typed_day(request.GET, DAY)
    return Asked(typed, typed.day or day_of_year(year, timezone.localdate()))


def _wanted(request: OfficeRequest) -> dict[str, str]:
    return {name: str(value) for name, value in request.GET.items() if name not in NO_FILTER}
