"""Who came after whom, and whose people may read what an organisation left behind."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from minhdinh.organisations.models import Organisation, Parentage, Succession


@dataclass(frozen=True, slots=True)
class Lineage:
    """What an organisation came from and what came after it; its own changes of name and place among ``own``."""

    before: list[Succession]
    after: list[Succession]
    own: list[Succession]
    ended: dt.date | None = None

    def __bool__(self) -> bool:
        """Tell whether there is anything to show."""
        return bool(self.before or self.after or self.own or self.ended)


def lineage_of(organisation: Organisation) -> Lineage:
    """Return predecessors and successors of an organisation with their days, oldest first."""
    before = organisation.precessions.select_related("predecessor__kind").order_by("day", "id")
    after = organisation.successions.select_related("successor__kind").order_by("day", "id")
    return Lineage(
        before=[row for row in before if row.predecessor_id != organisation.pk],
        after=[row for row in after if row.successor_id != organisation.pk],
        own=[row for row in after if row.successor_id == organisation.pk],
        ended=None if organisation.active else end_of(organisation),
    )


def end_of(organisation: Organisation) -> dt.date | None:
    """Return the day from which a closed organisation was no more, or None where nothing tells it."""
    ends = Parentage.objects.filter(child=organisation, valid_to__isnull=False)
    succeeded = organisation.successions.exclude(successor=organisation).values_list("day", flat=True)
    days = [*ends.values_list("valid_to", flat=True), *succeeded]
    return max((day for day in days if day is not None), default=None)


def heirs_of(organisation: Organisation) -> list[Organisation]:
    """Return the active organisations that stand in a closed one's place today.

    They are its successors, through as many mergers as there were. One that ended without a successor belongs to
    the office it stood below, or to that office's heirs.
    """
    heirs: dict[int, Organisation] = {}
    seen, frontier = {organisation.pk}, [organisation]
    while frontier:
        found = [one for one in _next(frontier) if one.pk not in seen]
        seen |= {one.pk for one in found}
        heirs |= {one.pk: one for one in found if one.active}
        frontier = [one for one in found if not one.active]
    return sorted(heirs.values(), key=lambda one: one.path)


def predecessors_of(organisation: Organisation) -> list[Organisation]:
    """Return everything that came before an organisation, through any number of mergers, the nearest first."""
    found: dict[int, Organisation] = {}
    frontier = {organisation.pk}
    while frontier:
        rows = Succession.objects.filter(successor__in=frontier).exclude(
            predecessor__in=[*found, organisation.pk]
        )
        earlier = {row.predecessor_id: row.predecessor for row in rows.select_related("predecessor__kind")}
        found |= earlier
        frontier = set(earlier)
    return list(found.values())


def _next(closed: Iterable[Organisation]) -> list[Organisation]:
    """Return one step from closed organisations: their successors, or the office above where there are none."""
    followed: defaultdict[int, list[int]] = defaultdict(list)
    ids = {one.pk: one for one in closed}
    rows = Succession.objects.filter(predecessor__in=ids).exclude(successor__in=ids)
    for predecessor, successor in rows.order_by().values_list("predecessor", "successor"):
        followed[predecessor].append(successor)
    wanted: set[int] = set()
    for pk, one in ids.items():
        above = [int(step) for step in one.path.split("/") if step][-2:-1]
        wanted |= set(followed[pk] or above)
    return list(Organisation.objects.filter(pk__in=wanted).select_related("kind"))
