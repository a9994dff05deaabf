"""What registrations at a school register at start-up; called once by ``apps.py``."""

from __future__ import annotations

from minhdinh.appraisals.domain.cases.guards import register_effect, register_guard
from minhdinh.appraisals.domain.cases.sending import (
    count_registration,
    needs_letter,
    needs_reasons,
    needs_seal,
    take_newest_seal,
    uncount_registration,
)
from minhdinh.appraisals.domain.cases.work import case_work
from minhdinh.appraisals.enums import Act
from minhdinh.assessments.work import register_work


def start_cases() -> None:
    """Register what sending asks for, what follows sending and withdrawing, and the work that waits at the school."""
    for guard in (needs_letter, needs_reasons, needs_seal):
        register_guard(Act.SEND, guard)
    for effect in (take_newest_seal, count_registration):
        register_effect(Act.SEND, effect)
    register_effect(Act.WITHDRAW, uncount_registration)
    register_work(case_work)
