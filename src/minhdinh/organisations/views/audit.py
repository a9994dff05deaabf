"""Who did what in an organisation."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from minhdinh.audit.domain.queries import EntryFilter, entries_of_organisation
from minhdinh.common.keyset import page_of
from minhdinh.organisations.tables.audit import audit_table
from minhdinh.organisations.web.gate import OrganisationRequest


@require_safe
def audit(request: OrganisationRequest) -> HttpResponse:
    """List the entries, newest first, with filters."""
    wanted = EntryFilter(
        person=request.GET.get("person", ""),
        group=request.GET.get("group", ""),
        since=_day(request.GET.get("since", "")),
        until=_day(request.GET.get("until", "")),
    )
    page = page_of(
        entries_of_organisation(request.organisation.pk, wanted),
        ("-id",),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    table = audit_table(request.organisation.pk, page, wanted)
    return render(request, "organisations/audit.html", {"table": table})


def _day(text: str) -> dt.date | None:
    """Return the day of a date field; a half-typed one filters nothing."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
