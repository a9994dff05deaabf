"""What waits for people in a year: one registry into which every room puts the work that it knows of.

A provider is asked once for all people of a self-assessment, so that the page of one person and the table over thirty
cost the same number of queries. The scope of the school is open while it runs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from minhdinh.access.permissions import Permission
from minhdinh.assessments.domain.deadlines import due_days
from minhdinh.assessments.models import SelfAssessment

NO_DAY = dt.date.max


@dataclass(frozen=True, slots=True)
class Worker:
    """A person of a self-assessment's school with what he or she may do there now."""

    person_id: int
    name: str
    permissions: frozenset[Permission] = frozenset()

    def can(self, permission: Permission) -> bool:
        """Tell whether this person holds ``permission`` at the school."""
        return permission in self.permissions


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing that waits for one person, with the page where it is done.

    An item without ``due`` gets the day of its kind (``domain.deadlines``), where that has one.
    ``kind`` names a group of the page (``write``, ``mend``, ``evidence``, ``review``, ``comment``, ``action``, ``plan`` …), ``due`` the day it is
    wanted on, ``blocks`` how many other people or pieces of work wait for it, ``standard`` and ``criterion`` codes
    where it belongs to one, ``note`` a few words on how far it is.
    """

    kind: str
    title: str
    url: str
    due: dt.date | None = None
    blocks: int = 0
    standard: str = ""
    criterion: str = ""
    note: str = ""


WorkProvider = Callable[[SelfAssessment, Sequence[Worker]], Iterable[tuple[int, WorkItem]]]
_providers: list[WorkProvider] = []


def register_work(provider: WorkProvider) -> None:
    """Let a room say what waits for whom: ``provider(assessment, workers)`` yields (person id, item); twice is once.

    A constant number of queries however many workers are asked for; items of people who were not asked for are dropped.
    """
    if provider not in _providers:
        _providers.append(provider)


def work_of_all(assessment: SelfAssessment, workers: Sequence[Worker]) -> dict[int, list[WorkItem]]:
    """Return what waits for each of ``workers`` in this year, by person id, the most pressing first."""
    found: dict[int, list[WorkItem]] = {worker.person_id: [] for worker in workers}
    for provider in _providers if workers else ():
        for person_id, item in provider(assessment, workers):
            if person_id in found:
                found[person_id].append(item)
    undated = any(item.due is None for items in found.values() for item in items)
    days = due_days(assessment) if undated else {}
    return {person_id: in_order(_dated(item, days) for item in items) for person_id, items in found.items()}


def _dated(item: WorkItem, days: Mapping[str, dt.date]) -> WorkItem:
    """Return an item with the day on which its kind of work is wanted, where its room knows none of its own."""
    return item if item.due is not None or item.kind not in days else replace(item, due=days[item.kind])


def work_of(assessment: SelfAssessment, person: Worker) -> list[WorkItem]:
    """Return what waits for one person in this year, the most pressing first."""
    return work_of_all(assessment, [person])[person.person_id]


def in_order(items: Iterable[WorkItem]) -> list[WorkItem]:
    """Sort by the day it is wanted on, then by how much waits for it; what has no day comes last."""
    return sorted(items, key=lambda item: (item.due or NO_DAY, -item.blocks))
