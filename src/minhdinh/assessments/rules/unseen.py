"""Requirements nobody has looked at, level by level. Pure.

The law's minimum for a level is its own statement and usable evidence, so a level may be pressed while requirements
are still chưa xét; it has to be said plainly, before and after.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from minhdinh.standards.catalogue import Criterion, Labels


@dataclass(frozen=True, slots=True)
class Unseen:
    """How many of a level's ``total`` requirements are chưa xét; ``requirement`` is the first of them."""

    level: int
    label: str
    count: int
    total: int
    requirement: str

    @property
    def words(self) -> str:
        """The sentence without its full stop."""
        return f"Chưa xét {self.count}/{self.total} yêu cầu của {self.label}"


def unseen_up_to(
    criterion: Criterion, answers: Mapping[str, str | None], labels: Labels, level: int
) -> Iterator[Unseen]:
    """Yield every level up to ``level`` with requirements that nobody answered; those the system answers don't count."""
    for found in criterion.levels:
        if found.number > level:
            continue
        asked = [one.id for one in found.requirements if not one.derived]
        left = [one for one in asked if answers.get(one) is None]
        if left:
            yield Unseen(found.number, labels.levels[found.number], len(left), len(asked), left[0])
