"""Registrations follow the tree: the offices that act now are written where a school, or an office above it, moved.

Verbs and pages look at the tree themselves (``offices``); lists, calendars and reminders go by what is written here.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Q

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals import actions
from minhdinh.appraisals.domain.cases.notices import tell_ended, tell_taken_over
from minhdinh.appraisals.domain.cases.offices import name_offices_now
from minhdinh.appraisals.models import Case
from minhdinh.audit.domain.record import record
from minhdinh.organisations.events import SchoolsPlaced

BATCH = 500


def on_schools_placed(event: SchoolsPlaced) -> None:
    """Let the open registrations of these schools follow; called after the change of the tree was committed."""
    ids = event.school_ids
    for start in range(0, len(ids), BATCH):
        follow_schools(ids[start : start + BATCH])


def follow_strays() -> int:
    """Do the same for every open registration that names an office which no longer acts, or whose school has ended.

    For the daily round: what was left by a change of the tree whose event did not arrive.
    """
    with scopes_disabled():
        rows = Case.objects.filter(closed_at__isnull=True).filter(
            Q(school__active=False)
            | Q(department__active=False)
            | Q(intake__active=False)
            | ~Q(school__path__startswith=F("department__path"))
            | Q(intake__isnull=False) & ~Q(school__path__startswith=F("intake__path"))
        )
        return follow_schools(list(rows.values_list("school_id", flat=True)))


def follow_schools(school_ids: Iterable[int]) -> int:
    """Write the offices that act now for the open registrations of these schools; returns how many changed.

    The new offices are told, and of a school that has ended its heirs and the department. A second time changes and
    tells nothing.
    """
    with scopes_disabled():
        rows = Case.objects.filter(school_id__in=list(school_ids), closed_at__isnull=True)
        return sum(_follow(pk) for pk in rows.order_by("pk").values_list("pk", flat=True))


def _follow(case_id: int) -> bool:
    with transaction.atomic():
        rows = Case.objects.select_for_update(of=("self",)).select_related("school", "department", "intake")
        case = rows.get(pk=case_id)
        changed = case.is_open and name_offices_now(case)
        if changed:
            case.save(update_fields=["department", "intake", "updated_at"])
            record_offices(case)
            tell_taken_over(case)
        if case.is_open and not case.school.active:
            tell_ended(case)
    return changed


def record_offices(case: Case) -> None:
    """Keep in the department's record that a registration is now with other offices."""
    record(
        actor=system_actor(case.department_id),
        code=actions.CASE_OFFICES,
        target=f"appraisals.Case:{case.pk}",
        school=case.school.name,
        department=case.department.name,
        intake=(case.intake or case.department).name,
    )
