"""A plan as plain data, for the forms that print it: keys are the models' field names."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.utils import timezone

from minhdinh.assessments.domain.dossier_school import school_facts
from minhdinh.improvement.domain.texts import texts_of
from minhdinh.improvement.domain.tracks import Tracks, track_of, tracks_of_plan
from minhdinh.improvement.models import (
    Action,
    FocalIssue,
    ImprovementPlan,
    Monitoring,
    MonitoringResult,
    PlanPublication,
    Progress,
)
from minhdinh.improvement.rules.figures import shown
from minhdinh.improvement.rules.lateness import is_late

FORMAT = "minhdinh.improvement-plan/1"
ISSUE_FIELDS = (
    "position", "track", "standard", "criterion", "requirement", "situation", "limit", "cause", "source",
    "source_label", "source_text", "answer_state", "left_open_reason",
)  # fmt: skip
ACTION_FIELDS = (
    "position", "content", "objective", "activity", "indicator", "target_value", "target_unit", "target_on",
    "time_text", "starts_on", "ends_on", "owner", "partners", "resources", "resource_source", "planned_evidence",
    "outside_state", "outside_request", "outside_answer", "outside_number", "outside_on", "state", "state_reason",
    "state_on",
)  # fmt: skip
PROGRESS_FIELDS = (
    "day", "state", "note", "value_before", "on_before", "value_after", "on_after", "unit", "author_name",
)  # fmt: skip
MONITORING_FIELDS = ("moment", "day", "followed", "result", "adjustment", "assessor")


def improvement_dossier(plan: ImprovementPlan, *, today: dt.date | None = None) -> dict[str, Any]:
    """Return the whole plan as JSON-able data; eight queries besides the school's, however many actions.

    Days are ISO strings, figures Vietnamese strings ("37,5"), what is missing is None or "". ``state_label``, ``track_label`` (only where there are several cấp học),
    ``source_kind_label``, ``moment_label`` and ``outside_state_label`` are the words on screen; ``late`` is computed
    for ``today``.
    """
    day = today or timezone.localdate()
    issues = list(FocalIssue.objects.filter(plan=plan))
    actions = list(Action.objects.filter(plan=plan).select_related("issue", "outside_office"))
    tracks = tracks_of_plan(plan)
    return {
        "format": FORMAT,
        "school": school_facts(plan.school),
        "year": plan.year,
        "source_year": plan.source.year if plan.source else None,
        "legal_basis": plan.source.standard_set.legal_basis if plan.source else "",
        "number": plan.number,
        "date": _plain(plan.date),
        "state": plan.state,
        "approved_by": plan.approved_by_name,
        "texts": texts_of(plan),
        "issues": [_issue(one, actions, tracks) for one in issues],
        "actions": _actions(actions, day, tracks),
        "monitorings": _monitorings(plan),
        "publications": [
            {"place": one.place, "day": _plain(one.day), "link": one.link}
            for one in PlanPublication.objects.filter(plan=plan)
        ],
    }


def carrying_out(plan: ImprovementPlan, *, today: dt.date | None = None) -> dict[str, Any]:
    """Return what the report on carrying out a plan needs: the dossier with counts and the unfinished apart."""
    found = improvement_dossier(plan, today=today)
    actions = found["actions"]
    states = [one["state"] for one in actions]
    return {
        **found,
        "counts": {
            "issues": sum(one["answer_state"] == "taken" for one in found["issues"]),
            "left_open": sum(one["answer_state"] == "left_open" for one in found["issues"]),
            "actions": len(actions),
            **{
                state: states.count(state)
                for state in ("done", "doing", "not_started", "blocked", "not_done")
            },
            "late": sum(one["late"] for one in actions),
            "monitorings": len(found["monitorings"]),
        },
        "done": [one for one in actions if one["state"] == "done"],
        "unfinished": [one for one in actions if one["state"] != "done"],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return shown(value)
    return value


def _values(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in names}


def _issue(issue: FocalIssue, actions: list[Action], tracks: Tracks) -> dict[str, Any]:
    return {
        "id": issue.pk,
        **_values(issue, ISSUE_FIELDS),
        "track_label": track_of(issue, tracks),
        "source_kind_label": issue.get_source_display(),
        "actions": [one.pk for one in actions if one.issue_id == issue.pk],
    }


def _actions(actions: list[Action], day: dt.date, tracks: Tracks) -> list[dict[str, Any]]:
    progress: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in Progress.objects.filter(action__in=[one.pk for one in actions]).select_related("evidence"):
        evidence = {"code": row.evidence.code, "name": row.evidence.name} if row.evidence else None
        progress[row.action_id].append({**_values(row, PROGRESS_FIELDS), "evidence": evidence})
    return [
        {
            "id": one.pk,
            "issue": one.issue_id,
            "standard": one.issue.standard if one.issue else "",
            "criterion": one.issue.criterion if one.issue else "",
            "track_label": track_of(one.issue, tracks),
            **_values(one, ACTION_FIELDS),
            "state_label": one.get_state_display(),
            "outside_state_label": one.get_outside_state_display(),
            "outside_office": one.outside_office.name if one.outside_office else "",
            "late": is_late(one.state, one.ends_on, day),
            "carried": one.carried_from_id is not None,
            "progress": progress[one.pk],
        }
        for one in actions
    ]


def _monitorings(plan: ImprovementPlan) -> list[dict[str, Any]]:
    results: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in MonitoringResult.objects.filter(monitoring__plan=plan):
        results[row.monitoring_id].append(
            {"action": row.action_id, **_values(row, ("state", "result", "adjustment"))}
        )
    return [
        {
            **_values(one, MONITORING_FIELDS),
            "moment_label": one.get_moment_display(),
            "results": results[one.pk],
        }
        for one in Monitoring.objects.filter(plan=plan)
    ]
