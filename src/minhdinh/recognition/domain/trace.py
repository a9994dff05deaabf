"""Under whose name what an office does to a school's decision stands in the record."""

from __future__ import annotations

from dataclasses import replace

from minhdinh.access.actor import Actor
from minhdinh.organisations.models import Organisation
from minhdinh.recognition.models import Decision


def at_school(actor: Actor, school: Organisation) -> Actor:
    """Return the actor at the school: the entry belongs to the school's record and names the office as home."""
    return replace(actor, organisation_id=school.pk, home_id=actor.home_id or actor.organisation_id)


def target_of(decision: Decision) -> str:
    """Return how the record names a decision."""
    return f"recognition.Decision:{decision.pk}"
