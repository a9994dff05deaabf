"""The steps of the plan as the page shows them: days, people, what the system knows, how far each is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission
from minhdinh.assessments.calendars import calendar_of
from minhdinh.assessments.domain.plan import steps_of
from minhdinh.assessments.enums import Certainty, StepState
from minhdinh.assessments.facts import LABELS, Facts, facts_of
from minhdinh.assessments.models import PlanStep, SelfAssessment

TONES = {StepState.NOT_STARTED: "none", StepState.DOING: "edit", StepState.DONE: "ok"}


@dataclass(frozen=True, slots=True)
class FactView:
    """Something that the system knows by itself."""

    label: str
    done: bool


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of the plan; ``ready`` says that all the system knows of it is done and only a person has to confirm."""

    row: PlanStep
    people: str
    state_label: str
    tone: str
    facts: list[FactView]
    ready: bool
    may_mark: bool
    source: str
    certainty: str


def build_steps(actor: Actor, assessment: SelfAssessment) -> list[StepView]:
    """Return the steps in order (two queries for them, two for what the system knows)."""
    rows = steps_of(assessment)
    known = facts_of([assessment.pk])[assessment.pk] if any(row.key for row in rows) else {}
    today = timezone.localdate()
    return [_view(actor, assessment, row, known, today) for row in rows]


def _view(actor: Actor, assessment: SelfAssessment, row: PlanStep, known: Facts, today: dt.date) -> StepView:
    template = calendar_of(assessment.standard_set.set_id).step(row.key)
    facts = [
        FactView(str(LABELS[name]), known[name])
        for name in (template.facts if template else ())
        if name in known
    ]
    label, tone = state_of(row, facts, today)
    members = [one.member for one in row.people.all()]
    own = actor.user_id is not None and any(member.user_id == actor.user_id for member in members)
    return StepView(
        row=row,
        people=", ".join(member.name for member in members),
        state_label=label,
        tone=tone,
        facts=facts,
        ready=bool(facts) and all(one.done for one in facts) and row.state != StepState.DONE,
        may_mark=actor.can(Permission.COUNCIL_MANAGE) or (own and actor.can(Permission.SHEET_WRITE)),
        source=template.legal_reference if template else "",
        certainty=str(Certainty(template.certainty).label) if template else "",
    )


def state_of(row: PlanStep, facts: list[FactView], today: dt.date) -> tuple[str, str]:
    """Return how far a step is, in a word and a tone: what people marked, else what the day and the facts say."""
    if row.state == StepState.DONE:
        return str(StepState.DONE.label), "ok"
    if row.ends_on and row.ends_on < today:
        return _("Chậm %(count)s ngày") % {"count": (today - row.ends_on).days}, "wait"
    begun = any(one.done for one in facts)
    state = StepState.DOING if begun else StepState(row.state)
    return str(state.label), TONES[state]
