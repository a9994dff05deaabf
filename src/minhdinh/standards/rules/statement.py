"""The level rule of a set in words: what a school must reach for each level, from the same gates that judge it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from minhdinh.lib.text import two_digits
from minhdinh.standards.catalogue import StandardSet
from minhdinh.standards.rules.gates import ENTERED_BY_HAND, Floor, Gate, Quota, compile_gates


@dataclass(frozen=True, slots=True)
class GateStatement:
    """What one level of the school asks for: its name ("Đạt Mức 1") and the conditions, all of which must hold."""

    level: int
    name: str
    conditions: tuple[str, ...]


def rule_statements(standard_set: StandardSet) -> tuple[GateStatement, ...]:
    """Return the conditions of each level in ascending order; none where the set cannot be computed."""
    names = standard_set.labels.school_results
    return tuple(
        GateStatement(gate.level, names[gate.level], tuple(_conditions(standard_set, gate)))
        for gate in compile_gates(standard_set)
    )


def not_computed(standard_set: StandardSet) -> str:
    """Return the sentence that stands for the rule of a set that cannot be computed."""
    return standard_set.level_rule.note or f"Quy định chưa rõ: {ENTERED_BY_HAND}."


def _conditions(standard_set: StandardSet, gate: Gate) -> Iterator[str]:
    if gate.level > 1:
        yield f"đã {_reached(standard_set.labels.school_results[gate.level - 1])}"
    for floor in gate.floors:
        yield _floor(standard_set, floor)
    if gate.quota:
        yield _quota(standard_set, gate.quota)
    if gate.items:
        yield f"đạt cả {two_digits(len(gate.items))} yêu cầu của Mức {gate.level}"
    if gate.unknown:
        yield gate.unknown


def _floor(standard_set: StandardSet, floor: Floor) -> str:
    count = len(floor.codes)
    everything = count == sum(1 for _ in standard_set.iter_criteria())
    named = "" if everything else f" ({', '.join(floor.codes)})"
    return f"cả {two_digits(count)} {floor.name}{named} {_reach(standard_set, floor.level)}"


def _quota(standard_set: StandardSet, quota: Quota) -> str:
    wanted = f"ít nhất {two_digits(quota.needed)} trong số {two_digits(len(quota.codes))} {quota.name}"
    share = f" (từ {quota.percent}%)" if quota.percent else ""
    return f"{wanted}{share} {_reach(standard_set, quota.level)}"


def _reach(standard_set: StandardSet, level: int) -> str:
    phrase = standard_set.labels.phrase(level)
    return phrase if level >= standard_set.criterion_levels[-1] else f"{phrase} trở lên"


def _reached(name: str) -> str:
    """Return "đạt Mức 1" for a result called so, "đạt cấp độ 1" for one that is only called "Cấp độ 1"."""
    lowered = name[:1].lower() + name[1:]
    return lowered if lowered.startswith("đạt ") else f"đạt {lowered}"
