"""The minutes of a visit: written, closed, opened again, the signed scan."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.cases.people import body_of
from minhdinh.appraisals.domain.visits.minutes import (
    close_minutes,
    minutes_of,
    minutes_text,
    reopen_minutes,
    save_minutes,
)
from minhdinh.appraisals.domain.visits.people import leading
from minhdinh.appraisals.domain.visits.scans import attach_scan
from minhdinh.appraisals.forms.visit import MinutesForm
from minhdinh.appraisals.models import Case, Visit
from minhdinh.appraisals.views.visit_gate import sent_files, visit_at_desk
from minhdinh.appraisals.views.visit_plan import posted_version
from minhdinh.common.problems import Problem, Stale
from minhdinh.organisations.web import SchoolRequest, school_view
from minhdinh.organisations.web.forms import add_problem, posted

P = Permission
CONFLICT, REFUSED = 409, 422


@require_http_methods(["GET", "HEAD", "POST"])
@school_view(P.CASE_EXAMINE)
def write(request: SchoolRequest, case_id: int, visit_id: int) -> HttpResponse:
    """Write the minutes; where somebody else wrote meanwhile, the typed words stay and theirs are shown."""
    case, _member, visit = visit_at_desk(request, case_id, visit_id)
    leading(request.actor, case)
    form = MinutesForm(posted(request), visit=visit, initial=_initial(case, visit))
    theirs, status = "", REFUSED if form.is_bound else 200
    if form.is_valid():
        try:
            save_minutes(
                actor=request.actor,
                case=case,
                visit=visit,
                minutes=form.minutes(),
                version=form.cleaned_data["version"],
            )
        except Problem as problem:
            add_problem(form, problem)
            if isinstance(problem, Stale):
                visit.refresh_from_db()
                theirs, status = minutes_text(visit), CONFLICT
                form.data = {**request.POST.dict(), "version": str(visit.version)}
        else:
            messages.success(request, _("Đã lưu biên bản."))
            return _to_visit(request, case, visit)
    context = {
        "code": request.organisation.code,
        "case": case,
        "visit": visit,
        "form": form,
        "theirs": theirs,
        "crumbs": _crumbs(request, case, visit),
    }
    return render(request, "appraisals/visit/minutes.html", context, status=status)


@require_POST
@school_view(P.CASE_EXAMINE)
def close(request: SchoolRequest, case_id: int, visit_id: int) -> HttpResponse:
    """Close the minutes."""
    case, _member, visit = visit_at_desk(request, case_id, visit_id)
    close_minutes(actor=request.actor, case=case, visit=visit, version=posted_version(request))
    messages.success(request, _("Đã chốt biên bản."))
    return _to_visit(request, case, visit)


@require_POST
@school_view(P.CASE_EXAMINE)
def reopen(request: SchoolRequest, case_id: int, visit_id: int) -> HttpResponse:
    """Open closed minutes again."""
    case, _member, visit = visit_at_desk(request, case_id, visit_id)
    reopen_minutes(
        actor=request.actor,
        case=case,
        visit=visit,
        reason=request.POST.get("reason", ""),
        version=posted_version(request),
    )
    messages.success(request, _("Đã mở lại biên bản; bản đã chốt được giữ thành tệp."))
    return _to_visit(request, case, visit)


@require_POST
@school_view(P.CASE_EXAMINE)
def scan(request: SchoolRequest, case_id: int, visit_id: int) -> HttpResponse:
    """Attach the signed minutes."""
    case, _member, visit = visit_at_desk(request, case_id, visit_id)
    sent = sent_files(request, "file")
    if not sent:
        raise Problem(_("Hãy chọn tệp bản đã ký."), field="file")
    attach_scan(actor=request.actor, case=case, visit=visit, sent=sent[0])
    messages.success(request, _("Đã đính bản đã ký."))
    return _to_visit(request, case, visit)


def _initial(case: Case, visit: Visit) -> dict[str, object]:
    """Return what the form starts with: the minutes so far, and at the first writing the members as present."""
    values: dict[str, object] = {**asdict(minutes_of(visit)), "version": visit.version}
    body = body_of(case)
    if not visit.present and body is not None:
        rules = law_of(case).body
        rows = body.members.filter(ended_at__isnull=True)
        values["present"] = "\n".join(f"{one.name}, {rules.role_title(one.role)}" for one in rows)
    return values


def _crumbs(request: SchoolRequest, case: Case, visit: Visit) -> list[dict[str, str]]:
    code = request.organisation.code
    return [
        {"label": _("Khảo sát, họp"), "url": reverse("appraisals:visit-desk-list", args=[code, case.pk])},
        {
            "label": visit.get_kind_display(),
            "url": reverse("appraisals:visit-desk", args=[code, case.pk, visit.pk]),
        },
    ]


def _to_visit(request: SchoolRequest, case: Case, visit: Visit) -> HttpResponse:
    return redirect("appraisals:visit-desk", request.organisation.code, case.pk, visit.pk)
