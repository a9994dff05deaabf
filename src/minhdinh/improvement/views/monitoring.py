"""The two monitorings of a year."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale
from minhdinh.improvement.domain.moments import days_of_plan
from minhdinh.improvement.domain.monitoring import save_monitoring
from minhdinh.improvement.domain.queries import actions_of, monitorings_of
from minhdinh.improvement.enums import Moment
from minhdinh.improvement.forms.monitoring import MonitoringForm, initial_of
from minhdinh.improvement.forms.versions import Newer, onto, version_of
from minhdinh.improvement.models import Monitoring
from minhdinh.improvement.presenters.plan import action_rows
from minhdinh.improvement.views.gate import PlanRequest, plan_view, status_of, to_page
from minhdinh.organisations.web.forms import add_problem

P = Permission


@require_http_methods(["GET", "POST"])
@plan_view(P.IMPROVEMENT_VIEW)
def monitoring(request: PlanRequest, moment: str) -> HttpResponse:
    """Show a monitoring with what was found of each action; who writes the plan records it."""
    if moment not in Moment.values:
        raise NotHere("Không có thời điểm giám sát này.")
    may_write = request.actor.can(P.IMPROVEMENT_WRITE)
    if request.method == "POST" and not may_write:
        raise NotAllowed("Thầy/Cô chưa được giao quyền ghi giám sát.")
    actions = actions_of(request.plan)
    row = monitorings_of(request.plan).get(moment)
    newer: list[Newer] | None = None
    form = MonitoringForm(
        request.POST if request.method == "POST" else None, initial=_stored(row), actions=actions
    )
    if request.method == "POST" and form.is_valid():
        try:
            save_monitoring(
                actor=request.actor,
                plan=request.plan,
                moment=moment,
                values=form.values(),
                version=version_of(form),
            )
        except Stale:
            row = monitorings_of(request.plan).get(moment)
            newer = onto(form, row.version if row else 0, _stored(row), form.labels)
        except Problem as problem:
            add_problem(form, problem)
        if not newer and not form.errors:  # saved, or the same words were saved a moment ago
            messages.success(request, _("Đã ghi kết quả giám sát."))
            return to_page(request, "plan", anchor="#giam-sat")
    today = timezone.localdate()
    context = {
        "code": request.organisation.code,
        "year": request.plan.year,
        "plan": request.plan,
        "moment": Moment(moment),
        "due": days_of_plan(request.plan)[moment],
        "row": row,
        "results": list(row.results.all()) if row else [],
        "rows": action_rows(request.plan, actions, today),
        "form": form,
        "newer": newer,
        "writable": may_write and request.plan.first_approved_at is not None,
    }
    return render(request, "improvement/monitoring.html", context, status=status_of(form, newer))


def _stored(row: Monitoring | None) -> dict[str, Any]:
    if row is None:
        return {"day": timezone.localdate(), "version": 0}
    return initial_of(row, list(row.results.all()))
