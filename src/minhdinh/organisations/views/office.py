"""An office's first page: the schools below it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from minhdinh.access.permissions import Permission
from minhdinh.common.keyset import page_asked
from minhdinh.common.language import in_vietnamese
from minhdinh.common.web import workbook_response
from minhdinh.lib.spreadsheet import workbook_bytes
from minhdinh.organisations.domain.delegations import delegations_of
from minhdinh.organisations.domain.inheritance import lineage_of
from minhdinh.organisations.domain.office import (
    SchoolFilter,
    names_of_parents,
    offices_below,
    schools_below,
)
from minhdinh.organisations.tables.schools import cells_of, columns, schools_table
from minhdinh.organisations.web.gate import OfficeRequest, office_view

FILTERS = ("q", "school_type", "ownership", "commune")


@office_view(Permission.OFFICE_VIEW)
@require_safe
def office_home(request: OfficeRequest) -> HttpResponse:
    """List the schools below with search, filters and sorting."""
    wanted = _wanted(request)
    rows = schools_below(request.organisation, wanted)
    page = page_asked(request.GET, rows, wanted.order, total=rows.count())
    communes = offices_below(request.organisation, itself=False)
    parents = names_of_parents(page.rows)
    context = {
        "table": schools_table(
            request.organisation,
            page,
            parents,
            communes,
            wanted,
            opens_profiles=request.actor.can(Permission.SCHOOL_VIEW),
        ),
        "may_follow": request.actor.can(Permission.SCHOOL_VIEW),
        "may_manage": request.actor.can(Permission.ORGANISATIONS_MANAGE),
        "code": request.organisation.code,
        "lineage": lineage_of(request.organisation),
        "delegations": delegations_of(request.organisation),
        "unit": request.organisation,
        "today": timezone.localdate(),
    }
    return render(request, "organisations/office_home.html", context)


@office_view(Permission.OFFICE_VIEW)
@require_safe
@in_vietnamese
def schools_export(request: OfficeRequest) -> HttpResponse:
    """Answer the list exactly as filtered and sorted on the page, all of it, as a workbook."""
    schools = list(schools_below(request.organisation, _wanted(request)))
    parents, shown = names_of_parents(schools), columns()
    rows = [[cells_of(school, parents)[column["key"]] for column in shown] for school in schools]
    title = _("Các trường thuộc %(name)s") % {"name": request.organisation.name}
    content = workbook_bytes([column["label"] for column in shown], rows, sheet=_("Trường"), title=title)
    return workbook_response(content, f"danh-sach-truong-{timezone.localdate():%Y%m%d}.xlsx")


def _wanted(request: OfficeRequest) -> SchoolFilter:
    values = {name: request.GET.get(name, "") for name in FILTERS}
    return SchoolFilter(**values, sort=request.GET.get("sort", "") or "name")
