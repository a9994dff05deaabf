"""What rooms above carry into the next year with it: open improvement actions, for one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from minhdinh.access.actor import Actor
from minhdinh.assessments.models import SelfAssessment


@dataclass(frozen=True, slots=True)
class Carrier:
    """A room's part: ``count`` says how many things would come along, ``carry`` brings them and says how many came.

    Both know (source, receiving school year or assessment); ``carry`` runs inside the carrying's transaction and does
    nothing the second time.
    """

    label: str | Promise
    count: Callable[[SelfAssessment, str], int]
    carry: Callable[[Actor, SelfAssessment, SelfAssessment], int]


_carriers: list[Carrier] = []


def register_carrier(carrier: Carrier) -> None:
    """Let a room carry something of its own; twice is once."""
    if carrier not in _carriers:
        _carriers.append(carrier)


def carriers() -> tuple[Carrier, ...]:
    """Return the parts in the order of registration."""
    return tuple(_carriers)
