"""The page of one action."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission
from minhdinh.assessments.presenters.passages import HIDDEN, may_see
from minhdinh.audit.domain.queries import entries_of_target
from minhdinh.audit.registry import sentence
from minhdinh.evidence.domain.queries import kept, visible_to
from minhdinh.evidence.models import EvidenceItem
from minhdinh.improvement.domain.guards import may_report
from minhdinh.improvement.domain.outside import ASKABLE
from minhdinh.improvement.domain.planning import action_target
from minhdinh.improvement.domain.queries import earlier_of, progress_of
from minhdinh.improvement.enums import ActionState, OutsideState
from minhdinh.improvement.models import Action, MonitoringResult, Progress
from minhdinh.improvement.presenters.plan import TONES, action_row
from minhdinh.improvement.rules.figures import shown
from minhdinh.improvement.rules.transitions import may_follow, reopens

P = Permission
MOST_ENTRIES = 30
MOST_ITEMS = 300


def states_after(actor: Actor, action: Action) -> list[tuple[str, str]]:
    """Return the states that this person may report for an action."""
    return [
        (state.value, str(state.label))
        for state in ActionState
        if may_follow(action.state, state)
        and (actor.can(P.IMPROVEMENT_WRITE) or not reopens(action.state, state))
    ]


def items_to_show(actor: Actor, action: Action) -> list[EvidenceItem]:
    """Return the evidence that a report may name: what the actor may see, the action's own criterion first."""
    criterion = action.issue.criterion if action.issue else ""
    rows = EvidenceItem.objects.filter(visible_to(actor), kept(), school_id=action.school_id)
    items = list(rows.order_by("-id")[:MOST_ITEMS])
    return sorted(items, key=lambda one: (one.root_criterion != criterion, one.code_sort, one.pk))


def action_page(actor: Actor, action: Action, today: dt.date) -> dict[str, Any]:
    """Return what the page of an action shows, without its forms; a constant number of queries."""
    plan = action.plan
    running = plan.first_approved_at is not None
    asked_here = actor.home_id is None or actor.home_id == action.outside_office_id
    return {
        "code": plan.school.code,
        "year": plan.year,
        "plan": plan,
        "action": action,
        "row": action_row(plan, action, today),
        "earlier": [
            {"action": one, "tone": TONES[ActionState(one.state)], "url": _url(plan.school.code, one)}
            for one in earlier_of(action)
        ],
        "progress": [
            {
                "row": one,
                "tone": TONES[ActionState(one.state)],
                "before": shown(one.value_before),
                "after": shown(one.value_after),
                "change": _change(one),
                "evidence": _evidence(actor, one),
            }
            for one in progress_of(action)
        ],
        "monitored": list(
            MonitoringResult.objects.filter(action=action)
            .select_related("monitoring")
            .order_by("monitoring__day")
        ),
        "entries": [
            {"at": one.at, "name": one.actor_name, "words": sentence(one.action, one.data)}
            for one in entries_of_target(action_target(action))[:MOST_ENTRIES]
        ],
        "can": {
            "edit": actor.can(P.IMPROVEMENT_WRITE) and plan.is_draft,
            "report": running and may_report(actor, action),
            "ask": actor.can(P.IMPROVEMENT_WRITE) and action.outside_state in ASKABLE,
            "answer": actor.can(P.IMPROVEMENT_OUTSIDE)
            and action.outside_state == OutsideState.ASKED
            and asked_here,
        },
    }


def _url(code: str, action: Action) -> str:
    return reverse("improvement:action", args=[code, action.plan.year, action.pk])


def _evidence(actor: Actor, row: Progress) -> str:
    """Return code and name of a report's evidence; of a sensitive item only whoever may see it gets the name."""
    if row.evidence is None:
        return ""
    return f"{row.evidence.code} {row.evidence.name if may_see(actor, row.evidence) else HIDDEN}"


def _change(row: Progress) -> str:
    if row.value_before is None or row.value_after is None:
        return ""
    return shown(row.value_after - row.value_before)
