"""Typed events: a lower room tells what happened, an upper room may act on it after the commit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction


@dataclass(frozen=True, slots=True)
class Event:
    """The base of all events; subclasses carry ids and plain values only."""


E = TypeVar("E", bound=Event)
_handlers: defaultdict[type[Event], list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(event: type[E], handler: Callable[[E], None]) -> None:
    """Call ``handler`` for every event of this class; called from ``apps.py`` at start-up, twice is once."""
    if handler not in _handlers[event]:
        _handlers[event].append(handler)


def publish(event: Event) -> None:
    """Hand ``event`` to its subscribers once the running transaction has been committed."""
    for handler in _handlers[type(event)]:
        transaction.on_commit(lambda handler=handler: handler(event))  # type: ignore[misc]
