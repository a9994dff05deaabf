"""The page of focal issues."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import Any

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission
from minhdinh.improvement.domain.proposals import proposals
from minhdinh.improvement.domain.queries import actions_of, issues_of
from minhdinh.improvement.domain.tracks import track_of, tracks_of_plan
from minhdinh.improvement.enums import IssueSource, IssueState
from minhdinh.improvement.models import ImprovementPlan

ORDER = (IssueSource.FINDING, IssueSource.REMARK, IssueSource.SUGGESTION, IssueSource.ANSWER)


def issues_page(actor: Actor, plan: ImprovementPlan) -> dict[str, Any]:
    """Return proposals by where they come from, the issues taken with their actions, those left open."""
    issues = issues_of(plan)
    counts = Counter(one.issue_id for one in actions_of(plan))
    tracks = tracks_of_plan(plan)
    waiting = sorted(proposals(plan), key=lambda one: ORDER.index(one.source))
    groups = [
        {"label": source.label, "source": source.value, "rows": list(rows)}
        for source, rows in groupby(waiting, key=lambda one: one.source)
    ]
    return {
        "code": plan.school.code,
        "year": plan.year,
        "plan": plan,
        "groups": groups,
        "taken": [
            {"issue": one, "actions": counts[one.pk], "track": track_of(one, tracks)}
            for one in issues
            if one.answer_state == IssueState.TAKEN
        ],
        "left": [one for one in issues if one.answer_state == IssueState.LEFT_OPEN],
        "may_write": actor.can(Permission.IMPROVEMENT_WRITE),
        "writable": actor.can(Permission.IMPROVEMENT_WRITE) and plan.is_draft,
    }
