"""One school as an office inspects it, and the office's notes about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from minhdinh.access.permissions import Permission
from minhdinh.common.problems import NotHere
from minhdinh.organisations.models import Organisation
from minhdinh.organisations.web import OfficeRequest, office_view
from minhdinh.oversight.domain.inspection import inspect, school_on_board, seen_from_outside
from minhdinh.oversight.domain.notes import may_note, notes_about, remove_note, write_note
from minhdinh.oversight.domain.reminders import reminders_to
from minhdinh.oversight.enums import Stage
from minhdinh.oversight.tables.board import TONES, due_label, idle_label, level_label

PAGES = {
    "opening": ("assessments:overview", Permission.SHEET_VIEW),
    "council": ("assessments:council", Permission.SHEET_VIEW),
    "plan": ("assessments:plan", Permission.SHEET_VIEW),
    "assignments": ("assessments:assignments", Permission.SHEET_VIEW),
    "evidence": ("evidence:list", Permission.EVIDENCE_VIEW),
    "sheets": ("assessments:sheet-first", Permission.SHEET_VIEW),
    "submitted": ("assessments:report", Permission.SHEET_VIEW),
    "meeting": ("assessments:approval", Permission.SHEET_VIEW),
    "approved": ("assessments:approval", Permission.SHEET_VIEW),
    "sealed": ("assessments:approval", Permission.SHEET_VIEW),
}
MOST_REMINDERS = 20


@office_view(Permission.SCHOOL_VIEW)
@require_safe
def school_page(request: OfficeRequest, year: str, child: str) -> HttpResponse:
    """Show how one school carries out its self-assessment: each step with its day and its people; nothing to write."""
    row = school_on_board(request.organisation, year, child)
    if row is None:
        raise NotHere("Không có trường này trong năm học ấy.")
    school, standing = row.school, row
    is_below = school.path.startswith(request.organisation.path)
    words, tone = due_label(standing)
    context = {
        "code": request.organisation.code,
        "year": year,
        "school": school,
        "row": standing,
        "stage": Stage(standing.stage).label,  # type: ignore[attr-defined]
        "stage_tone": TONES[Stage(standing.stage)],  # type: ignore[attr-defined]
        "level": level_label(standing.level),  # type: ignore[attr-defined]
        "activity": idle_label(standing.last_activity),  # type: ignore[attr-defined]
        "due": words,
        "due_tone": tone,
        "lines": [
            (line, _page_of(request, school, year, line.key, is_below)) for line in inspect(school, year)
        ],
        "outside": seen_from_outside(school, year),
        "notes": notes_about(actor=request.actor, office=request.organisation, school=school),
        "may_note": may_note(request.actor),
        "may_remind": request.actor.can(Permission.SCHOOL_REMIND) and is_below,
        "reminders": list(reminders_to(school, year, request.organisation)[:MOST_REMINDERS]),
        "profile_url": reverse("organisations:profile", args=[school.code]) if is_below else "",
    }
    return render(request, "oversight/school.html", context)


def _page_of(request: OfficeRequest, school: Organisation, year: str, key: str, is_below: bool) -> str:  # noqa: FBT001
    """Return the school's own page of a step, where this person may open it."""
    name, permission = PAGES[key]
    opens = is_below and request.actor.can(permission)
    return reverse(name, args=[school.code, year]) if opens else ""


@office_view(Permission.OFFICE_NOTE)
@require_POST
def note(request: OfficeRequest, year: str, child: str) -> HttpResponse:
    """Write a note about a school, or take one away (``remove`` names it)."""
    row = school_on_board(request.organisation, year, child)
    if row is None:
        raise NotHere("Không có trường này trong năm học ấy.")
    given: dict[str, Any] = {"actor": request.actor, "office": request.organisation, "school": row.school}
    removed = request.POST.get("remove", "")
    if removed.isdecimal():
        remove_note(**given, note_id=int(removed))
        messages.success(request, _("Đã bỏ ghi chú."))
    else:
        write_note(**given, year=year, text=request.POST.get("text", ""))
        messages.success(request, _("Đã ghi. Chỉ người của cơ quan này đọc được."))
    return redirect("oversight:school", code=request.organisation.code, year=year, child=child)
