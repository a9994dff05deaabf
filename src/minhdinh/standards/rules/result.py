"""What the engine is given and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from minhdinh.lib.text import percent

cached_percent = lru_cache(maxsize=4096)(percent)


@dataclass(frozen=True, slots=True)
class Case:
    """The levels of a school's (or one track's) criteria, None or absent = chưa xét.

    ``level_4`` answers the items of Mức 4; None means that Mức 4 is not assessed at all.
    """

    levels: Mapping[str, int | None]
    level_4: Mapping[str, bool | None] | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many criteria of those that have a level reached it (or, in ``failed``, were judged below it)."""

    passed: int
    total: int

    @property
    def percent(self) -> str:
        """The share in Vietnamese writing: "68,42", "100", "0"."""
        return cached_percent(self.passed, self.total)

    def __add__(self, other: Count) -> Count:
        return Count(self.passed + other.passed, self.total + other.total)

    def as_json(self) -> dict[str, Any]:
        """Return plain data."""
        return {"passed": self.passed, "total": self.total, "percent": self.percent}


@dataclass(frozen=True, slots=True)
class Step:
    """A criterion (or item of Mức 4), where it stands (None = chưa xét) and what it would have to reach."""

    criterion: str
    current: int | None
    needed: int
    track: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return plain data; the track only where the assessment is divided."""
        data = {"criterion": self.criterion, "current": self.current, "needed": self.needed}
        return {**data, "track": self.track} if self.track else data


@dataclass(frozen=True, slots=True)
class Result:
    """The level of a school or track and everything that explains it.

    ``level`` is None while something is chưa xét or where the law does not let it be computed; ``bounds`` then says
    between which levels it will be (None where not computable). ``blockers`` is what stands in the way of ``target``,
    the next level; ``changes`` the smallest set of steps that reaches it. ``counts`` and ``failed`` have a key a level.
    """

    level: int | None
    label: str
    complete: bool
    counts: Mapping[int, Count]
    failed: Mapping[int, Count]
    reasons: tuple[str, ...]
    blockers: tuple[Step, ...] = ()
    tracks: Mapping[str, Result] = field(default_factory=dict)
    grade: int | None = None
    degree: int | None = None
    bounds: tuple[int, int] | None = None
    target: int | None = None
    changes: tuple[Step, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the published shape of a result (see ``minhdinh evaluate``)."""
        return {
            "level": self.level,
            "label": self.label,
            "complete": self.complete,
            "counts": {str(level): count.as_json() for level, count in self.counts.items()},
            "failed": {str(level): count.as_json() for level, count in self.failed.items()},
            "reasons": list(self.reasons),
            "blockers": [step.as_json() for step in self.blockers],
            "tracks": {name: result.as_json() for name, result in self.tracks.items()},
            "grade": self.grade,
            "degree": self.degree,
        }

    def explain_json(self) -> dict[str, Any]:
        """Return the result with its bounds, target and smallest set of changes, for pages and ``--explain``."""
        return {
            **self.as_json(),
            "bounds": list(self.bounds) if self.bounds else None,
            "target": self.target,
            "changes": [step.as_json() for step in self.changes],
        }
