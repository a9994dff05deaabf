"""What this room tells the rooms above."""

from __future__ import annotations

from dataclasses import dataclass

from minhdinh.common.events import Event


@dataclass(frozen=True, slots=True)
class SchoolsPlaced(Event):
    """The tree changed above these schools, or they ended: moved, merged, split, closed, or an office of theirs was."""

    school_ids: tuple[int, ...]
