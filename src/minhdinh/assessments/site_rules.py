"""What a standard set asks place by place, as data: which criteria, under which heading, by which letter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from minhdinh.assessments.enums import Certainty
from minhdinh.standards.catalogue import Criterion, StandardSet

FOLDER = Path(__file__).parent / "data" / "sites"
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LEAST_SITES = 2


@dataclass(frozen=True, slots=True)
class SiteRules:
    """The annex of one family of sets; ``codes`` are the criteria that are looked at place by place."""

    prefixes: tuple[str, ...]
    title: str
    legal_reference: str
    certainty: Certainty
    note: str
    codes: tuple[str, ...]

    def criteria(self, catalogue: StandardSet) -> list[Criterion]:
        """Return the criteria of a set that are looked at place by place, in its order."""
        return [one for one in catalogue.iter_criteria() if one.code in self.codes]


def site_rules_of(set_id: str) -> SiteRules | None:
    """Return what a set asks place by place; None for a set that asks nothing of the kind."""
    return next((one for one in all_site_rules() if set_id.startswith(one.prefixes)), None)


@lru_cache(maxsize=1)
def all_site_rules() -> tuple[SiteRules, ...]:
    """Return the annexes of the package, read once a process."""
    contents = [
        yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 (safe loaders)
        for path in sorted(FOLDER.glob("*.yaml"))
    ]
    return tuple(
        SiteRules(
            prefixes=tuple(one["prefixes"]),
            title=one["title"],
            legal_reference=one["legal_reference"],
            certainty=Certainty(one["certainty"]),
            note=one["note"],
            codes=tuple(one["criteria"]),
        )
        for one in contents
    )
