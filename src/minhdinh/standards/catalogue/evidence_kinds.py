"""Kinds of evidence: what each needs, who issues it, whether it expires, whether only an index may be kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from minhdinh.standards.catalogue.criteria import Requirement
from minhdinh.standards.catalogue.files import DATA
from minhdinh.standards.catalogue.reading import read
from minhdinh.standards.enums import Issuer


@dataclass(frozen=True, slots=True)
class EvidenceKind:
    """One kind. ``warn_days`` is how long before the end of its validity to warn; ``kept_by`` where it usually is."""

    id: str
    name: str
    needs: frozenset[str]
    issuer: Issuer
    kept_by: str
    expires: bool = False
    warn_days: int = 0
    sensitive: bool = False
    repeats: bool = False
    link: bool = False

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> EvidenceKind:
        """Build one from its entry in the data file."""
        apart = {"needs", "issuer", "from"}
        rest = {key: value for key, value in content.items() if key not in apart}
        return cls(
            needs=frozenset(content["needs"]),
            issuer=Issuer(content["issuer"]),
            kept_by=content["from"],
            **rest,
        )


@lru_cache(maxsize=1)
def evidence_kinds() -> Mapping[str, EvidenceKind]:
    """Return the kinds of evidence by id, in the order of the file."""
    entries = read(DATA / "evidence-kinds.yaml")["kinds"]
    return {entry["id"]: EvidenceKind.from_content(entry) for entry in entries}


@lru_cache(maxsize=1)
def _beside_sets() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    entries = read(DATA / "usual-kinds.yaml")["sets"]
    return {
        set_id: {requirement: tuple(kinds) for requirement, kinds in named.items()}
        for set_id, named in entries.items()
    }


def kinds_that_prove(set_id: str, requirement: Requirement) -> tuple[str, ...]:
    """Return the ids of the kinds that usually prove a requirement: those of its set, else those kept beside the sets."""
    return requirement.evidence_kinds or _beside_sets().get(set_id, {}).get(requirement.id, ())
