"""Short words for mergers and splits in tests."""

from __future__ import annotations

import datetime as dt
from typing import Any

from minhdinh.access.actor import Actor, system_actor
from minhdinh.organisations.domain.merger_plan import plan_of
from minhdinh.organisations.domain.mergers import reorganise
from minhdinh.organisations.domain.placements import path_on, schools_on
from minhdinh.organisations.domain.reorganisation import Plan, Proposal, Target
from minhdinh.organisations.enums import SuccessionForm
from minhdinh.organisations.models import Organisation

REFORM = dt.date(2025, 7, 1)
BEFORE = REFORM - dt.timedelta(days=1)
BASIS = "Nghị quyết số 01/NQ mẫu ngày 16/6/2025"


def new(code: str, parent: Organisation | None, kind: str = "commune", **more: Any) -> Target:
    """Return a target that is to be made."""
    return Target(code=code, name=f"Tên {code}", kind=kind, parent=parent, **more)


def there(organisation: Organisation) -> Target:
    """Return a target that is there already."""
    return Target(code=organisation.code, organisation=organisation)


def merger(*predecessors: Organisation, into: Target, **more: Any) -> Proposal:
    """Return the proposal of a merger on 1 July 2025."""
    given = {
        "day": REFORM,
        "basis": BASIS,
        "merger_form": "other" if predecessors[0].is_school else "",
        **more,
    }
    return Proposal(SuccessionForm.MERGE, predecessors, (into,), **given)


def split(predecessor: Organisation, *targets: Target, **more: Any) -> Proposal:
    """Return the proposal of a split on 1 July 2025."""
    return Proposal(SuccessionForm.SPLIT, (predecessor,), targets, **{"day": REFORM, "basis": BASIS, **more})


def plan(proposal: Proposal, actor: Actor | None = None) -> Plan:
    """Return what a proposal will do."""
    return plan_of(actor=actor or system_actor(), proposal=proposal)


def carry_out(proposal: Proposal, actor: Actor | None = None) -> Plan:
    """Do what the preview shows."""
    actor = actor or system_actor()
    return reorganise(actor=actor, proposal=proposal, fingerprint=plan(proposal, actor).fingerprint)


def codes_under(office: Organisation, day: dt.date) -> set[str]:
    """Return the schools that an office had on a day."""
    return set(schools_on(path_on(office, day), day).values_list("school__code", flat=True))


def get(code: str) -> Organisation:
    """Return an organisation as it is now."""
    return Organisation.objects.select_related("kind").get(code=code)
