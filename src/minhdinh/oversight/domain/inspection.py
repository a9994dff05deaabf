"""The process of one school's self-assessment as an office inspects it: what was done, when, by whom (P9)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from minhdinh.appraisals.models import ExternalEvaluation, Registration
from minhdinh.assessments.domain.plan import TABLES
from minhdinh.assessments.enums import CouncilRole, SheetState, State
from minhdinh.assessments.models import (
    Assignment,
    CouncilMember,
    Meeting,
    PlanStep,
    Seal,
    SelfAssessment,
    Sheet,
)
from minhdinh.evidence.enums import Verification
from minhdinh.evidence.models import EvidenceItem
from minhdinh.lib.text import vn_date
from minhdinh.organisations.models import Organisation, Placement
from minhdinh.oversight.domain.board import board_deadlines, board_rows
from minhdinh.recognition.models import Decision

Day = dt.date | dt.datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """A step of the process: ``done``, in words, the day it happened, who did it, the school's page that shows it."""

    key: str
    title: str
    done: bool
    words: str
    day: Day = None
    who: str = ""
    details: list[str] = field(default_factory=list)


def school_on_board(office: Organisation, year: str, code: str) -> Placement | None:
    """Return a school that was the office's in a year, with all that the board says of it, or None."""
    rows = board_rows(office, year, board_deadlines(office, year)).filter(school__code=code)
    return rows.select_related("school", "school__profile").first()


def inspect(school: Organisation, year: str) -> list[Line]:
    """Return the steps of a school's year, from the rows inside the opened scope (a path scope of the office).

    A school that is not below the office any more shows nothing of what it wrote.
    """
    assessment = (
        SelfAssessment.objects.filter(school=school, year=year, leading=True)
        .select_related("standard_set", "approved_by")
        .defer("standard_set__content")
        .first()
    )
    if assessment is None:
        return []
    return [
        _opening(assessment),
        _council(assessment),
        _plan(assessment),
        _assignments(assessment),
        _evidence(assessment),
        _sheets(assessment),
        *_report(assessment),
    ]


def _opening(assessment: SelfAssessment) -> Line:
    return Line("opening", _("Mở năm học"), True, assessment.standard_set.title, assessment.created_at)


def _council(assessment: SelfAssessment) -> Line:
    members = list(CouncilMember.objects.filter(assessment=assessment, in_council=True))
    leading = [one for one in members if one.role in {CouncilRole.CHAIR, CouncilRole.SECRETARY}]
    words = _("%(count)s thành viên") % {"count": len(members)} if members else _("chưa lập")
    if assessment.decision_number:
        words += _(", quyết định số %(number)s") % {"number": assessment.decision_number}
    return Line(
        "council",
        _("Hội đồng tự đánh giá"),
        bool(members and assessment.decision_date),
        words,
        assessment.decision_date,
        ", ".join(f"{one.name} ({one.get_role_display()})" for one in leading),
    )


def _plan(assessment: SelfAssessment) -> Line:
    steps = PlanStep.objects.filter(assessment=assessment)
    found = steps.aggregate(count=Count("pk"), last=Max("ends_on"))
    plan = assessment.plan
    saved = bool(set(plan) - TABLES)  # its tables may be written before the plan itself
    words = _("%(count)s bước") % {"count": found["count"]} if saved else _("chưa lập")
    if found["last"]:
        words += _(", xong vào %(day)s") % {"day": vn_date(found["last"])}
    day = dt.date.fromisoformat(plan["date"]) if plan.get("date") else None
    return Line("plan", _("Kế hoạch"), bool(saved and found["count"]), words, day, plan.get("number") or "")


def _assignments(assessment: SelfAssessment) -> Line:
    rows = Assignment.objects.filter(sheet__assessment=assessment)
    found = rows.aggregate(
        sheets=Count("sheet", distinct=True), people=Count("member", distinct=True), last=Max("updated_at")
    )
    words = _("%(sheets)s/%(total)s tiêu chí đã giao cho %(people)s người") % {
        "sheets": found["sheets"],
        "total": assessment.sheets_total,
        "people": found["people"],
    }
    done = bool(found["sheets"]) and found["sheets"] >= assessment.sheets_total
    return Line("assignments", _("Phân công"), done, words, found["last"])


def _evidence(assessment: SelfAssessment) -> Line:
    items = EvidenceItem.objects.filter(school=assessment.school_id, removed_at__isnull=True)
    found = items.aggregate(
        count=Count("pk"),
        verified=Count("pk", filter=Q(verification=Verification.VERIFIED)),
        last=Max("created_at"),
    )
    without = Sheet.objects.filter(assessment=assessment, usable_evidence=0).count()
    words = _("%(count)s minh chứng, %(verified)s đã xác minh") % found
    gaps = _("%(count)s tiêu chí chưa có minh chứng dùng được") % {"count": without}
    return Line(
        "evidence", _("Minh chứng"), not without, words, found["last"], details=[gaps] if without else []
    )


def _sheets(assessment: SelfAssessment) -> Line:
    sheets = Sheet.objects.filter(assessment=assessment)
    states = dict(sheets.order_by().values_list("state").annotate(count=Count("pk")))
    last = sheets.aggregate(last=Max("level_at"))["last"]
    words = _("%(decided)s/%(total)s tiêu chí đã có kết luận") % {
        "decided": assessment.sheets_decided,
        "total": assessment.sheets_total,
    }
    details = [f"{state.label}: {states[state]}" for state in SheetState if states.get(state)]
    return Line("sheets", _("Đánh giá tiêu chí"), assessment.complete, words, last, details=details)


def _report(assessment: SelfAssessment) -> list[Line]:
    meeting = Meeting.objects.filter(assessment=assessment, revision=assessment.revision).first()
    seal = Seal.objects.filter(assessment=assessment, revision=assessment.revision).first()
    approver = assessment.approved_by.full_name if assessment.approved_by else ""
    handed_in = assessment.state != State.DRAFT
    held = _("chưa họp")
    if meeting:
        held = _("có mặt %(present)s, vắng %(absent)s") % {
            "present": meeting.present,
            "absent": meeting.absent,
        }
    return [
        Line(
            "submitted",
            _("Trình duyệt báo cáo"),
            handed_in,
            _("lần %(revision)s") % {"revision": assessment.revision} if handed_in else _("chưa trình"),
            assessment.submitted_at,
            details=[assessment.return_reason] if assessment.return_reason and not handed_in else [],
        ),
        Line("meeting", _("Họp hội đồng"), meeting is not None, held, meeting.held_on if meeting else None),
        Line(
            "approved",
            _("Hội đồng duyệt"),
            assessment.state in {State.APPROVED, State.SEALED},
            _("đã duyệt") if assessment.approved_at else _("chưa duyệt"),
            assessment.approved_at,
            approver,
        ),
        Line(
            "sealed",
            _("Hiệu trưởng xác nhận, niêm phong"),
            assessment.state == State.SEALED,
            _("đã niêm phong") if seal and not seal.reopened_at else _("chưa xác nhận"),
            seal.sealed_at if seal and not seal.reopened_at else None,
            seal.sealed_by_name if seal and not seal.reopened_at else "",
        ),
    ]


@dataclass(frozen=True, slots=True)
class Outside:
    """What is known of a school from others: registration and evaluation of the year, all recognitions."""

    registration: Registration | None
    evaluation: ExternalEvaluation | None
    decisions: list[Decision]


def seen_from_outside(school: Organisation, year: str) -> Outside:
    """Return registrations, evaluations and recognitions of a school inside the opened scope."""
    of_year: dict[str, Any] = {"school": school, "year": year}
    return Outside(
        Registration.objects.filter(**of_year).first(),
        ExternalEvaluation.objects.filter(**of_year).first(),
        list(Decision.objects.filter(school=school)),
    )
