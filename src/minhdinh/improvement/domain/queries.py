"""Reads of plans shared by views, forms and other rooms; all need an opened scope."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from minhdinh.assessments.models import SelfAssessment
from minhdinh.improvement.enums import IssueState
from minhdinh.improvement.models import (
    Action,
    FocalIssue,
    ImprovementPlan,
    Monitoring,
    PlanPublication,
    Progress,
)
from minhdinh.lib.school_year import shift


def plan_of_year(school_id: int, year: str) -> ImprovementPlan | None:
    """Return a school's plan of a year with what it is drawn from, or None."""
    rows = ImprovementPlan.objects.filter(school_id=school_id, year=year)
    return rows.select_related("school", "source", "source__standard_set").first()


def plan_before(plan: ImprovementPlan) -> ImprovementPlan | None:
    """Return the plan of the year before."""
    return plan_of_year(plan.school_id, shift(plan.year, -1))


def issues_of(plan: ImprovementPlan) -> list[FocalIssue]:
    """Return a plan's issues in order, those left open too."""
    return list(FocalIssue.objects.filter(plan=plan))


def issue_of(plan: ImprovementPlan, issue_id: int) -> FocalIssue | None:
    """Return one issue of a plan."""
    row = FocalIssue.objects.filter(plan=plan, pk=issue_id).first()
    if row is not None:
        row.plan = plan
    return row


def actions_of(plan: ImprovementPlan) -> list[Action]:
    """Return a plan's actions in order, with issue, owner and office asked (one query)."""
    rows = Action.objects.filter(plan=plan).select_related("issue", "owner_user", "outside_office")
    return list(rows)


def action_of(plan: ImprovementPlan, action_id: int) -> Action | None:
    """Return one action of a plan."""
    rows = Action.objects.filter(plan=plan, pk=action_id)
    row = rows.select_related("issue", "owner_user", "outside_office", "carried_from__plan").first()
    if row is not None:
        row.plan = plan
    return row


def progress_of(action: Action) -> list[Progress]:
    """Return what was reported of an action, newest first."""
    return list(Progress.objects.filter(action=action).select_related("evidence"))


def earlier_of(action: Action) -> list[Action]:
    """Return the same action in the years before, the latest first; a chain of one school's plans is short."""
    found: list[Action] = []
    current = action.carried_from
    while current is not None and len(found) < 10:
        found.append(current)
        current = current.carried_from
    return found


def monitorings_of(plan: ImprovementPlan) -> dict[str, Monitoring]:
    """Return a plan's monitorings by moment, with what was found of each action (two queries)."""
    rows = Monitoring.objects.filter(plan=plan).prefetch_related("results", "results__action")
    return {row.moment: row for row in rows}


def publications_of(plan: ImprovementPlan) -> list[PlanPublication]:
    """Return where a plan was made public."""
    return list(PlanPublication.objects.filter(plan=plan))


def publication_of(plan: ImprovementPlan, publication_id: int) -> PlanPublication | None:
    """Return one note of publication of a plan."""
    return PlanPublication.objects.filter(plan=plan, pk=publication_id).select_related("plan").first()


def possible_sources(plan: ImprovementPlan) -> list[SelfAssessment]:
    """Return the self-assessments that a plan can be drawn from: of its own or an earlier year, newest first."""
    rows = SelfAssessment.objects.filter(school_id=plan.school_id, year__lte=plan.year)
    return list(rows.select_related("standard_set").defer("standard_set__content").order_by("-year", "-id"))


@dataclass(frozen=True, slots=True)
class FindingAnswer:
    """What a school's plans say to one finding: taken with so many actions, or left open with a reason."""

    year: str
    state: IssueState
    reason: str
    actions: int


def answers_to(school_id: int, refs: Collection[str]) -> dict[str, FindingAnswer]:
    """Return the answers of a school's plans to findings, by ref; the newest plan's counts (one query)."""
    rows = (
        FocalIssue.objects.filter(school_id=school_id, source_ref__in=list(refs))
        .select_related("plan")
        .prefetch_related("actions")
        .order_by("plan__year")
    )
    return {
        row.source_ref: FindingAnswer(
            row.plan.year, IssueState(row.answer_state), row.left_open_reason, len(row.actions.all())
        )
        for row in rows
    }
