"""What a school is recognised for now: told by the room above that keeps the decisions, read by registrations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from minhdinh.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Standing:
    """A recognition that counts today, in plain data.

    ``ends_on`` is its last day, ``upgrade_from`` from when a higher grade or degree may be asked for, ``renew_from``
    and ``register_by`` between when and when the next registration is due; None where no such day is known.
    ``certain`` tells whether the law behind these days was read, ``legal_reference`` where it stands.
    """

    title: str
    grade: int | None = None
    degree: int | None = None
    decided_on: dt.date | None = None
    ends_on: dt.date | None = None
    upgrade_from: dt.date | None = None
    renew_from: dt.date | None = None
    register_by: dt.date | None = None
    legal_reference: str = ""
    certain: bool = False
    url: str = ""


StandingSource = Callable[[Organisation, dt.date], Sequence[Standing]]
_sources: list[StandingSource] = []


def register_standing_source(source: StandingSource) -> None:
    """Let a room say what a school is recognised for on a day; it opens what rows it needs itself. Twice is once."""
    if source not in _sources:
        _sources.append(source)


def standings_of(school: Organisation, today: dt.date) -> list[Standing]:
    """Return what the school is recognised for; empty where nobody knows of anything."""
    return [one for source in _sources for one in source(school, today)]
