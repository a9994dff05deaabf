"""The way of a sheet through its review: which move leads from where to where, and who may do it (pure).

A chain names the steps between the hand-in and the approval, in the order of ``ReviewStep``. The empty chain is the
short way: handed in, then approved by anybody who leads.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from minhdinh.assessments.enums import ReviewStep, SheetState

MOVES = ("hand_in", "take_back", "pass_on", "approve", "return")
WRITERS_MOVES = frozenset({"hand_in", "take_back"})
REVIEWERS_MOVES = frozenset({"pass_on", "approve", "return"})
ORDER = tuple(ReviewStep.values)
RANKS = {step: rank for rank, step in enumerate(ORDER, start=1)}
SHORT = ReviewStep.SECRETARY.value


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a sheet is: its state, and while it waits, the step it waits for ("" on the short way)."""

    state: str
    step: str = ""


def in_order(steps: Iterable[str]) -> list[str]:
    """Return the known steps among ``steps``, each once, in the order of the review."""
    wanted = set(steps)
    return [step for step in ORDER if step in wanted]


def target(chain: Sequence[str], stand: Stand, move: str, skipped: Collection[str] = ()) -> Stand | None:
    """Return where ``move`` leads, None where it cannot be done.

    ``skipped`` are steps that nobody has to take now; the last step is never skipped.
    """
    if move == "hand_in" and stand.state in {SheetState.DRAFTING, SheetState.NEEDS_WORK}:
        return Stand(SheetState.WAITING, _next(chain, "", skipped))
    if move == "take_back" and stand.state == SheetState.WAITING:
        return Stand(SheetState.DRAFTING)
    if move == "return" and stand.state in {SheetState.WAITING, SheetState.APPROVED}:
        return Stand(SheetState.NEEDS_WORK)
    if move == "pass_on" and stand.state == SheetState.WAITING and not _is_last(chain, stand.step):
        return Stand(SheetState.WAITING, _next(chain, stand.step, skipped))
    if move == "approve" and _may_end(chain, stand):
        return Stand(SheetState.APPROVED)
    return None


def rank_needed(chain: Sequence[str], stand: Stand) -> int:
    """Return the rank that reviewing a sheet takes where it stands: that of its step, or of the last one once approved.

    Whoever reviews at a later step may also review at an earlier one, so that nobody's absence stops a sheet.
    """
    step = stand.step if stand.state == SheetState.WAITING else ""
    return RANKS[step or (chain[-1] if chain else SHORT)]


def settled_step(chain: Sequence[str], step: str) -> str:
    """Return where a waiting sheet goes on once the chain is ``chain``: its own step, the next one, or the last."""
    if not chain:
        return ""
    rank = RANKS.get(step, 0)
    return next((one for one in chain if RANKS[one] >= rank), chain[-1])


def _may_end(chain: Sequence[str], stand: Stand) -> bool:
    if not chain:
        return stand.state in {SheetState.WAITING, SheetState.DRAFTING}
    return stand.state == SheetState.WAITING and _is_last(chain, stand.step)


def _is_last(chain: Sequence[str], step: str) -> bool:
    return not chain or step == chain[-1]


def _next(chain: Sequence[str], step: str, skipped: Collection[str]) -> str:
    rest = [one for one in chain if RANKS[one] > RANKS.get(step, 0)]
    if not rest:
        return ""
    return next((one for one in rest[:-1] if one not in skipped), rest[-1])
