"""The demo is loaded step by step; a step that was done is not done again, one that broke off left nothing."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from minhdinh.access.actor import system_actor
from minhdinh.audit.domain.queries import entries_of_target
from minhdinh.audit.domain.record import record
from minhdinh.demo import actions
from minhdinh.evidence.domain.bringing import of_one_load

Report = Callable[[str], None]


def step_target(step: str) -> str:
    """Return the audit target that marks a step of the load."""
    return f"demo.Step:{step}"


def is_done(step: str) -> bool:
    """Tell whether a step was loaded into this database."""
    return entries_of_target(step_target(step)).exists()


def once(step: str, work: Callable[[], None]) -> bool:
    """Do ``work`` and mark it in one transaction, unless it is marked; return whether it was done now."""
    if is_done(step):
        return False
    with of_one_load(), transaction.atomic():
        work()
        record(actor=system_actor(), code=actions.STEP_LOADED, target=step_target(step), step=step)
    return True
