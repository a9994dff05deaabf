"""Standards, criteria, levels and their requirements: what a school is assessed against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from minhdinh.standards.enums import Confidence, RequirementKind

DERIVED_LEVEL_1 = "level_1"


@dataclass(frozen=True, slots=True)
class Requirement:
    """The atomic thing (nội hàm, chỉ báo, chỉ số) that a person answers with đạt or chưa đạt.

    ``label`` is its letter within the level, ``*`` where the level has a single one without a letter.
    ``derived`` is ``level_1`` where it only repeats "đã đạt Mức 1", so that the system answers it.
    ``reference`` is the article of an item of Mức 4. ``confidence`` is set where a number in it is unsure.
    """

    id: str
    label: str
    text: str
    level: int
    criterion: str
    kind: RequirementKind | None = None
    ask: str = ""
    pitfall: str = ""
    evidence_kinds: tuple[str, ...] = ()
    derived: str = ""
    reference: str = ""
    confidence: Confidence | None = None

    @classmethod
    def from_content(cls, content: Mapping[str, Any], *, criterion: str, level: int) -> Requirement:
        """Build one from its entry in a set's content."""
        kind, confidence = content.get("kind"), content.get("confidence")
        return cls(
            id=content["id"],
            label=content.get("label") or content["id"].removeprefix(f"{criterion}.{level}") or "*",
            text=content["text"],
            level=level,
            criterion=criterion,
            kind=RequirementKind(kind) if kind else None,
            ask=content.get("ask", ""),
            pitfall=content.get("pitfall", ""),
            evidence_kinds=tuple(content.get("evidence_kinds", ())),
            derived=content.get("derived", ""),
            reference=content.get("ref", ""),
            confidence=Confidence(confidence) if confidence else None,
        )


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a criterion; it is met when every requirement of it is met."""

    number: int
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class Metric:
    """A quantitative item of a criterion; unit and formula are the product's, the law gives only the name."""

    name: str
    unit: str
    formula: str | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One tiêu chí with its levels in ascending order."""

    code: str
    title: str
    standard: str
    mandatory: bool
    levels: tuple[Level, ...]
    suggested_evidence: tuple[str, ...] = ()
    metrics: tuple[Metric, ...] = ()
    confidence: Confidence | None = None

    @classmethod
    def from_content(cls, content: Mapping[str, Any], *, standard: str) -> Criterion:
        """Build one from its entry in a set's content."""
        code, confidence = content["code"], content.get("confidence")
        levels = sorted((int(number), body) for number, body in content["levels"].items())
        return cls(
            code=code,
            title=content["title"],
            standard=standard,
            mandatory=content.get("mandatory", False),
            levels=tuple(Level(number, _requirements(body, code, number)) for number, body in levels),
            suggested_evidence=tuple(content.get("evidence", ())),
            metrics=tuple(Metric(**metric) for metric in content.get("metrics", ())),
            confidence=Confidence(confidence) if confidence else None,
        )

    @property
    def top_level(self) -> int:
        """The highest level that this criterion has requirements for."""
        return self.levels[-1].number

    def level(self, number: int) -> Level | None:
        """Return one level, or None where the criterion does not have it."""
        return next((level for level in self.levels if level.number == number), None)

    def iter_requirements(self) -> Iterator[Requirement]:
        """Yield the requirements of all levels, lowest level first."""
        for level in self.levels:
            yield from level.requirements


@dataclass(frozen=True, slots=True)
class Standard:
    """One tiêu chuẩn; ``articles`` maps a level to the article that states it, where known."""

    code: str
    title: str
    criteria: tuple[Criterion, ...]
    articles: tuple[tuple[int, str], ...] = ()

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> Standard:
        """Build one from its entry in a set's content."""
        code = content["code"]
        return cls(
            code=code,
            title=content["title"],
            criteria=tuple(Criterion.from_content(entry, standard=code) for entry in content["criteria"]),
            articles=tuple(sorted((int(level), text) for level, text in content.get("articles", {}).items())),
        )


def _requirements(body: Mapping[str, Any], code: str, level: int) -> tuple[Requirement, ...]:
    return tuple(
        Requirement.from_content(entry, criterion=code, level=level) for entry in body["requirements"]
    )
