"""What has to be true before an act: each part of the room adds its own guards when the program starts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from minhdinh.appraisals.enums import Act
from minhdinh.appraisals.models import Case
from minhdinh.common.problems import Problem, Problems

Guard = Callable[
    [Case], Iterable[Problem]
]  # yields what stands in the way; nothing where the act may be done
Effect = Callable[[Case], None]  # inside the step's transaction, after it was taken
_guards: defaultdict[Act, list[Guard]] = defaultdict(list)
_effects: defaultdict[Act, list[Effect]] = defaultdict(list)


def register_guard(act: Act, guard: Guard) -> None:
    """Let ``guard`` be asked before every such act; a second time changes nothing."""
    if guard not in _guards[act]:
        _guards[act].append(guard)


def register_effect(act: Act, effect: Effect) -> None:
    """Let ``effect`` follow every such act in its transaction; a second time changes nothing."""
    if effect not in _effects[act]:
        _effects[act].append(effect)


def obstacles(case: Case, act: Act) -> list[Problem]:
    """Return everything that stands in the way of an act."""
    return [problem for guard in _guards[act] for problem in guard(case)]


def check(case: Case, act: Act) -> None:
    """Raise Problems with everything that stands in the way of an act."""
    found = obstacles(case, act)
    if found:
        raise Problems(found)


def follow(case: Case, act: Act) -> None:
    """Carry out what follows an act."""
    for effect in _effects[act]:
        effect(case)
