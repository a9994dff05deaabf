"""The first page of a system administrator."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from minhdinh.access.permissions import Permission
from minhdinh.organisations.domain.office import counts_by_kind, roots
from minhdinh.organisations.web.gate import SystemRequest, system_view


@system_view(Permission.SYSTEM_MANAGE)
@require_safe
def system_home(request: SystemRequest) -> HttpResponse:
    """Show what the installation holds and lead to its roots."""
    return render(request, "organisations/system.html", {"counts": counts_by_kind(), "roots": roots()})
