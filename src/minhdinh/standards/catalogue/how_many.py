"""How many dated records a requirement needs: by law with its reference, or by practice; None where nobody says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from minhdinh.standards.catalogue.criteria import Requirement
from minhdinh.standards.catalogue.files import DATA, library_content
from minhdinh.standards.catalogue.reading import read
from minhdinh.standards.catalogue.standard_set import StandardSet


@dataclass(frozen=True, slots=True)
class HowMany:
    """At least ``number`` different days; ``yearly`` within the school year. No ``reference``: practice, not law.

    ``kinds`` are the kinds of evidence whose days are counted.
    """

    number: int
    reference: str = ""
    yearly: bool = False
    kinds: frozenset[str] = frozenset()

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> HowMany:
        """Build one from its entry in a data file."""
        return cls(
            content["number"],
            content.get("reference", ""),
            content.get("per") == "school_year",
            frozenset(content.get("kinds", ())),
        )


def how_many_prove(item: StandardSet, requirement: Requirement) -> HowMany | None:
    """Return how many dated records a requirement of a set needs; None where neither law nor practice names a number."""
    return _by_law(item, requirement.id) or _by_practice(item.id).get(requirement.id)


def _by_law(item: StandardSet, requirement_id: str) -> HowMany | None:
    entry = _beside_sets().get(item.id, {}).get(requirement_id)
    if entry is None or "rule" not in entry:
        return HowMany.from_content(entry) if entry else None
    rule = next((one for one in item.rule_values if one.id == entry["rule"]), None)
    if rule is None or not isinstance(rule.value, int):
        return None
    return HowMany.from_content({**entry, "number": rule.value, "reference": rule.legal_reference})


@lru_cache(maxsize=1)
def _beside_sets() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    sets: Mapping[str, Mapping[str, Mapping[str, Any]]] = read(DATA / "how-many.yaml")["sets"]
    return sets


@lru_cache(maxsize=16)
def _by_practice(set_id: str) -> Mapping[str, HowMany]:
    """Return what the suggestion library asks for in every proposition of a requirement, whichever a school takes."""
    found = {}
    for requirement, entry in library_content(set_id).get("requirements", {}).items():
        proofs = [one.get("proof", {}) for one in entry.get("propositions", ()) if not one.get("negative")]
        number = min((proof.get("dates", 0) for proof in proofs), default=0)
        if number > 1:
            kinds = {kind for proof in proofs for kind in (*proof.get("all", ()), *proof.get("any", ()))}
            found[requirement] = HowMany(number, kinds=frozenset(kinds))
    return found
