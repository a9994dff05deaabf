"""The registers of trained people, which rooms above this one keep: each registers a way to ask it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from minhdinh.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Trained:
    """A row of a register as plain data; ``user_id`` is None for a person entered by name only."""

    name: str
    user_id: int | None
    workplace_id: int
    position: str
    trained_on: dt.date
    course: str


PeopleSource = Callable[
    [Organisation], Iterable[Trained]
]  # everybody a department sees, the newest training first
_sources: list[PeopleSource] = []


def register_people_source(source: PeopleSource) -> None:
    """Let a register be asked who is trained; a second time changes nothing."""
    if source not in _sources:
        _sources.append(source)


def trained_people(department: Organisation) -> list[Trained]:
    """Return everybody whom the registers of a department hold, the newest training of each register first."""
    return [one for source in _sources for one in source(department)]
