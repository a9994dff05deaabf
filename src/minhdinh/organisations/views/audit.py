"""Who did what in an organisation."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from minhdinh.access.permissions import Role
from minhdinh.audit.domain.queries import EntryFilter, entries_of_organisation
from minhdinh.common.dates import typed_day
from minhdinh.common.keyset import page_asked
from minhdinh.organisations.tables.audit import audit_table
from minhdinh.organisations.web.gate import OrganisationRequest


@require_safe
def audit(request: OrganisationRequest) -> HttpResponse:
    """List the entries, newest first, with filters."""
    since, until = typed_day(request.GET, "since"), typed_day(request.GET, "until")
    wanted = EntryFilter(
        person=request.GET.get("person", ""),
        group=request.GET.get("group", ""),
        since=since.day,
        until=until.day,
    )
    entries = entries_of_organisation(request.organisation.pk, wanted, inner=_reads_inner(request))
    page = page_asked(request.GET, entries, ("-id",))
    table = audit_table(request.organisation.pk, page, wanted, (since, until))
    return render(request, "organisations/audit.html", {"table": table})


def _reads_inner(request: OrganisationRequest) -> bool:
    """Tell whether somebody reads the inner work of examiners too: at a school not its own people."""
    if not request.organisation.is_school or request.actor.is_outside:
        return True
    return Role.SYSTEM_ADMIN in request.actor.roles
