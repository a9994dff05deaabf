"""A set at a glance: its line in the list, its head, its criteria."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from minhdinh.standards.catalogue import (
    Criterion,
    Standard,
    StandardSet,
    evidence_kinds,
    how_many_prove,
    kinds_that_prove,
)
from minhdinh.standards.catalogue.criteria import Level, Requirement
from minhdinh.standards.enums import INSTITUTION_LABELS, Confidence
from minhdinh.standards.how_many import asked_in_words
from minhdinh.standards.models import OfficialWording, StandardSetVersion

TONES = {Confidence.HIGH: "ok", Confidence.MEDIUM: "wait", Confidence.LOW: "edit"}


@dataclass(frozen=True, slots=True)
class SetView:
    """One version with what its line in a list shows."""

    row: StandardSetVersion
    item: StandardSet
    types: str
    tone: str
    levels_total: int
    levels_official: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class CriterionView:
    """One criterion in the list of a set: how many requirements each level has, how many have official wording."""

    criterion: Criterion
    levels: tuple[tuple[str, int], ...]
    official: int
    url: str


@dataclass(frozen=True, slots=True)
class RequirementView:
    """One requirement with its guidance in words."""

    requirement: Requirement
    evidence: tuple[str, ...]
    target: str
    how_many: str = ""


@dataclass(frozen=True, slots=True)
class LevelView:
    """One level of a criterion: its requirements and, where it was imported, the official wording."""

    level: Level
    name: str
    wording: OfficialWording | None
    requirements: tuple[RequirementView, ...]


def set_view(row: StandardSetVersion, official: int, url: str = "") -> SetView:
    """Return a set at a glance; ``official`` is how many of its levels have their official wording."""
    item = row.catalogue
    types = ", ".join(INSTITUTION_LABELS.get(name, name) for name in item.institution_types)
    total = sum(len(criterion.levels) for criterion in item.iter_criteria())
    return SetView(row, item, types, TONES[item.confidence], total, official, url)


def criteria_by_standard(
    item: StandardSet, urls: Mapping[str, str], wordings: Iterable[tuple[str, int]]
) -> list[tuple[Standard, list[CriterionView]]]:
    """Return the standards with their criteria; ``urls`` by criterion code, ``wordings`` as (criterion, level)."""
    present = list(wordings)
    return [
        (
            standard,
            [
                CriterionView(
                    criterion,
                    tuple((level_name(item, one.number), len(one.requirements)) for one in criterion.levels),
                    sum(code == criterion.code for code, _ in present),
                    urls[criterion.code],
                )
                for criterion in standard.criteria
            ],
        )
        for standard in item.standards
    ]


def level_views(
    item: StandardSet, criterion: Criterion, wordings: Mapping[tuple[str, int], OfficialWording]
) -> list[LevelView]:
    """Return the levels of a criterion with guidance and official wording."""
    return [
        LevelView(
            level,
            level_name(item, level.number),
            wordings.get((criterion.code, level.number)),
            tuple(_requirement(item, one) for one in level.requirements),
        )
        for level in criterion.levels
    ]


def level_name(item: StandardSet, number: int) -> str:
    """Return what a level is called in this set."""
    return item.labels.levels.get(number, f"{item.labels.level} {number}")


def neighbours(item: StandardSet, code: str) -> tuple[Criterion | None, Criterion | None]:
    """Return the criteria before and after one."""
    criteria = list(item.iter_criteria())
    at = next(index for index, criterion in enumerate(criteria) if criterion.code == code)
    return (criteria[at - 1] if at else None, criteria[at + 1] if at + 1 < len(criteria) else None)


def _requirement(item: StandardSet, one: Requirement) -> RequirementView:
    known = evidence_kinds()
    names = tuple(known[kind].name for kind in kinds_that_prove(item.id, one) if kind in known)
    asked = how_many_prove(item, one)
    return RequirementView(one, names, f"requirement:{one.id}", asked_in_words(asked) if asked else "")
