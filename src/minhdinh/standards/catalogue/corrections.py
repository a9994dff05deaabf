"""An administrator's corrections: layered over a set's content, never edits of its file.

A target names one place: ``rule_value:<id>`` (its value), ``label:<name>``, ``code_convention:<field>``,
``requirement:<id>`` (its text), ``criterion:<code>`` (its title), ``mandatory:<code>`` (whether a criterion is) or
``set:<field>`` (dates, confidence, level rule …).
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

SET_FIELDS = frozenset({
    "title", "short_title", "legal_basis", "effective_from", "effective_to", "confidence", "confidence_note",
    "level_rule", "recognition", "tracks",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Correction:
    """One corrected place, its new value (JSON-able), and the legal reference that replaces a rule value's own."""

    target: str
    value: Any
    legal_reference: str = ""


class CorrectionError(ValueError):
    """A correction of a place that the set does not have; the message is Vietnamese."""


def apply_corrections(content: Mapping[str, Any], corrections: Iterable[Correction]) -> dict[str, Any]:
    """Return a corrected copy of a set's content, in the order given; raises CorrectionError for an unknown target.

    The result is not validated: pass it through ``parse_content``.
    """
    corrected: dict[str, Any] = copy.deepcopy(dict(content))
    for correction in corrections:
        kind, _, name = correction.target.partition(":")
        place, key = _place(corrected, kind, name, correction.target)
        place[key] = correction.value
        if kind == "rule_value" and correction.legal_reference:
            place["legal_reference"] = correction.legal_reference
    return corrected


def current_value(content: Mapping[str, Any], target: str) -> Any:
    """Return what stands at a target now; raises CorrectionError for an unknown one."""
    kind, _, name = target.partition(":")
    place, key = _place(content, kind, name, target)
    return place.get(key)


def _place(content: Any, kind: str, name: str, target: str) -> tuple[Any, str]:
    """Return the mapping and the key inside it that a target names."""
    criteria = [criterion for standard in content["standards"] for criterion in standard["criteria"]]
    if kind == "rule_value":
        found = [(entry, "value") for entry in content["rule_values"] if entry["id"] == name]
    elif kind in {"criterion", "mandatory"}:
        key = "title" if kind == "criterion" else kind
        found = [(entry, key) for entry in criteria if entry["code"] == name]
    elif kind == "requirement":
        levels = [level for criterion in criteria for level in criterion["levels"].values()]
        entries = [entry for level in levels for entry in level["requirements"]] + content.get("level_4", [])
        found = [(entry, "text") for entry in entries if entry["id"] == name]
    elif kind in {"label", "code_convention"}:
        block = content["labels" if kind == "label" else kind]
        found = [(block, name)] if name in block else []
    else:
        found = [(content, name)] if kind == "set" and name in SET_FIELDS else []
    if not found:
        raise CorrectionError(f"không có mục “{target}” trong bộ {content['id']}")
    return found[0]
