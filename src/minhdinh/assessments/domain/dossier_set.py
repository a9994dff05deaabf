"""The standard set inside a dossier: enough to read the report without the program."""

from __future__ import annotations

from typing import Any

from minhdinh.standards.catalogue import Criterion, Requirement, StandardSet, evidence_kinds
from minhdinh.standards.enums import Grouping
from minhdinh.standards.models import StandardSetVersion


def standard_set_part(version: StandardSetVersion) -> dict[str, Any]:
    """Return a set with its criteria and the texts of their levels."""
    catalogue = version.catalogue
    convention = catalogue.code_convention
    official = version.official_wording()
    return {
        "id": version.set_id,
        "version": version.version,
        "title": catalogue.title,
        "legal_basis": catalogue.legal_basis,
        "checksum": version.checksum,
        "code_convention": {
            "id": convention.id,
            "open": convention.open,
            "close": convention.close,
            "separator": convention.separator,
            "each": convention.grouping is Grouping.EACH,
        },
        "level_names": {str(level): name for level, name in catalogue.labels.levels.items()},
        "standards": [
            {
                "code": standard.code,
                "title": standard.title,
                "criteria": [_criterion(criterion, official) for criterion in standard.criteria],
            }
            for standard in catalogue.standards
        ],
        **_final_level(catalogue),
    }


def _final_level(catalogue: StandardSet) -> dict[str, Any]:
    """Return the items of Mức 4, nothing for a set that has none."""
    items = [{"id": one.id, "reference": one.reference, "text": one.text} for one in catalogue.level_4]
    return {"level_4": items} if items else {}


def _criterion(criterion: Criterion, official: dict[tuple[str, int], str]) -> dict[str, Any]:
    return {
        "code": criterion.code,
        "title": criterion.title,
        "mandatory": criterion.mandatory,
        "levels": {
            str(level.number): {
                "official": official.get((criterion.code, level.number)),
                "requirements": [_requirement(one) for one in level.requirements],
            }
            for level in criterion.levels
        },
    }


def _requirement(one: Requirement) -> dict[str, Any]:
    kinds = [evidence_kinds()[kind] for kind in one.evidence_kinds if kind in evidence_kinds()]
    return {
        "id": one.id,
        "label": one.label,
        "text": one.text,
        "ask": one.ask,
        "pitfall": one.pitfall,
        "evidence_kinds": [kind.name for kind in kinds],
        "from": "; ".join(dict.fromkeys(kind.kept_by for kind in kinds)),
    }
