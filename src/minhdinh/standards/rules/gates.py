"""What each level of a school asks for, compiled from a set's data into one shape for every circular.

A gate is: criteria that must reach a floor, a quota of criteria that must reach a level, and items of Mức 4. A school
is at the highest level such that the gates up to it all hold, so a level never skips a lower one.

- ``mandatory_quota`` (TT57, khoản 3 Điều 5): mandatory criteria at the level, a quota of the others at the level,
  every other at its floor.
- ``cumulative`` (TT17, 18, 19/2018): every criterion that has the level reaches it; criteria without it stay out.
  Mức 4 asks for Mức 3 and every item of its own.
- ``percentage`` (TT42/2012): a share of all criteria, and a list of mandatory ones. Where a value of the law is not
  known the gate says so in ``unknown``: below its known part the answer is certain, above it nobody can tell.
  TT42's "từ 70% đến dưới 85%" needs no upper bound here: a school above it that misses cấp độ 3 keeps cấp độ 2.
- ``not_computable``: no gates; the recognised result is entered by a person.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from minhdinh.lib.text import decimal_comma
from minhdinh.standards.catalogue import FINAL_LEVEL, GateRule, RuleValue, StandardSet
from minhdinh.standards.enums import RuleKind

ENTERED_BY_HAND = "không tự tính, nhập kết quả đã công nhận"


@dataclass(frozen=True, slots=True)
class Floor:
    """A group of criteria, all of which must reach a level."""

    name: str
    codes: tuple[str, ...]
    level: int


@dataclass(frozen=True, slots=True)
class Quota:
    """A number of criteria of a group that must reach a level; ``percent`` is how the law puts it, if it does."""

    name: str
    codes: tuple[str, ...]
    level: int
    needed: int
    percent: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """Everything that one level of the school asks for beyond the level below it."""

    level: int
    floors: tuple[Floor, ...] = ()
    quota: Quota | None = None
    items: tuple[str, ...] = ()
    unknown: str = ""

    def holds(self, levels: Mapping[str, int], items: Mapping[str, bool]) -> bool:
        """Whether the known part holds for criteria and items that are all judged."""
        for floor in self.floors:
            for code in floor.codes:
                if levels[code] < floor.level:
                    return False
        if self.quota and quota_count(self.quota, levels) < self.quota.needed:
            return False
        return all(items.get(item, False) for item in self.items)


def quota_count(quota: Quota, levels: Mapping[str, int]) -> int:
    """Return how many criteria of the quota's group reach its level."""
    return sum(levels[code] >= quota.level for code in quota.codes)


def climb(gates: tuple[Gate, ...], levels: Mapping[str, int], items: Mapping[str, bool]) -> tuple[int, int]:
    """Return the level that is certain and the highest that the unknown parts of the law leave possible."""
    sure = possible = 0
    certain = True
    for gate in gates:
        if not gate.holds(levels, items):
            break
        certain = certain and not gate.unknown
        possible = gate.level
        sure = possible if certain else sure
    return sure, possible


def compile_gates(standard_set: StandardSet) -> tuple[Gate, ...]:
    """Return the gates of a set in ascending order; none where the set cannot be computed."""
    compilers = {
        RuleKind.MANDATORY_QUOTA: _mandatory_quota,
        RuleKind.CUMULATIVE: _cumulative,
        RuleKind.PERCENTAGE: _percentage,
    }
    compiler = compilers.get(standard_set.level_rule.kind)
    return compiler(standard_set) if compiler else ()


def _mandatory_quota(standard_set: StandardSet) -> tuple[Gate, ...]:
    criteria = tuple(standard_set.iter_criteria())
    mandatory = tuple(criterion.code for criterion in criteria if criterion.mandatory)
    others = tuple(criterion.code for criterion in criteria if not criterion.mandatory)
    gates = []
    for rule in _ascending(standard_set):
        quota, floor = (standard_set.rule_value(name) for name in (rule.others_quota, rule.others_floor))
        floors = [Floor("tiêu chí bắt buộc", mandatory, rule.level)]
        if floor.value:
            floors.append(Floor("tiêu chí còn lại", others, floor.as_int()))
        counted = None
        if quota.value is not None:
            counted = Quota("tiêu chí còn lại", others, rule.level, quota.as_int())
        gates.append(Gate(rule.level, tuple(floors), counted, unknown=_unknown(quota, floor)))
    return tuple(gates)


def _cumulative(standard_set: StandardSet) -> tuple[Gate, ...]:
    criteria = tuple(standard_set.iter_criteria())
    gates = []
    for level in standard_set.criterion_levels:
        codes = tuple(criterion.code for criterion in criteria if criterion.top_level >= level)
        everywhere = len(codes) == len(criteria)
        name = "tiêu chí" if everywhere else f"tiêu chí có {standard_set.labels.levels[level]}"
        gates.append(Gate(level, (Floor(name, codes, level),)))
    if standard_set.level_4:
        gates.append(Gate(FINAL_LEVEL, items=tuple(item.id for item in standard_set.level_4)))
    return tuple(gates)


def _percentage(standard_set: StandardSet) -> tuple[Gate, ...]:
    codes = tuple(criterion.code for criterion in standard_set.iter_criteria())
    gates = []
    for rule in _ascending(standard_set):
        share = standard_set.rule_value(rule.min_percent)
        listed = standard_set.rule_value(rule.mandatory) if rule.mandatory else None
        quota = None
        if isinstance(share.value, int | float):
            needed = math.ceil(Fraction(str(share.value)) * len(codes) / 100)
            quota = Quota("tiêu chí", codes, 1, needed, decimal_comma(share.value))
        floors: tuple[Floor, ...] = ()
        if listed is not None and isinstance(listed.value, tuple):
            name = f"tiêu chí bắt buộc của {standard_set.labels.school_results[rule.level]}"
            floors = (Floor(name, listed.value, 1),)
        unknown = _unknown(share, *([listed] if listed else []))
        gates.append(Gate(rule.level, floors, quota, unknown=unknown))
    return tuple(gates)


def _ascending(standard_set: StandardSet) -> list[GateRule]:
    return sorted(standard_set.level_rule.gates, key=lambda rule: rule.level)


def _unknown(*values: RuleValue) -> str:
    """Return one sentence on the values that the law leaves unknown to us, an empty string for none."""
    missing = [value for value in values if value.value is None]
    if not missing:
        return ""
    names = ", ".join(value.label[:1].lower() + value.label[1:] for value in missing)
    return f"chưa rõ {names} ({missing[0].legal_reference}): {ENTERED_BY_HAND}"
