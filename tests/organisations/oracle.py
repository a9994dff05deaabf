"""An oracle of the tree over time: it knows nothing of the program, it only keeps a list of who was whose and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

EVER = dt.date(9999, 12, 31)
ALWAYS = dt.date(1, 1, 1)


@dataclass
class Stay:
    """That a child was a parent's from a day (inclusive) to another (exclusive)."""

    child: str
    parent: str
    since: dt.date
    until: dt.date = EVER


@dataclass
class Oracle:
    """Replays what happened; ``under`` walks up day by day."""

    roots: set[str]
    schools: set[str] = field(default_factory=set)
    stays: list[Stay] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)

    def add(self, child: str, parent: str, since: dt.date = ALWAYS, *, school: bool = False) -> None:
        self.stays.append(Stay(child, parent, since))
        if school:
            self.schools.add(child)

    def leave(self, child: str, day: dt.date) -> None:
        for stay in self.stays:
            if stay.child == child and stay.until == EVER:
                stay.until = day

    def move(self, child: str, parent: str, day: dt.date) -> None:
        self.leave(child, day)
        self.add(child, parent, day)

    def close(self, child: str, day: dt.date) -> None:
        self.leave(child, day)
        self.closed.add(child)

    def give(
        self, old: Iterable[str], new: str, day: dt.date, parts: Mapping[str, str] | None = None
    ) -> None:
        """Give all children of the old ones to the new one, or each to its part, and close the old ones."""
        for parent in old:
            for child in self.children(parent):
                self.move(child, (parts or {}).get(child, new), day)
            self.close(parent, day)

    def children(self, parent: str) -> list[str]:
        return [stay.child for stay in self.stays if stay.parent == parent and stay.until == EVER]

    def under(self, office: str, day: dt.date) -> set[str]:
        """Return the schools whose parents, walked up on that day, lead through the office to a root."""
        return {school for school in self.schools if office in self.above(school, day)}

    def above(self, child: str, day: dt.date) -> list[str]:
        """Return a child and everything above it on a day; nothing where the walk does not reach a root."""
        walked = [child]
        while walked[-1] not in self.roots:
            stay = next(
                (one for one in self.stays if one.child == walked[-1] and one.since <= day < one.until), None
            )
            if stay is None:
                return []
            walked.append(stay.parent)
        return walked
