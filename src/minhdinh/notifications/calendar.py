"""A person's days: one registry into which every room puts the duties that it knows of.

The mail digest warns by it and the calendar feed serves it. A provider is asked for many people at once and opens the
scopes that it needs itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A day on which something is due; ``uid`` stays the same as long as it is the same duty.

    ``day`` is the last day on which it is in time. ``warn`` are the numbers of days before it on which the person is
    warned by mail; the day after it warns too. ``place`` is the organisation, ``source`` where the duty is written.
    """

    uid: str
    day: dt.date
    title: str
    url: str
    place: str = ""
    source: str = ""
    done: bool = False
    warn: tuple[int, ...] = (7, 1)

    def warns_on(self, today: dt.date) -> bool:
        """Tell whether the person is to be warned today: on the days of ``warn``, and once when it is late."""
        left = (self.day - today).days
        return not self.done and (left in self.warn or left in {0, -1})


CalendarProvider = Callable[[Collection[int]], Iterable[tuple[int, CalendarEntry]]]
_providers: list[CalendarProvider] = []


def register_calendar(provider: CalendarProvider) -> None:
    """Let a room say which days of people (by id) it knows; twice is once."""
    if provider not in _providers:
        _providers.append(provider)


def entries_of(people: Collection[int]) -> dict[int, list[CalendarEntry]]:
    """Return the days of people in order, by person id; a constant number of queries a provider."""
    found: dict[int, list[CalendarEntry]] = {person: [] for person in people}
    for provider in _providers if people else ():
        for person, entry in provider(people):
            if person in found:
                found[person].append(entry)
    return {
        person: sorted(entries, key=lambda one: (one.day, one.title)) for person, entries in found.items()
    }
