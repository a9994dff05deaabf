"""The load of people and the bodies of some months, for the office that forms them (needs its reading scope)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from minhdinh.appraisals.models import Body, BodyMember
from minhdinh.appraisals.rules.conflicts import MOST_AT_ONCE

MONTHS = 6


@dataclass(slots=True)
class Month:
    """A month with the bodies that work in it."""

    first: dt.date
    bodies: list[Body] = field(default_factory=list)

    @property
    def last(self) -> dt.date:
        """Its last day."""
        return next_month(self.first) - dt.timedelta(days=1)


@dataclass(slots=True)
class Load:
    """A person with the bodies of these months; ``most`` is how many of them fall on one day."""

    name: str
    workplace: str
    bodies: list[Body] = field(default_factory=list)
    most: int = 0

    @property
    def is_heavy(self) -> bool:
        """Whether more fall on one day than we propose."""
        return self.most > MOST_AT_ONCE


@dataclass(frozen=True, slots=True)
class Calendar:
    """Some months: the bodies by month, the people by load, the heaviest first."""

    months: list[Month]
    people: list[Load]


def next_month(first: dt.date) -> dt.date:
    """Return the first day of the month after."""
    return (first.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def calendar_of(department_id: int, start: dt.date) -> Calendar:
    """Return the bodies of a department's registrations in six months from the month of ``start`` (two queries)."""
    months = [Month(start.replace(day=1))]
    while len(months) < MONTHS:
        months.append(Month(next_month(months[-1].first)))
    rows = Body.objects.filter(
        case__department_id=department_id,
        dissolved_at__isnull=True,
        starts_on__lte=months[-1].last,
        ends_on__gte=months[0].first,
    ).select_related("case__school")
    bodies = list(rows.order_by("starts_on", "pk"))
    for month in months:
        month.bodies = [one for one in bodies if one.starts_on <= month.last and one.ends_on >= month.first]
    return Calendar(months, _people({one.pk: one for one in bodies}))


def _people(bodies: dict[int, Body]) -> list[Load]:
    found: dict[int, Load] = {}
    rows = BodyMember.objects.filter(body_id__in=list(bodies), ended_at__isnull=True)
    for row in rows.order_by("name", "pk"):
        load = found.setdefault(row.user_id, Load(row.name, row.workplace_name))
        load.bodies.append(bodies[row.body_id])
    for load in found.values():
        load.bodies.sort(key=lambda one: one.starts_on)
        load.most = _most_at_once(load.bodies)
    return sorted(found.values(), key=lambda one: (-one.most, -len(one.bodies)))


def _most_at_once(bodies: list[Body]) -> int:
    changes: defaultdict[dt.date, int] = defaultdict(int)
    for one in bodies:
        if one.case.closed_at is None:
            changes[one.starts_on] += 1
            changes[one.ends_on + dt.timedelta(days=1)] -= 1
    now = most = 0
    for day in sorted(changes):
        now += changes[day]
        most = max(most, now)
    return most
