"""Reads of what is being collected; all need an opened scope."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Permission
from minhdinh.evidence.domain.queries import visible_to
from minhdinh.evidence.enums import CollectingState
from minhdinh.evidence.models import Collecting, EvidenceItem

LATE = "late"


@dataclass(frozen=True, slots=True)
class CollectingFilter:
    """What the list is narrowed by; empty fields narrow nothing. ``state`` may also be ``late``."""

    state: str = ""
    criterion: str = ""
    person_id: int | None = None


def collectings_for(actor: Actor, school_id: int, assessment_id: int) -> QuerySet[Collecting]:
    """Return what is collected for a year as far as the actor may know: all of it, or the actor's own.

    What is for an item that the actor may not see is left out, unless the actor collects or keeps it.
    """
    rows = Collecting.objects.filter(
        school_id=school_id, assessment_id=assessment_id, withdrawn_at__isnull=True
    )
    rows = rows.select_related("item", "collector", "keeper", "state_by")
    own = Q(collector_id=actor.user_id) | Q(keeper_id=actor.user_id)
    own = own if actor.user_id is not None and actor.can(Permission.EVIDENCE_CONTRIBUTE) else Q(pk__in=())
    if not actor.can(Permission.EVIDENCE_VIEW):
        return rows.filter(own)
    if actor.can(Permission.EVIDENCE_SENSITIVE):
        return rows
    seen = EvidenceItem.objects.filter(visible_to(actor), school_id=school_id).values("pk")
    return rows.filter(own | Q(item__isnull=True) | Q(item__in=seen))


def collecting_for(actor: Actor, school_id: int, assessment_id: int, pk: int) -> Collecting | None:
    """Return one of ``collectings_for``, else None."""
    return collectings_for(actor, school_id, assessment_id).filter(pk=pk).first()


def narrowed(rows: QuerySet[Collecting], wanted: CollectingFilter, day: dt.date) -> QuerySet[Collecting]:
    """Narrow a list; ``late`` is what is still collected after its last day."""
    if wanted.criterion:
        rows = rows.filter(criterion=wanted.criterion)
    if wanted.person_id is not None:
        rows = rows.filter(Q(collector_id=wanted.person_id) | Q(keeper_id=wanted.person_id))
    if wanted.state == LATE:
        rows = rows.filter(state=CollectingState.COLLECTING, due_on__lt=day)
    elif wanted.state:
        rows = rows.filter(state=wanted.state)
    return rows.order_by("criterion", "due_on", "id")


def counts_by_state(rows: QuerySet[Collecting], day: dt.date) -> dict[str, int]:
    """Return how many rows are in each state, and how many are late; two queries."""
    plain = rows.order_by().values("state").annotate(times=Count("pk")).values_list("state", "times")
    late = rows.filter(state=CollectingState.COLLECTING, due_on__lt=day).count()
    return {**Counter(dict(plain)), LATE: late}


def collectings_of_item(actor: Actor, item: EvidenceItem, assessment_id: int) -> list[Collecting]:
    """Return what is or was collected for an item in a year, the newest first."""
    rows = collectings_for(actor, item.school_id, assessment_id).filter(item=item)
    return list(rows.order_by("-id"))


def collected_now(assessment_id: int, item_ids: Iterable[int]) -> dict[int, str]:
    """Return, of items that somebody is collecting this year, who does, by the item's id. One query."""
    rows = Collecting.objects.filter(
        assessment_id=assessment_id,
        item_id__in=list(item_ids),
        state=CollectingState.COLLECTING,
        withdrawn_at__isnull=True,
    )
    return dict(rows.order_by("id").values_list("item_id", "collector__full_name"))


def collectings_of_criterion(
    actor: Actor, school_id: int, assessment_id: int, track: str, criterion: str
) -> list[Collecting]:
    """Return what is collected for a criterion of a track, what is wanted first coming first."""
    rows = collectings_for(actor, school_id, assessment_id).filter(criterion=criterion)
    return list(rows.filter(track__in=("", track)).order_by("state", "due_on", "id"))


def open_collectings(school_id: int, assessment_id: int) -> QuerySet[Collecting]:
    """Return what people of a year still have to collect, for the lists of everybody's work."""
    return Collecting.objects.filter(
        school_id=school_id,
        assessment_id=assessment_id,
        withdrawn_at__isnull=True,
        state=CollectingState.COLLECTING,
    ).order_by("due_on", "id")
