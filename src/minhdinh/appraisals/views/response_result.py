"""The final report: at the school once it may see it, at the offices; what was taken up, what became of the findings."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from minhdinh.access.permissions import Permission
from minhdinh.appraisals.domain.cases.law import law_of
from minhdinh.appraisals.domain.cases.queries import case_at_office, case_of_school
from minhdinh.appraisals.domain.concluding.content import is_intact
from minhdinh.appraisals.domain.concluding.findings import followed_of
from minhdinh.appraisals.domain.concluding.queries import final_report, newest_draft
from minhdinh.appraisals.domain.concluding.start import is_shown_at
from minhdinh.appraisals.enums import ReplyKind
from minhdinh.appraisals.models import Case, Draft
from minhdinh.appraisals.rules.concluding import changes_between, is_final_shown, part_changes
from minhdinh.common.problems import NotHere
from minhdinh.organisations.web import OfficeRequest, SchoolRequest, office_view, school_view

P = Permission
PART_LABELS = {
    "strengths": lazy("Điểm mạnh"),
    "weaknesses": lazy("Điểm yếu"),
    "unclear": lazy("Nội dung chưa rõ"),
    "advice": lazy("Khuyến nghị cải tiến"),
    "reason": lazy("Lý do khác với tự đánh giá"),
}


@require_GET
@school_view(P.CASE_VIEW)
def school(request: SchoolRequest, case_id: int) -> HttpResponse:
    """Show the school its final report, what its answer changed, and how far each finding has come."""
    case = case_of_school(request.organisation.pk, case_id)
    if case is None or not is_final_shown(law_of(case), case.stage):
        raise NotHere(_("Chưa có báo cáo hoàn thiện."))
    return render(request, "appraisals/response/result.html", _context(case, at_school=True))


@require_GET
@office_view(P.CASE_VIEW)
def office(request: OfficeRequest, case_id: int) -> HttpResponse:
    """Show an office the final report: the department as soon as it is finished, all others with the school."""
    case = case_at_office(request.organisation.pk, case_id)
    if case is None or not is_shown_at(case, request.organisation):
        raise NotHere(_("Chưa có báo cáo hoàn thiện."))
    if request.actor.is_outside and not is_final_shown(law_of(case), case.stage):
        raise NotHere(_("Chưa có báo cáo hoàn thiện."))
    return render(request, "appraisals/response/result.html", _context(case, at_school=False))


def _context(case: Case, *, at_school: bool) -> dict[str, Any]:
    final = final_report(case)
    if final is None:
        raise NotHere(_("Chưa có báo cáo hoàn thiện."))
    draft = newest_draft(case)
    return {
        "case": case,
        "at_school": at_school,
        "draft": draft,
        "final": final,
        "intact": is_intact(final),
        "criteria": final.content["criteria"],
        "parts": [one for one in final.content["parts"] if one["text"]],
        "concluded": final.content["result"]["concluded"],
        "opinions": final.content["opinions"],
        "objections": [_objection(one, final) for one in final.content["objections"]],
        "changes": _changes(draft, final) if draft else [],
        "part_changes": part_changes(draft.content, final.content) if draft else [],
        "followed": followed_of(final),
    }


def _objection(one: dict[str, str], final: Draft) -> dict[str, Any]:
    titles = {(row["track"], row["criterion"]): row for row in final.content["criteria"]}
    reply = ReplyKind(one["reply"]).label if one["reply"] else ""
    return {
        **one,
        "about": titles.get((one["track"], one["criterion"])),
        "label": reply,
        "tone": "ok" if one["reply"] == ReplyKind.TAKEN_UP else "none",
    }


def _changes(draft: Draft, final: Draft) -> list[dict[str, Any]]:
    rows = {(one["track"], one["criterion"]): one for one in final.content["criteria"]}
    before = {(one["track"], one["criterion"]): one for one in draft.content["criteria"]}
    found = []
    for change in changes_between(draft.content, final.content):
        key = change.track, change.criterion
        texts = [
            {"label": PART_LABELS[name], "then": then or "", "now": now or ""}
            for name, (then, now) in change.parts.items()
            if name in PART_LABELS
        ]
        moved = (
            (before[key]["label"], rows[key]["label"]) if "level" in change.parts and key in before else None
        )
        found.append({"criterion": rows[key], "texts": texts, "moved": moved})
    return found
