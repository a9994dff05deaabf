"""What a set states as a rule: the level rule in words, how codes are written, every value with its mark."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from minhdinh.standards.catalogue import EvidenceCode, StandardSet, current_value
from minhdinh.standards.catalogue.places import Place, place_of, rule_targets
from minhdinh.standards.enums import Confidence
from minhdinh.standards.models import RuleCorrection, StandardSetVersion
from minhdinh.standards.presenters.sets import TONES
from minhdinh.standards.rules.statement import GateStatement, rule_statements

IN_CARDS = {"set:level_rule", "set:recognition", "set:tracks"}


@dataclass(frozen=True, slots=True)
class ValueView:
    """One value: how it reads now, how sure it is, and the correction that it comes from, if any."""

    place: Place
    shown: str
    confidence: Confidence | None
    correction: RuleCorrection | None
    before: str

    @property
    def tone(self) -> str:
        """The tone of the mark of certainty."""
        return TONES[self.confidence] if self.confidence else "none"


def values_of(version: StandardSetVersion) -> dict[str, list[ValueView]]:
    """Return the values that can be corrected by kind (``rule_value``, ``set``, ``code_convention``)."""
    latest = {row.target: row for row in version.layers}
    groups: dict[str, list[ValueView]] = {"rule_value": [], "set": [], "code_convention": []}
    for target in rule_targets(version.catalogue.content):
        if target not in IN_CARDS:
            groups[target.partition(":")[0]].append(_value(version, target, latest.get(target)))
    return groups


def corrected_elsewhere(version: StandardSetVersion) -> list[ValueView]:
    """Return the corrected places that the tables of values do not show: texts, labels, whole rules."""
    shown = set(rule_targets(version.catalogue.content)) - IN_CARDS
    latest = {row.target: row for row in version.layers if row.target not in shown}
    return [_value(version, target, row) for target, row in latest.items()]


def example_codes(item: StandardSet) -> str:
    """Return how two pieces of evidence of criterion 1.3 (or the first one) stand in a sentence."""
    code = "1.3" if item.has_criterion("1.3") else next(item.iter_criteria()).code
    standard, _, criterion = code.partition(".")
    convention = item.code_convention
    codes = [EvidenceCode(int(standard), int(criterion), number) for number in (1, 2)]
    return convention.cite(convention.format(one) for one in codes)


def recognition_lines(item: StandardSet) -> list[str]:
    """Return what each level of a school leads to, one sentence a level."""
    recognition = item.recognition
    if recognition is None:
        return []
    lines = []
    for level, name in sorted(item.labels.school_results.items()):
        parts = [f"{item.labels.grade} {recognition.grades[level]}"] if level in recognition.grades else []
        parts += (
            [f"{item.labels.degree} {recognition.degrees[level]}"] if level in recognition.degrees else []
        )
        if parts:
            lines.append(f"{name}: {', '.join(parts)}")
    return lines


def changed_statements(
    old: StandardSet, new: StandardSet
) -> list[tuple[GateStatement | None, GateStatement | None]]:
    """Return the conditions of the levels whose words a correction changes, before and after."""
    before = {one.level: one for one in rule_statements(old)}
    after = {one.level: one for one in rule_statements(new)}
    levels = sorted(before.keys() | after.keys())
    pairs = [(before.get(level), after.get(level)) for level in levels]
    return [pair for pair in pairs if pair[0] != pair[1]]


def past_views(
    version: StandardSetVersion, rows: Iterable[RuleCorrection]
) -> list[tuple[RuleCorrection, Place, str, str]]:
    """Return corrections with their place, the value before and the value they brought, in words."""
    content = version.content
    places = [(row, place_of(content, row.target)) for row in rows]
    return [(row, place, place.shown(row.previous), place.shown(row.value)) for row, place in places]


def _value(version: StandardSetVersion, target: str, correction: RuleCorrection | None) -> ValueView:
    content = version.catalogue.content
    place = place_of(content, target)
    kind, _, name = target.partition(":")
    marks = {"rule_value": content["rule_values"], "code_convention": [content["code_convention"]]}
    entry = next((one for one in marks.get(kind, []) if kind != "rule_value" or one["id"] == name), None)
    confidence = Confidence(entry["confidence"]) if entry else None
    before = place.shown(correction.previous) if correction else ""
    return ValueView(place, place.shown(current_value(content, target)), confidence, correction, before)
