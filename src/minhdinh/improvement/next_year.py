"""What an improvement plan leaves unfinished goes along when a year of self-assessment is carried into a later one."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minhdinh.access.actor import Actor
from minhdinh.assessments.carrying.registry import Carrier, register_carrier
from minhdinh.assessments.models import SelfAssessment
from minhdinh.improvement.domain.carrying import carry_actions, unfinished_of
from minhdinh.improvement.domain.plans import open_plan
from minhdinh.improvement.domain.queries import plan_of_year
from minhdinh.improvement.models import Action


def open_count(source: SelfAssessment, year: str) -> int:
    """Return how many unfinished actions of ``source``'s year would come into the plan of ``year``."""
    before, plan = plan_of_year(source.school_id, source.year), plan_of_year(source.school_id, year)
    if before is None or year <= source.year or (plan is not None and not plan.is_draft):
        return 0
    there: set[int | None] = set()
    if plan is not None:
        there = set(Action.objects.filter(plan=plan).values_list("carried_from_id", flat=True))
    return sum(action.pk not in there for action in unfinished_of(before))


def carry_open(actor: Actor, source: SelfAssessment, target: SelfAssessment) -> int:
    """Bring the unfinished actions along, opening the plan of the receiving year where there is none yet.

    A plan that is approved already stays as it is. Returns how many actions came; none the second time.
    """
    before = plan_of_year(source.school_id, source.year)
    if before is None or not open_count(source, target.year):
        return 0
    plan = open_plan(actor=actor, school=target.school, year=target.year)
    return len(carry_actions(actor=actor, from_plan=before, to_plan=plan))


def register_next_year() -> None:
    """Let carrying a year know of the actions."""
    register_carrier(Carrier(_("việc cải tiến chưa xong"), open_count, carry_open))
