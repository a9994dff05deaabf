"""What this room tells the rooms above."""

from __future__ import annotations

from dataclasses import dataclass

from minhdinh.common.events import Event


@dataclass(frozen=True, slots=True)
class RulesCorrected(Event):
    """A correction of a set was written or withdrawn: results worked out from it and kept anywhere are out of date.

    Sealed assessments carry their own data and are not touched by it.
    """

    standard_set_id: int
    target: str
