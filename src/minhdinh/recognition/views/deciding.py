"""The decision of a registration: what was concluded, the papers that were signed, or that there is no recognition."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from minhdinh.access.permissions import P
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.cases.queries import case_at_office
from minhdinh.appraisals.domain.cases.steps import acts_open
from minhdinh.appraisals.enums import Act, CaseKind, Outcome, Wish
from minhdinh.appraisals.models import Case
from minhdinh.assessments.enums import Certainty
from minhdinh.common.problems import NotHere, Problem, Stale
from minhdinh.lib.text import vn_date
from minhdinh.organisations.web import OfficeRequest, office_view
from minhdinh.organisations.web.forms import add_problem, posted, posted_files
from minhdinh.recognition.domain.deciding import Unacknowledged, decide_case, refuse_case
from minhdinh.recognition.domain.proposing import Proposed, Warned, proposals
from minhdinh.recognition.domain.queries import decisions_of_case
from minhdinh.recognition.domain.standings import standings
from minhdinh.recognition.forms.deciding import ReasonForm, RefuseForm, RulingForm
from minhdinh.recognition.rules.days import last_day
from minhdinh.recognition.tables import level_words
from minhdinh.recognition.views.register import UNPROCESSABLE

CONFLICT = 409
PROVINCE = "Ủy ban nhân dân tỉnh"
MOST_KEYS = 10


@office_view(P.RECOGNITION_RECORD)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: OfficeRequest, case_id: int) -> HttpResponse:
    """Record the signed decisions of a registration that was submitted."""
    case = _case(request, case_id)
    offered = proposals(case)
    parts = [RulingForm(one, *posted_files(request), initial=_initial(case, one)) for one in offered]
    reason = ReasonForm(posted(request), initial={"version": case.version})
    warnings: tuple[Warned, ...] = ()
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        valid = [one.is_valid() for one in (*parts, reason)]  # every part shows its errors
        if all(valid):
            try:
                made = decide_case(
                    actor=request.actor,
                    case=case,
                    version=reason.cleaned_data["version"],
                    papers=[one.paper() for one in parts if one.is_begun],
                    reason=reason.cleaned_data["reason"],
                    acknowledged=request.POST.getlist("acknowledged")[:MOST_KEYS],
                )
            except Unacknowledged as problem:
                warnings = problem.warnings
            except Problem as problem:
                status = CONFLICT if isinstance(problem, Stale) else UNPROCESSABLE
                _show(parts, reason, problem)
            else:
                messages.success(request, _("Đã ghi quyết định; hồ sơ đăng ký kết thúc."))
                return redirect("recognition:decision", request.organisation.code, made[0].pk)
    context = {**_context(request, case), "reason": reason, "warnings": _told(warnings)}
    context["parts"] = [_part(case, form) for form in parts]
    return render(request, "recognition/decide.html", context, status=status)


@office_view(P.RECOGNITION_RECORD)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: OfficeRequest, case_id: int) -> HttpResponse:
    """End a registration without recognition."""
    case = _case(request, case_id)
    form = RefuseForm(posted(request), initial={"version": case.version})
    status = UNPROCESSABLE if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            refuse_case(actor=request.actor, case=case, **form.cleaned_data)
        except Problem as problem:
            status = CONFLICT if isinstance(problem, Stale) else UNPROCESSABLE
            add_problem(form, problem)
        else:
            messages.success(request, _("Đã ghi kết quả không công nhận."))
            return redirect("appraisals:case-office", request.organisation.code, case.pk)
    context = {**_context(request, case), "form": form}
    return render(request, "recognition/refuse.html", context, status=status)


def _case(request: OfficeRequest, case_id: int) -> Case:
    """Return a registration that this office decides; raises NotHere for any other."""
    case = case_at_office(request.organisation.pk, case_id)
    if case is None or case.department_id != request.organisation.pk:
        raise NotHere(_("Không có hồ sơ đăng ký này."))
    return case


def _context(request: OfficeRequest, case: Case) -> dict[str, Any]:
    code, stage = request.organisation.code, law_of(case).stage(case.stage)
    home = reverse("appraisals:case-office", args=[code, case.pk])
    acts = acts_open(request.actor, case)
    return {
        "code": code,
        "case": case,
        "stage": stage,
        "may_decide": Act.DECIDE in acts,
        "may_refuse": Act.REFUSE in acts,
        "outcome": Outcome(case.outcome).label if case.outcome else "",
        "asked": _asked(case),
        "standing": standings(case.school, timezone.localdate()),
        "decisions": [(one, level_words(one)) for one in decisions_of_case(case)],
        "crumbs": [{"label": case.school.name, "url": home}, {"label": _("Quyết định")}],
        "home": home,
    }


def _asked(case: Case) -> list[tuple[str, str]]:
    """Return what was asked for and what was concluded, line by line."""
    lines = [
        (_("Loại đăng ký"), str(CaseKind(case.kind).label)),
        (_("Nguyện vọng"), str(Wish(case.wish).label)),
        (_("Mức tự nhận"), _level(case.declared_level)),
        (_("Mức kết luận"), _level(case.concluded_level) or _("chưa ghi kết luận")),
    ]
    return [(label, value) for label, value in lines if value]


def _level(level: int | None) -> str:
    if level is None:
        return ""
    return _("Mức %(level)s") % {"level": level} if level else _("Không đạt Mức 1")


def _initial(case: Case, proposed: Proposed) -> dict[str, Any]:
    """Return what a paper is filled in with before anybody types."""
    authority = proposed.authority
    province = authority is not None and authority.office == "province"
    return {"value": proposed.value or "", "issuer": PROVINCE if province else case.department.name}


def _part(case: Case, form: RulingForm) -> dict[str, Any]:
    """Return a paper's form with who signs by the law and until when it would hold."""
    proposed = form.proposed
    years = proposed.validity.value
    today = timezone.localdate()
    return {
        "form": form,
        "proposed": proposed,
        "authority": proposed.authority,
        "authority_certainty": Certainty(proposed.authority.confidence).label if proposed.authority else "",
        "validity_certainty": Certainty(proposed.validity.confidence).label,
        "today": vn_date(today),
        "until": vn_date(last_day(today, years)) if years else "",
        "unproposed": proposed.value is None,
        "known": case.concluded_level is not None,
    }


def _told(warnings: tuple[Warned, ...]) -> list[dict[str, Any]]:
    return [{"warned": one, "certainty": Certainty(one.confidence).label} for one in warnings]


def _show(parts: list[RulingForm], reason: ReasonForm, problem: Problem) -> None:
    """Show a problem beside the field it names, of the first paper that was begun, or above the form."""
    begun = next((one for one in parts if one.is_begun), parts[0])
    target: forms.Form = begun if problem.field in begun.fields else reason
    add_problem(target, problem)
