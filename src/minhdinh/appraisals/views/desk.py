"""The examiner's room: where a registration stands, who examines what, what the leader or secretary may do next."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.bodies.declaring import declare_page, is_clear
from minhdinh.appraisals.domain.cases.guards import obstacles
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.cases.steps import acts_open, take_step
from minhdinh.appraisals.domain.examining.papers import has_preliminary
from minhdinh.appraisals.domain.examining.queries import PlaceProgress, case_examined_by, progress_of
from minhdinh.appraisals.domain.examining.sealed import SealedReport, sealed_report
from minhdinh.appraisals.enums import Act
from minhdinh.appraisals.rules.reading import places_of
from minhdinh.appraisals.rules.stages import NEEDS_REASON, next_stage
from minhdinh.appraisals.views.desk_gate import DeskRequest, desk_context, desk_view
from minhdinh.common.problems import NotHere, Problem
from minhdinh.lib.text import whole_number
from minhdinh.organisations.web import SchoolRequest, school_view

P = Permission
# Steps that say more than a note: the draft and the report are made there, with their hash.
AT_THE_CONCLUSION = frozenset({Act.SEND_DRAFT, Act.FINALISE, Act.LAPSE})


@require_GET
@school_view(P.CASE_EXAMINE)
def mine(request: SchoolRequest) -> HttpResponse:
    """Lead to the registration that this person examines here now."""
    case_id = case_examined_by(request.organisation.pk, request.actor.user_id)
    if case_id is None:
        raise NotHere("Không có hồ sơ nào đang được giao.")
    return redirect("appraisals:desk", code=request.organisation.code, case_id=case_id)


@require_GET
@desk_view(reading=False)
def page(request: DeskRequest) -> HttpResponse:
    """Show where the registration stands, who examines what and how far that is."""
    context = desk_context(request) | {
        "clear": is_clear(request.member),
        "declare_url": declare_page(request.member),
        "left": _days_left(request),
        "has_preliminary": has_preliminary(request.case),
    }
    if context["clear"]:
        context |= {"acts": _acts(request)} | _work(request)
    return render(request, "appraisals/desk/overview.html", context)


@require_POST
@desk_view()
def act(request: DeskRequest) -> HttpResponse:
    """Take a step of the leader's or secretary's."""
    known = {str(one): one for one in Act}
    wanted = known.get(request.POST.get("act", ""))
    version = whole_number(request.POST.get("version", ""), longest=8)
    if wanted is None or version is None:
        raise Problem(_("Yêu cầu không đúng; hãy mở lại trang rồi làm lại."))
    note = request.POST.get("note", "").replace("\x00", "")
    moved = take_step(actor=request.actor, case=request.case, act=wanted, version=version, note=note)
    stage = law_of(moved).stage(moved.stage)
    messages.success(request, _("Hồ sơ chuyển sang bước “%(stage)s”.") % {"stage": stage.title})
    return redirect("appraisals:desk", code=request.organisation.code, case_id=request.case.pk)


def _acts(request: DeskRequest) -> list[dict[str, Any]]:
    law, case = law_of(request.case), request.case
    return [
        {
            "act": one,
            "target": next_stage(law, case.stage, one, with_intake=case.intake_id is not None),
            "needs_reason": one in NEEDS_REASON,
            "elsewhere": one in AT_THE_CONCLUSION,
            "obstacles": [] if one in AT_THE_CONCLUSION else obstacles(case, one),
        }
        for one in acts_open(request.actor, case)
    ]


def _days_left(request: DeskRequest) -> int | None:
    due = request.case.due_on
    return None if due is None else (due - timezone.localdate()).days


def _work(request: DeskRequest) -> dict[str, object]:
    """Return the criteria with who examines them; where the seal does not hold, only that."""
    try:
        report = sealed_report(request.case)
    except Problem as problem:
        return {"fault": problem.message}
    progress, law = progress_of(request.member, places_of(report.dossier)), law_of(request.case)
    rows = [_row(report, one) for one in progress.places]
    rows.sort(key=lambda row: not row["progress"].mine)
    return {
        "report": report,
        "progress": progress,
        "people": [(one, law.body.role_title(one.member.role)) for one in progress.members],
        "rows": rows,
        "mine": sum(1 for one in progress.places if one.mine),
        "gaps": sum(row["gaps"] for row in rows),
        "next": next((row for row in rows if row["progress"].mine and row["progress"].own != "sent"), None),
    }


def _row(report: SealedReport, progress: PlaceProgress) -> dict[str, Any]:
    table = report.tables[progress.place]
    return {
        "progress": progress,
        "track": progress.place[0],
        "criterion": progress.place[1],
        "label": report.place_label(progress.place),
        "title": report.titles[progress.place[1]],
        "level": table.level,
        "gaps": table.total,
        "counts": [(kind.label, number) for kind, number in table.counts.items()],
    }
