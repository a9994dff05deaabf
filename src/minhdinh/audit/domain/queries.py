"""Reads of the record."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from minhdinh.audit.models import Entry
from minhdinh.audit.registry import inner_codes


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """What is looked for: part of the doer's name, a group of actions (``evidence``), days from and to, inclusive."""

    person: str = ""
    group: str = ""
    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def is_set(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.person or self.group or self.since or self.until)


def entries_of_organisation(
    organisation_id: int, wanted: EntryFilter | None = None, *, inner: bool = True
) -> QuerySet[Entry]:
    """Return an organisation's entries, newest first; without the inner work of its examiners unless ``inner``."""
    rows = Entry.objects.filter(organisation_id=organisation_id).order_by("-id")
    if not inner:
        rows = rows.exclude(action__in=inner_codes())
    if wanted is None:
        return rows
    if wanted.person.strip():
        rows = rows.filter(actor_name__icontains=wanted.person.strip())
    if wanted.group:
        rows = rows.filter(action__startswith=f"{wanted.group}.")
    if wanted.since:
        rows = rows.filter(at__gte=_start_of(wanted.since))
    if wanted.until:
        rows = rows.filter(at__lt=_start_of(wanted.until + dt.timedelta(days=1)))
    return rows


def entries_of_target(target: str) -> QuerySet[Entry]:
    """Return the entries of one thing, newest first."""
    return Entry.objects.filter(target=target).order_by("-id")


def _start_of(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
