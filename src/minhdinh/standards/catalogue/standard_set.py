"""A standard set: one circular's criteria for one type of school, one version of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from minhdinh.lib.hashing import canonical_json, sha256
from minhdinh.standards.catalogue.codes import CodeConvention
from minhdinh.standards.catalogue.criteria import Criterion, Requirement, Standard
from minhdinh.standards.catalogue.law import Labels, LevelRule, Recognition, RuleValue, Tracks
from minhdinh.standards.enums import Confidence

FINAL_LEVEL = 4


def checksum(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a set's content in canonical JSON: the same for a file and for its stored copy."""
    return sha256(canonical_json(content))


@dataclass(frozen=True)
class StandardSet:
    """One version of a standard set. ``effective_to`` is exclusive; None means still in force."""

    id: str
    version: str
    title: str
    short_title: str
    legal_basis: str
    effective_from: dt.date
    effective_to: dt.date | None
    institution_types: tuple[str, ...]
    confidence: Confidence
    confidence_note: str
    criterion_levels: tuple[int, ...]
    labels: Labels
    level_rule: LevelRule
    recognition: Recognition | None
    code_convention: CodeConvention
    tracks: Tracks
    rule_values: tuple[RuleValue, ...]
    standards: tuple[Standard, ...]
    level_4: tuple[Requirement, ...]
    text_version: str = ""
    content: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def __hash__(self) -> int:
        return hash((self.id, self.version))

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> StandardSet:
        """Build a set from its JSON content (of a file or of a database row), which must be valid."""
        ends, recognition = content.get("effective_to"), content.get("recognition")
        return cls(
            id=content["id"],
            version=content["version"],
            title=content["title"],
            short_title=content["short_title"],
            legal_basis=content["legal_basis"],
            effective_from=dt.date.fromisoformat(content["effective_from"]),
            effective_to=dt.date.fromisoformat(ends) if ends else None,
            institution_types=tuple(content["institution_types"]),
            confidence=Confidence(content["confidence"]),
            confidence_note=content["confidence_note"],
            criterion_levels=tuple(content["criterion_levels"]),
            labels=Labels.from_content(content["labels"]),
            level_rule=LevelRule.from_content(content["level_rule"]),
            recognition=Recognition.from_content(recognition) if recognition else None,
            code_convention=CodeConvention.from_content(content["code_convention"]),
            tracks=Tracks.from_content(content["tracks"]),
            rule_values=tuple(RuleValue.from_content(entry) for entry in content["rule_values"]),
            standards=tuple(Standard.from_content(entry) for entry in content["standards"]),
            level_4=tuple(
                Requirement.from_content(entry, criterion=entry["id"], level=FINAL_LEVEL)
                for entry in content.get("level_4", ())
            ),
            text_version=content.get("text_version", ""),
            content=content,
        )

    @cached_property
    def checksum(self) -> str:
        """The checksum of the content that this set was built from."""
        return checksum(self.content)

    @cached_property
    def _criteria(self) -> dict[str, Criterion]:
        return {criterion.code: criterion for standard in self.standards for criterion in standard.criteria}

    @cached_property
    def _requirements(self) -> dict[str, Requirement]:
        found = {
            item.id: item for criterion in self.iter_criteria() for item in criterion.iter_requirements()
        }
        return found | {item.id: item for item in self.level_4}

    @cached_property
    def _values(self) -> dict[str, RuleValue]:
        return {value.id: value for value in self.rule_values}

    def iter_criteria(self) -> Iterator[Criterion]:
        """Yield the criteria in the order of the circular."""
        yield from self._criteria.values()

    def criterion(self, code: str) -> Criterion:
        """Return one criterion by its code; raises KeyError."""
        return self._criteria[code]

    def has_criterion(self, code: str) -> bool:
        """Whether the set has this criterion."""
        return code in self._criteria

    def standard(self, code: str) -> Standard:
        """Return one standard by its code; raises KeyError."""
        return {standard.code: standard for standard in self.standards}[code]

    def requirement(self, requirement_id: str) -> Requirement:
        """Return one requirement (also an item of Mức 4) by its id; raises KeyError."""
        return self._requirements[requirement_id]

    def iter_requirements(self) -> Iterator[Requirement]:
        """Yield every requirement of every criterion, without the items of Mức 4."""
        for criterion in self.iter_criteria():
            yield from criterion.iter_requirements()

    def rule_value(self, value_id: str) -> RuleValue:
        """Return one rule value by its id; raises KeyError."""
        return self._values[value_id]

    def in_force(self, day: dt.date) -> bool:
        """Whether the set is in force on that day."""
        return self.effective_from <= day and (self.effective_to is None or day < self.effective_to)
