"""The kinds of jobs. A room registers its own in ``apps.py``; a kind is a function of a ``Progress`` and ids."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol


class Progress(Protocol):
    """What a running job tells and asks."""

    def total(self, count: int) -> None:
        """Say how many steps there will be."""

    def advance(self, message: str = "", steps: int = 1) -> None:
        """Say that a step is done; raises JobCancelledError where somebody asked to stop."""


class JobCancelledError(Exception):
    """Somebody pressed cancel; the function lets it pass after leaving nothing half-written."""


Runner = Callable[..., dict[str, Any]]
_kinds: dict[str, Runner] = {}


def register(kind: str, runner: Runner) -> None:
    """Make a kind of job known; registering the same again is allowed, another function is not."""
    if _kinds.setdefault(kind, runner) is not runner:
        raise ValueError(f"Job kind {kind} is registered twice.")


def runner_of(kind: str) -> Runner:
    """Return the function of a kind; raises KeyError."""
    return _kinds[kind]
