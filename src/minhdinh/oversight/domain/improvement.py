"""How the schools of an office carry out their improvement plans: counted and listed by the same conditions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from minhdinh.improvement.domain.moments import due_on
from minhdinh.improvement.enums import ENDED, ActionState, Moment, OutsideState
from minhdinh.improvement.models import Action, ImprovementPlan, Monitoring
from minhdinh.organisations.models import Organisation, Placement
from minhdinh.oversight.domain.board import BoardFilter, chosen
from minhdinh.oversight.domain.population import school_years

CONDITIONS = ("no_plan", "not_approved", "late", "blocked", Moment.MID_YEAR, Moment.YEAR_END)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A school's plan in numbers; ``monitored`` holds the moments that were recorded."""

    plan_id: int
    approved: bool
    actions: int
    done: int
    late: int
    blocked: int
    monitored: frozenset[str] = field(default_factory=frozenset)


def plan_rows(office: Organisation, year: str, wanted: BoardFilter, today: dt.date) -> QuerySet[Placement]:
    """Return the office's schools of a year, each with what it owes (needs the office's path scope)."""
    plans = ImprovementPlan.objects.filter(school=OuterRef("school_id"), year=year)
    actions = Action.objects.filter(plan__school=OuterRef("school_id"), plan__year=year)
    late = actions.filter(ends_on__lt=today, plan__first_approved_at__isnull=False).exclude(state__in=ENDED)
    rows = chosen(school_years(office, year), year, wanted)
    return rows.annotate(
        no_plan=~Exists(plans),
        not_approved=Exists(plans.filter(first_approved_at__isnull=True)),
        late=Exists(late),
        blocked=Exists(actions.filter(state=ActionState.BLOCKED)),
        mid_year=_owed(Moment.MID_YEAR, year),
        year_end=_owed(Moment.YEAR_END, year),
    )


def _owed(moment: Moment, year: str) -> Exists:
    """Tell whether a school has a plan that holds and no record of a monitoring."""
    recorded = Monitoring.objects.filter(plan=OuterRef("pk"), moment=moment)
    plans = ImprovementPlan.objects.filter(
        school=OuterRef("school_id"), year=year, first_approved_at__isnull=False
    )
    return Exists(plans.filter(~Exists(recorded)))


def totals_of(rows: QuerySet[Placement], year: str, today: dt.date) -> dict[str, int]:
    """Return how many schools there are and how many owe what, in one query; what is not yet due is owed by nobody."""
    counts = {f"with_{name}": Count("pk", filter=Q(**{name: True})) for name in CONDITIONS}
    counted = rows.order_by().aggregate(total=Count("pk"), **counts)
    found: dict[str, int] = {name.removeprefix("with_"): number for name, number in counted.items()}
    for moment in Moment:
        if today <= due_on(moment, year):
            found[moment.value] = 0
    return found


def narrowed(rows: QuerySet[Placement], condition: str, year: str, today: dt.date) -> QuerySet[Placement]:
    """Return the schools that owe what a condition names, as ``totals_of`` counts them; all where it names nothing."""
    if condition in Moment.values and today <= due_on(condition, year):
        return rows.none()
    return rows.filter(**{condition: True}) if condition in CONDITIONS else rows


def lines_of(school_ids: Sequence[int], year: str, today: dt.date) -> dict[int, PlanLine]:
    """Return the plans of some schools in numbers, by school (three queries)."""
    plans = ImprovementPlan.objects.filter(school__in=list(school_ids), year=year)
    known = {one.pk: one for one in plans}
    late = Q(ends_on__lt=today, plan__first_approved_at__isnull=False) & ~Q(state__in=ENDED)
    counted = (
        Action.objects.filter(plan__in=list(known))
        .order_by()
        .values("plan")
        .annotate(
            actions=Count("pk"),
            done=Count("pk", filter=Q(state=ActionState.DONE)),
            late=Count("pk", filter=late),
            blocked=Count("pk", filter=Q(state=ActionState.BLOCKED)),
        )
        .values_list("plan", "actions", "done", "late", "blocked")
    )
    numbers = {row[0]: row[1:] for row in counted}
    monitored: dict[int, set[str]] = {}
    recorded = Monitoring.objects.filter(plan__in=list(known)).order_by()
    for plan_id, moment in recorded.values_list("plan_id", "moment"):
        monitored.setdefault(plan_id, set()).add(moment)
    return {
        plan.school_id: PlanLine(
            pk,
            plan.first_approved_at is not None,
            *numbers.get(pk, (0, 0, 0, 0)),
            frozenset(monitored.get(pk, ())),
        )
        for pk, plan in known.items()
    }


def asked_of(office: Organisation, year: str) -> list[Action]:
    """Return what schools ask this office itself to approve, the oldest first (one query)."""
    rows = Action.objects.filter(
        outside_office=office, outside_state=OutsideState.ASKED, plan__year=year
    ).select_related("plan__school")
    return list(rows.order_by("updated_at", "id"))
