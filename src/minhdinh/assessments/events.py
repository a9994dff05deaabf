"""What this room tells the rooms above."""

from __future__ import annotations

from dataclasses import dataclass

from minhdinh.common.events import Event


@dataclass(frozen=True, slots=True)
class AssessmentSealed(Event):
    """A revision was sealed; its forms are to be made once and kept."""

    school_id: int
    seal_id: int
    user_id: int | None
    user_name: str
