"""The plan's page: figures, warnings, the actions as a table, a board or a timeline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission
from minhdinh.improvement.domain.moments import DueMoment, days_of_plan, due_moments
from minhdinh.improvement.domain.proposals import proposals
from minhdinh.improvement.domain.queries import (
    actions_of,
    issues_of,
    monitorings_of,
    plan_before,
    publications_of,
)
from minhdinh.improvement.domain.texts import LABELS, texts_of
from minhdinh.improvement.domain.tracks import Tracks, track_of, tracks_of_plan, with_track
from minhdinh.improvement.domain.warnings import warnings_of
from minhdinh.improvement.enums import ENDED, ActionState, IssueState, OutsideState, PlanState
from minhdinh.improvement.models import Action, FocalIssue, ImprovementPlan
from minhdinh.improvement.presenters.timeline import timeline_of
from minhdinh.improvement.rules.figures import shown
from minhdinh.improvement.rules.lateness import begins_late, is_late
from minhdinh.lib.text import vn_date

P = Permission
TONES = {
    ActionState.NOT_STARTED: "none",
    ActionState.DOING: "edit",
    ActionState.BLOCKED: "bad",
    ActionState.DONE: "ok",
    ActionState.NOT_DONE: "wait",
}
OUTSIDE_TONES = {
    OutsideState.NONE: "none",
    OutsideState.NEEDED: "wait",
    OutsideState.ASKED: "edit",
    OutsideState.GRANTED: "ok",
    OutsideState.REFUSED: "bad",
}
PLAN_TONES = {PlanState.DRAFT: "edit", PlanState.APPROVED: "ok"}
TABLE, BOARD, TIMELINE = "bang", "cot", "thoi-gian"


def plan_page(actor: Actor, plan: ImprovementPlan, view: str, today: dt.date) -> dict[str, Any]:
    """Return what the plan's page shows, without its forms; a constant number of queries."""
    actions, issues = actions_of(plan), issues_of(plan)
    waiting, known = proposals(plan), monitorings_of(plan)
    moments = due_moments(days_of_plan(plan), known, today)
    rows = action_rows(plan, actions, today)
    shown = view if view in {TABLE, BOARD, TIMELINE} else TABLE
    texts = texts_of(plan)
    return {
        "code": plan.school.code,
        "year": plan.year,
        "plan": plan,
        "pill": (plan.get_state_display(), PLAN_TONES[PlanState(plan.state)]),
        "view": shown,
        "tabs": _tabs(shown),
        "rows": rows,
        "columns": _board(rows) if shown == BOARD else [],
        "timeline": timeline_of(rows, plan.year, today) if shown == TIMELINE else None,
        "figures": figures_of(rows),
        "warnings": _linked(plan, warnings_of(plan, issues, actions, waiting, moments, today)),
        "waiting": len(waiting),
        "issues_taken": sum(one.answer_state == IssueState.TAKEN for one in issues),
        "issues_open": sum(one.answer_state == IssueState.LEFT_OPEN for one in issues),
        "moments": [_moment(plan, one) for one in moments],
        "publications": publications_of(plan),
        "texts": [(label, texts[key]) for key, label in LABELS.items() if texts[key]],
        "before": plan_before(plan),
        "can": {
            "write": actor.can(P.IMPROVEMENT_WRITE),
            "edit": actor.can(P.IMPROVEMENT_WRITE) and plan.is_draft,
            "approve": actor.can(P.IMPROVEMENT_APPROVE) and plan.is_draft,
            "adjust": actor.can(P.IMPROVEMENT_APPROVE) and not plan.is_draft,
            "make": actor.can(P.DOCUMENT_MAKE),
        },
    }


def action_rows(plan: ImprovementPlan, actions: Sequence[Action], today: dt.date) -> list[dict[str, Any]]:
    """Return the actions as every view of the plan shows them."""
    tracks = tracks_of_plan(plan)
    return [action_row(plan, one, today, tracks) for one in actions]


def action_row(
    plan: ImprovementPlan, action: Action, today: dt.date, tracks: Tracks | None = None
) -> dict[str, Any]:
    """Return one action with its words, tones and whether it is late today; ``tracks`` where they are known already."""
    known = tracks_of_plan(plan) if tracks is None else tracks
    state = ActionState(action.state)
    outside = OutsideState(action.outside_state)
    late = is_late(state, action.ends_on, today)
    return {
        "action": action,
        "url": reverse("improvement:action", args=[plan.school.code, plan.year, action.pk]),
        "place": place_label(action, known),
        "state": state.label,
        "tone": TONES[state],
        "late": late,
        "late_days": (today - action.ends_on).days if late and action.ends_on else 0,
        "begins_late": begins_late(state, action.starts_on, today),
        "time": action.time_text or _("chưa ghi"),
        "days": _days(action),
        "target": f"{shown(action.target_value)} {action.target_unit}".strip()
        if action.target_value is not None
        else "",
        "owner": action.owner or (action.owner_user.full_name if action.owner_user else ""),
        "outside": outside.label if outside != OutsideState.NONE else "",
        "outside_tone": OUTSIDE_TONES[outside],
    }


def place_label(action: Action, tracks: Tracks) -> str:
    """Return the criterion or standard that an action belongs to, with its cấp học of several; "" for a common one."""
    if action.issue is None:
        return ""
    return issue_place(action.issue, tracks) or track_of(action.issue, tracks)


def issue_place(issue: FocalIssue, tracks: Tracks) -> str:
    """Return the criterion or standard of an issue in words, with its cấp học of several; "" where it names none."""
    if issue.criterion:
        return with_track(_("Tiêu chí %(code)s") % {"code": issue.criterion}, tracks, issue.track)
    if issue.standard:
        return with_track(_("Tiêu chuẩn %(code)s") % {"code": issue.standard}, tracks, issue.track)
    return ""


def _days(action: Action) -> str:
    if action.starts_on and action.ends_on:
        return f"{vn_date(action.starts_on)} – {vn_date(action.ends_on)}"
    if action.starts_on:
        return _("từ %(day)s") % {"day": vn_date(action.starts_on)}
    return _("đến %(day)s") % {"day": vn_date(action.ends_on)} if action.ends_on else ""


def figures_of(rows: Sequence[dict[str, Any]]) -> dict[str, int]:
    """Return how many actions there are, done, under way, stuck, late."""
    states = [row["action"].state for row in rows]
    total = len(rows)
    done = states.count(ActionState.DONE)
    return {
        "total": total,
        "done": done,
        "percent": round(100 * done / total) if total else 0,
        "doing": states.count(ActionState.DOING),
        "blocked": states.count(ActionState.BLOCKED),
        "late": sum(row["late"] for row in rows),
    }


def _tabs(shown: str) -> list[dict[str, Any]]:
    names = {TABLE: _("Bảng"), BOARD: _("Theo tình trạng"), TIMELINE: _("Theo thời gian")}
    return [
        {"label": label, "url": f"?xem={key}#viec", "active": key == shown} for key, label in names.items()
    ]


def _board(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a column a state, what is late first in each that has not ended."""
    found = []
    for state in ActionState:
        own = [row for row in rows if row["action"].state == state]
        if state not in ENDED:
            own.sort(key=lambda row: (not row["late"], row["action"].ends_on or dt.date.max))
        found.append({"label": state.label, "tone": TONES[state], "rows": own})
    return found


def _linked(plan: ImprovementPlan, found: Sequence[Any]) -> list[dict[str, Any]]:
    return [
        {
            "text": one.text,
            "url": reverse("improvement:action", args=[plan.school.code, plan.year, one.action_id])
            if one.action_id
            else "",
        }
        for one in found
    ]


def _moment(plan: ImprovementPlan, one: DueMoment) -> dict[str, Any]:
    row = one.monitoring
    if row is not None:
        words, tone = _("Đã ghi ngày %(day)s") % {"day": vn_date(row.day)}, "ok"
    elif one.owed:
        words, tone = _("Quá hạn từ %(day)s") % {"day": vn_date(one.due)}, "wait"
    else:
        words, tone = _("Hạn %(day)s") % {"day": vn_date(one.due)}, "none"
    url = reverse("improvement:monitoring", args=[plan.school.code, plan.year, one.moment.value])
    return {"label": one.label, "row": row, "words": words, "tone": tone, "url": url, "owed": one.owed}
