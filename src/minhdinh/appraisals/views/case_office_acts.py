"""What an office does with a registration: its steps, accepting it, moving a day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minhdinh.access.permissions import P
from minhdinh.appraisals.domain.cases.steps import take_step
from minhdinh.appraisals.domain.intake.accepting import accept_case
from minhdinh.appraisals.domain.intake.due import move_due
from minhdinh.appraisals.enums import Act
from minhdinh.appraisals.forms.intake import DueForm
from minhdinh.appraisals.models import Case
from minhdinh.appraisals.rules.regimes import regime
from minhdinh.appraisals.views.case_office import OWN_ACTS, found_case, show_page, step_form
from minhdinh.common.problems import NotAllowed, NotHere, Problem, Stale
from minhdinh.lib.text import vn_date
from minhdinh.organisations.web import OfficeRequest, office_view
from minhdinh.organisations.web.forms import add_problem

UNPROCESSABLE = 422


@require_POST
@office_view(P.CASE_INTAKE, P.CASE_MANAGE)
def act(request: OfficeRequest, case_id: int, act: str) -> HttpResponse:
    """Take a step with its note."""
    case = found_case(request, case_id)
    wanted = next((one for one in OWN_ACTS if one == act and one is not Act.ACCEPT), None)
    if wanted is None:
        raise NotHere(_("Không có việc này."))
    form = step_form(wanted, case, data=request.POST)
    return _carry_out(
        request,
        case,
        wanted.value,
        form,
        lambda given: take_step(
            actor=request.actor, case=case, act=wanted, version=given["version"], note=given["note"]
        ),
    )


@require_POST
@office_view(P.CASE_MANAGE)
def accept(request: OfficeRequest, case_id: int) -> HttpResponse:
    """Accept the registration under a number."""
    case = found_case(request, case_id)
    form = step_form(Act.ACCEPT, case, data=request.POST)
    return _carry_out(
        request,
        case,
        Act.ACCEPT.value,
        form,
        lambda given: accept_case(actor=request.actor, case=case, **given),
    )


@require_POST
@office_view(P.CASE_MANAGE)
def due(request: OfficeRequest, case_id: int) -> HttpResponse:
    """Move the last day of the stage."""
    case = found_case(request, case_id)
    form = DueForm(request.POST, auto_id="due-%s")
    return _carry_out(
        request, case, "due", form, lambda given: move_due(actor=request.actor, case=case, **given)
    )


def _carry_out(
    request: OfficeRequest, case: Case, key: str, form: Any, verb: Callable[[dict[str, Any]], Case]
) -> HttpResponse:
    """Carry out what a form asks for; what cannot be is said on the page, with everything that was written kept."""
    status = UNPROCESSABLE
    if form.is_valid():
        try:
            moved = verb(form.cleaned_data)
        except (NotAllowed, NotHere):
            raise
        except Problem as problem:
            add_problem(form, problem)
            status = problem.status
            if isinstance(problem, Stale):
                _renew(form, found_case(request, case.pk))
        else:
            messages.success(request, _said(key, moved))
            return redirect("appraisals:case-office", code=request.organisation.code, case_id=case.pk)
    return show_page(request, found_case(request, case.pk), bound={key: form}, status=status)


def _renew(form: Any, case: Case) -> None:
    """Let the form go on from the registration as it stands now, which the page is about to show."""
    form.data = form.data.copy()
    form.data["version"] = str(case.version)
    if "was" in form.fields:
        form.data["was"] = vn_date(case.due_on)


def _said(key: str, case: Case) -> str:
    if key == "due":
        return _("Đã đổi hạn của bước này.")
    stage = regime(case.regime).stage(case.stage).title
    if key == Act.ACCEPT:
        return _("Đã tiếp nhận với số %(number)s. Hồ sơ ở bước “%(stage)s”.") % {
            "number": case.number,
            "stage": stage,
        }
    return _("Hồ sơ đã chuyển sang bước “%(stage)s”.") % {"stage": stage}
