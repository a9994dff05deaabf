"""The bodies of a department by month, and the load of their people."""

from __future__ import annotations

import datetime as dt
import re

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.bodies.load import MONTHS, calendar_of, next_month
from minhdinh.organisations.web import OfficeRequest, office_view

P = Permission
MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


@require_GET
@office_view(P.CASE_MANAGE)
def calendar(request: OfficeRequest) -> HttpResponse:
    """Show six months from the one asked for (``?tu=2026-11``), or from this one."""
    start = _month(request.GET.get("tu", ""))
    shown = calendar_of(request.organisation.pk, start)
    earlier = start
    for _count in range(MONTHS):
        earlier = (earlier - dt.timedelta(days=1)).replace(day=1)
    context = {
        "code": request.organisation.code,
        "months": shown.months,
        "people": shown.people,
        "earlier": f"{earlier:%Y-%m}",
        "later": f"{next_month(shown.months[-1].first):%Y-%m}",
        "any": bool(shown.people) or any(month.bodies for month in shown.months),
        "this_month": timezone.localdate().replace(day=1),
    }
    return render(request, "appraisals/body/load.html", context)


def _month(asked: str) -> dt.date:
    found = MONTH.fullmatch(asked)
    return dt.date(int(found[1]), int(found[2]), 1) if found else timezone.localdate().replace(day=1)
