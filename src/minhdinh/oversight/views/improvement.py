"""How the schools of an office carry out their improvement plans."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from minhdinh.access.permissions import Permission
from minhdinh.common.keyset import page_asked
from minhdinh.improvement.enums import OutsideState
from minhdinh.lib.text import clean
from minhdinh.organisations.web import OfficeRequest, office_view
from minhdinh.oversight.domain.board import BoardFilter, names_above, offices_directly_below
from minhdinh.oversight.domain.improvement import asked_of, lines_of, narrowed, plan_rows, totals_of
from minhdinh.oversight.tables.improvement import improvement_table, tiles_of

P = Permission
NAMES = ("q", "school_type", "commune")


@office_view(P.IMPROVEMENT_VIEW)
@never_cache
@require_safe
def improvement(request: OfficeRequest, year: str) -> HttpResponse:
    """Show each school's actions, done, late, stuck and both monitorings; with what waits for this office's approval."""
    office, today = request.organisation, timezone.localdate()
    wanted = BoardFilter(**{name: clean(request.GET.get(name, ""))[:120] for name in NAMES})
    condition = str(request.GET.get("con", ""))[:20]
    rows = plan_rows(office, year, wanted, today)
    totals = totals_of(rows, year, today)
    context = {
        "code": office.code,
        "year": year,
        "tiles": tiles_of(totals, wanted, condition),
        "total": totals["total"],
        "asked": _asked(request, year) if request.actor.can(P.IMPROVEMENT_OUTSIDE) else [],
        "table": _table(request, year, rows, wanted, condition, today),
        "may_remind": request.actor.can(P.SCHOOL_REMIND),
    }
    return render(request, "oversight/improvement.html", context)


def _table(
    request: OfficeRequest, year: str, rows: Any, wanted: BoardFilter, condition: str, today: dt.date
) -> dict[str, Any]:
    children = offices_directly_below(request.organisation, year)
    shown = narrowed(rows, condition, year, today)
    page = page_asked(request.GET, shown.select_related("school"), ("school__sort_key", "id"))
    return improvement_table(
        page,
        year,
        lines_of([row.school_id for row in page.rows], year, today),
        wanted,
        condition,
        children,
        parents=names_above(page.rows) if children else {},
        picks=request.actor.can(P.SCHOOL_REMIND),
        today=today,
    )


def _asked(request: OfficeRequest, year: str) -> list[dict[str, Any]]:
    return [
        {
            "action": one,
            "school": one.plan.school,
            "state": OutsideState(one.outside_state).label,
            "url": reverse("improvement:action", args=[one.plan.school.code, year, one.pk]),
        }
        for one in asked_of(request.organisation, year)
    ]
