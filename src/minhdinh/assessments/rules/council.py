"""Checks of a self-assessment council (Điều 9 TT57, Điều 24 TT17-19/2018). They warn; a person may overrule.

Pure: no database. The numbers come from the set's rule values, never from here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from minhdinh.lib.text import two_digits


@dataclass(frozen=True, slots=True)
class CouncilRule:
    """What the regulation asks of a council; ``reference`` is its article as shown to people."""

    least_members: int
    odd: bool
    reference: str


@dataclass(frozen=True, slots=True)
class CouncilFacts:
    """What a council is: the roles of its members and whether a decision stands behind it."""

    roles: Sequence[str]
    trained: int
    has_decision: bool


@dataclass(frozen=True, slots=True)
class CouncilWarning:
    """A departure from the rule, in words; ``needs_reason`` where a person must say why it is kept."""

    message: str
    needs_reason: bool


def check_council(facts: CouncilFacts, rule: CouncilRule) -> list[CouncilWarning]:
    """Return what departs from the rule, in the order people would mend it."""
    count = len(facts.roles)
    found: list[CouncilWarning] = []
    if not facts.has_decision:
        found.append(CouncilWarning("Chưa ghi số và ngày quyết định thành lập hội đồng.", needs_reason=False))
    if count < rule.least_members:
        least = two_digits(rule.least_members)
        found.append(
            CouncilWarning(
                f"Hội đồng có {two_digits(count)} thành viên, quy định ít nhất {least} ({rule.reference}).",
                needs_reason=True,
            )
        )
    if rule.odd and count % 2 == 0:
        found.append(
            CouncilWarning(
                f"Số thành viên ({two_digits(count)}) phải là số lẻ ({rule.reference}).", needs_reason=True
            )
        )
    found += [
        CouncilWarning(
            f"Hội đồng cần đúng 01 {label}, hiện có {two_digits(facts.roles.count(role))}.", needs_reason=True
        )
        for role, label in (("chair", "Chủ tịch"), ("secretary", "Thư ký"))
        if list(facts.roles).count(role) != 1
    ]
    return found
