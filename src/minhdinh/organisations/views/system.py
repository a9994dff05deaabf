"""The first page of a system administrator."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import Problem
from minhdinh.organisations.domain.kinds import add_kind
from minhdinh.organisations.domain.office import counts_by_kind, roots
from minhdinh.organisations.forms.mergers import KindForm
from minhdinh.organisations.web.forms import add_problem, posted
from minhdinh.organisations.web.gate import SystemRequest, system_view


@system_view(Permission.SYSTEM_MANAGE)
@require_safe
def system_home(request: SystemRequest) -> HttpResponse:
    """Show what the installation holds and lead to its roots."""
    return render(request, "organisations/system.html", {"counts": counts_by_kind(), "roots": roots()})


@system_view(Permission.SYSTEM_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def kind_new(request: SystemRequest) -> HttpResponse:
    """Add a kind of organisations."""
    form = KindForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            kind = add_kind(actor=request.actor, **form.cleaned_data)
        except Problem as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Đã thêm loại đơn vị %(name)s.") % {"name": kind.name})
            return redirect("organisations:system")
    return render(request, "organisations/kind_new.html", {"form": form}, status=422 if form.errors else 200)
