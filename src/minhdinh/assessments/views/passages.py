"""Saving, history and restoring of passages."""

from __future__ import annotations

import json
import re
from typing import Any

from django.db.models import Q
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET, require_POST

from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.comments import may_follow
from minhdinh.assessments.domain.naming import criterion_name
from minhdinh.assessments.domain.parallel import keep_parallel, parallel_at, unsettled
from minhdinh.assessments.domain.passages import PassageConflict, Saved, restore_passage, save_passage
from minhdinh.assessments.domain.queries import passages_of, revisions_of
from minhdinh.assessments.enums import PassageKind
from minhdinh.assessments.models import ParallelText, Passage, PassageRevision
from minhdinh.assessments.presenters.passages import Codes
from minhdinh.assessments.presenters.tree import sheet_url
from minhdinh.assessments.views.gate import AssessmentRequest, assessment_view
from minhdinh.assessments.views.setup_pages import own_url
from minhdinh.common.problems import NotHere, Problem
from minhdinh.lib.richtext import RichTextError, diff_html, validate

HISTORY_LENGTH = 100
PAGES = {
    PassageKind.FINAL.value: ("final-level", _lazy("Mức 4")),
    PassageKind.REMARK.value: ("remarks", _lazy("Nhận xét tiêu chuẩn")),
    PassageKind.REPORT.value: ("report", _lazy("Phần chung của báo cáo")),
}
NUMBER = re.compile(r"[0-9]{1,9}")


def read_json(body: bytes) -> dict[str, Any]:
    """Return a request's JSON object; raises Problem."""
    try:
        found = json.loads(body)
    except ValueError as error:
        raise Problem("Nội dung gửi lên không đọc được.") from error
    if not isinstance(found, dict):
        raise Problem("Nội dung gửi lên không đọc được.")
    return found


@require_POST
@assessment_view(Permission.SHEET_WRITE, Permission.REPORT_WRITE)
def passage_save(request: AssessmentRequest) -> HttpResponse:
    """Save one passage (JSON in and out; the contract is in docs/architecture)."""
    data = read_json(request.body)
    version = data.get("version")
    if not isinstance(version, int) or isinstance(version, bool):
        raise Problem("Lần lưu thiếu số phiên bản.", field="version")
    try:
        saved = save_passage(
            actor=request.actor,
            assessment=request.assessment,
            slot=str(data.get("slot", "")),
            version=version,
            body=data.get("body"),
            save_id=str(data.get("save_id", "")),
        )
    except PassageConflict as conflict:
        beside = keep_parallel(
            actor=request.actor,
            assessment=request.assessment,
            slot=conflict.current.slot,
            version=version,
            body=data.get("body"),
            save_id=str(data.get("save_id", "")),
        )
        answer = conflict_json(request, conflict, data.get("body"))
        return JsonResponse({**answer, "beside": beside_json(request, beside, conflict)}, status=409)
    return JsonResponse(saved_json(saved))


def saved_json(saved: Saved) -> dict[str, Any]:
    """Return a save's answer."""
    return {
        "slot": saved.slot,
        "version": saved.version,
        "saved_at": saved.saved_at.isoformat(),
        "saved_label": f"Đã lưu {timezone.localtime(saved.saved_at):%H:%M}",
        "citations": [{"evidence": str(item.pk), "code": item.code} for item in saved.items],
    }


def conflict_json(request: AssessmentRequest, conflict: PassageConflict, yours: object) -> dict[str, Any]:
    """Return both texts of a conflict: what stands now and what the writer sent."""
    current = conflict.current
    try:
        sent: dict[str, Any] = dict(validate(yours))
    except RichTextError:
        sent = {"type": "doc", "content": []}
    codes = Codes(request.actor, request.assessment, [current.body, sent])
    return {
        "slot": current.slot,
        "version": current.version,
        "body": current.body,
        "html": codes.html(current.body),
        "yours_html": codes.html(sent),
        "updated_by": current.author_name,
        "updated_at": current.saved_at.isoformat(),
        "message": conflict.message,
    }


def beside_json(
    request: AssessmentRequest, kept: ParallelText | None, conflict: PassageConflict
) -> dict[str, object] | None:
    """Return how the writer's text, which was kept beside the other, is put aside; None where none was kept."""
    if kept is None:
        return None
    url = reverse("assessments:parallel", kwargs={"code": request.organisation.code, "year": request.year})
    return {"url": url, "text": kept.pk, "version": conflict.current.version}


@require_GET
@assessment_view(Permission.SHEET_VIEW)
def passage_history(request: AssessmentRequest) -> HttpResponse:
    """Show who wrote what when, each version beside the one before it."""
    passage = passages_of(request.assessment).get(request.GET.get("slot", ""))
    if passage is None:
        raise NotHere("Đoạn này chưa có lịch sử.")
    revisions = list(revisions_of(passage)[: HISTORY_LENGTH + 1])
    codes = Codes(request.actor, request.assessment, [row.body for row in revisions])
    shown = [
        {
            "row": row,
            "diff": diff_html(older.body if older else None, row.body, codes.known.get),
            "current": row.version == passage.version,
        }
        for row, older in zip(revisions[:HISTORY_LENGTH], [*revisions[1:], None], strict=False)
    ]
    context = {
        "passage": passage,
        "revisions": shown,
        "crumbs": crumbs_of(request, passage),
        "parallel": parallel_of(request, passage, revisions[0]),
    }
    return render(request, "assessments/passage_history.html", context)


def parallel_of(
    request: AssessmentRequest, passage: Passage, current: PassageRevision
) -> list[dict[str, object]]:
    """Return what was written beside the text, each beside what stands; people from outside see none of it."""
    if not may_follow(request.actor):
        return []
    kept = parallel_at(request.assessment, passage.slot)
    waiting = {one.pk for one in unsettled(request.assessment, Q(slot=passage.slot))} if kept else set()
    codes = Codes(request.actor, request.assessment, [current.body, *(one.body for one in kept)])
    return [
        {
            "row": one,
            "html": codes.html(one.body),
            "current": codes.html(current.body),
            "waiting": one.pk in waiting,
        }
        for one in kept
    ]


def crumbs_of(request: AssessmentRequest, passage: Passage) -> list[dict[str, str]]:
    """Return the way back to the page that the passage stands on."""
    here = {"label": _("Lịch sử đoạn văn")}
    if passage.sheet is None:
        page, label = PAGES[passage.kind]
        return [{"label": str(label), "url": own_url(request, page)}, here]
    at = f"?muc={passage.level}#yc-{passage.requirement}" if passage.level else f"#{passage.slot}"
    place = f"{sheet_url(request.assessment, passage.sheet)}{at}"
    return [{"label": _("Tiêu chí %(code)s") % {"code": criterion_name(passage.sheet)}, "url": place}, here]


@require_POST
@assessment_view(Permission.SHEET_WRITE, Permission.REPORT_WRITE)
def passage_restore(request: AssessmentRequest) -> HttpResponse:
    """Bring an earlier version back as the newest."""
    slot = request.POST.get("slot", "")
    version, wanted = request.POST.get("version", ""), request.POST.get("from", "")
    if not (NUMBER.fullmatch(version) and NUMBER.fullmatch(wanted)):
        raise Problem("Không rõ bản cần khôi phục.")
    restore_passage(
        actor=request.actor,
        assessment=request.assessment,
        slot=slot,
        version=int(version),
        from_version=int(wanted),
    )
    where = reverse(
        "assessments:passage-history", kwargs={"code": request.organisation.code, "year": request.year}
    )
    return redirect(f"{where}?slot={slot}")
