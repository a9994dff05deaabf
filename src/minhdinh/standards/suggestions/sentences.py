"""Sentences made of a wording and the slots' values; nothing else ever enters them."""

from __future__ import annotations

import hashlib

from minhdinh.standards.suggestions.model import Proposition
from minhdinh.standards.suggestions.values import Values, check_values, tidy_values


class NotReadyError(ValueError):
    """A sentence was asked for that a slot or a confirmation is missing for; the message is Vietnamese."""


def sentence(
    proposition: Proposition, values: Values, wording: int, *, direction_confirmed: bool = False
) -> str:
    """Return the sentence of a wording without citations; raises NotReadyError on a missing or wrong slot.

    ``wording`` is any whole number: it is taken round the wordings that may be used (see ``open_wordings``).
    """
    for problem in check_values(proposition, values):
        raise NotReadyError(problem.message)
    choice = open_wordings(proposition, direction_confirmed=direction_confirmed)
    if not choice:
        raise NotReadyError("Thầy/Cô cần xác nhận chiều thay đổi trước khi viết câu này.")
    return proposition.wordings[choice[wording % len(choice)]].text.format(**tidy_values(proposition, values))


def open_wordings(proposition: Proposition, *, direction_confirmed: bool = False) -> tuple[int, ...]:
    """Return the indexes of the wordings that may be used: those that tell a direction only once it is confirmed."""
    return tuple(at for at, one in enumerate(proposition.wordings) if direction_confirmed or not one.directed)


def wording_for(proposition: Proposition, key: str) -> int:
    """Return the wording a school starts with: always the same for one key, so that a text does not change by itself."""
    digest = hashlib.sha256(f"{key}:{proposition.id}".encode()).digest()
    return digest[0] % len(proposition.wordings)
