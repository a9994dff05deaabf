"""What this room tells the rooms above."""

from __future__ import annotations

from dataclasses import dataclass

from minhdinh.common.events import Event


@dataclass(frozen=True, slots=True)
class EvidenceChanged(Event):
    """Items changed in a way that may alter whether they can carry a level."""

    school_id: int
    item_ids: tuple[int, ...]
    user_id: int | None
    user_name: str
