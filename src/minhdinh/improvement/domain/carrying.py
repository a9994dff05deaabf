"""Next year's plan starts from what this year's left unfinished."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.db import transaction

from minhdinh.access.actor import Actor
from minhdinh.assessments.carrying.choices import routes_between
from minhdinh.assessments.carrying.target import target_of as year_of
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem
from minhdinh.improvement import actions
from minhdinh.improvement.domain.guards import hold_draft, made, require_writer
from minhdinh.improvement.domain.issues import next_position
from minhdinh.improvement.domain.people import owners_of
from minhdinh.improvement.domain.plans import target_of
from minhdinh.improvement.enums import ActionState, IssueState, OutsideState
from minhdinh.improvement.models import Action, FocalIssue, ImprovementPlan
from minhdinh.improvement.rules.times import read_time

OF_ISSUE = (
    "track", "standard", "criterion", "requirement", "situation", "limit", "cause", "source", "source_ref",
    "source_label", "source_text",
)  # fmt: skip
OF_ACTION = (
    "content", "objective", "activity", "indicator", "target_value", "target_unit", "target_on", "time_text",
    "owner", "owner_user_id", "partners", "resources", "resource_source",
    "planned_evidence", "outside_state", "outside_office_id", "outside_request", "outside_answer",
    "outside_number", "outside_on", "outside_by_name",
)  # fmt: skip
Place = Callable[[FocalIssue], dict[str, str]]
LONGEST_LABEL = 250
GOING_ON = frozenset({ActionState.DOING, ActionState.BLOCKED})


def unfinished_of(plan: ImprovementPlan) -> list[Action]:
    """Return the actions of a plan that were not done, those that could not be carried out too."""
    rows = Action.objects.filter(plan=plan).exclude(state=ActionState.DONE)
    return list(rows.select_related("issue"))


@in_vietnamese
def carry_actions(*, actor: Actor, from_plan: ImprovementPlan, to_plan: ImprovementPlan) -> list[Action]:
    """Copy what is unfinished, with its issue and its target, into a later plan of the school; again copies nothing new.

    An action under way stays so; what was not begun or not carried out begins anew. An approval that is still waited
    for has to be asked again.
    """
    require_writer(actor, from_plan)
    require_writer(actor, to_plan)
    if to_plan.year <= from_plan.year:
        raise Problem("Chỉ chuyển việc sang kế hoạch của năm học sau.")
    with transaction.atomic():
        hold_draft(to_plan)
        known = set(
            Action.objects.filter(plan=to_plan, carried_from__isnull=False).values_list(
                "carried_from_id", flat=True
            )
        )
        place = _places(from_plan, to_plan)
        still_here = {person.pk for person in owners_of(to_plan.school_id)}
        carried = [
            _carry(action, to_plan, still_here, place)
            for action in unfinished_of(from_plan)
            if action.pk not in known
        ]
        if carried:
            data = {"count": len(carried), "year": from_plan.year}
            record(actor=actor, code=actions.ACTIONS_CARRIED, target=target_of(to_plan), **data)
    return carried


def _carry(action: Action, plan: ImprovementPlan, still_here: Collection[int], place: Place) -> Action:
    """Copy an action: its words of time mean the later year, and who has left the school owns nothing any more."""
    values: dict[str, Any] = {name: getattr(action, name) for name in OF_ACTION}
    span = read_time(action.time_text, plan.year)
    values |= {"starts_on": span.starts_on, "ends_on": span.ends_on}
    if action.owner_user_id not in still_here:
        values["owner_user_id"] = None
    if values["outside_state"] == OutsideState.ASKED:
        values |= {"outside_state": OutsideState.NEEDED, "outside_office_id": None}
    goes_on = action.state in GOING_ON
    values |= {
        "school_id": plan.school_id,
        "plan": plan,
        "issue": _issue(action.issue, plan, place) if action.issue else None,
        "position": next_position(Action, plan),
        "state": action.state if goes_on else ActionState.NOT_STARTED,
        "state_reason": action.state_reason if goes_on else "",
        "state_on": action.state_on if goes_on else None,
        "carried_from": action,
    }
    return made(Action, values)


def _issue(issue: FocalIssue, plan: ImprovementPlan, place: Place) -> FocalIssue | None:
    """Return the issue that a carried action is for; none where the later plan leaves that very issue open.

    The action goes on as one for the school as a whole; taking the issue up stays people's decision.
    """
    found = FocalIssue.objects.filter(plan=plan, carried_from=issue).first()
    if found is None and issue.source_ref:
        found = FocalIssue.objects.filter(plan=plan, source_ref=issue.source_ref).first()
    if found is not None:
        return found if found.answer_state == IssueState.TAKEN else None
    values: dict[str, Any] = {name: getattr(issue, name) for name in OF_ISSUE}
    values |= {
        **place(issue),
        "school_id": plan.school_id,
        "plan": plan,
        "position": next_position(FocalIssue, plan),
        "carried_from": issue,
    }
    return made(FocalIssue, values)


def _places(from_plan: ImprovementPlan, to_plan: ImprovementPlan) -> Place:
    """Return where issues stand in the later plan: the same code means something else under another set.

    There the school's crosswalk says which criterion took the old one's place, none where it says nothing; the old
    one stays named as the source.
    """
    before, after = from_plan.source, to_plan.source
    if before is None or after is None or before.standard_set.set_id == after.standard_set.set_id:
        return lambda _issue: {}
    older, newer = before.standard_set.catalogue, after.standard_set.catalogue
    routes = routes_between(older, year_of(after))

    def moved(issue: FocalIssue) -> dict[str, str]:
        if not issue.criterion and not issue.standard:
            return {}
        criterion = routes.criterion_for(issue.criterion) if issue.criterion else ""
        old = f"tiêu chí {issue.criterion}" if issue.criterion else f"tiêu chuẩn {issue.standard}"
        label = "; ".join(part for part in (issue.source_label, f"{older.short_title}, {old}") if part)
        return {
            "criterion": criterion,
            "standard": newer.criterion(criterion).standard if criterion else "",
            "requirement": "",
            "source_label": label[:LONGEST_LABEL],
        }

    return moved
