"""How the state of an action may change."""

from __future__ import annotations

from minhdinh.improvement.enums import ENDED, ActionState

S = ActionState
NEXT: dict[str, frozenset[str]] = {
    S.NOT_STARTED: frozenset({S.NOT_STARTED, S.DOING, S.BLOCKED, S.DONE, S.NOT_DONE}),
    S.DOING: frozenset({S.DOING, S.BLOCKED, S.DONE, S.NOT_DONE}),
    S.BLOCKED: frozenset({S.BLOCKED, S.DOING, S.DONE, S.NOT_DONE}),
    S.DONE: frozenset({S.DONE, S.DOING}),
    S.NOT_DONE: frozenset({S.NOT_DONE, S.DOING}),
}
WITH_REASON = frozenset({S.BLOCKED, S.NOT_DONE})


def may_follow(before: str, after: str) -> bool:
    """Tell whether an action may go from one state to another; reporting without a change is always possible."""
    return after in NEXT.get(before, frozenset())


def reopens(before: str, after: str) -> bool:
    """Tell whether something that had ended goes on: only who writes the plan may do that."""
    return before in ENDED and after not in ENDED
