"""The parts of a standard set that state rules: values, level rule, recognition, tracks, vocabulary.

No number of the law stands in code: a level rule names its thresholds by the ids of rule values, each of which
carries its legal reference and how sure it is, and can be corrected by an administrator.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from minhdinh.lib.text import decimal_comma, vn_date
from minhdinh.standards.enums import Confidence, RuleKind

Value = bool | int | float | str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class RuleValue:
    """One value of the law: a threshold, deadline, minimum. ``value`` is None while the law is not known."""

    id: str
    value: Value
    unit: str
    label: str
    legal_reference: str
    confidence: Confidence
    note: str = ""

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> RuleValue:
        """Build one from its entry in a set's content."""
        value = content["value"]
        return cls(
            id=content["id"],
            value=tuple(value) if isinstance(value, list) else value,
            unit=content["unit"],
            label=content["label"],
            legal_reference=content["legal_reference"],
            confidence=Confidence(content["confidence"]),
            note=content.get("note", ""),
        )

    def as_int(self) -> int:
        """Return the whole number; raises TypeError where it is none."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise TypeError(f"{self.id} is not a whole number: {self.value!r}")
        return self.value

    def as_date(self, year: int | None = None) -> dt.date:
        """Return the date, or for a day and month ("15/6") that day of ``year``; raises ValueError."""
        if self.unit == "day_month" and year is not None:
            day, month = str(self.value).split("/")
            return dt.date(year, int(month), int(day))
        return dt.date.fromisoformat(str(self.value))

    @property
    def shown(self) -> str:
        """The value as a person reads it, without its unit."""
        if self.value is None:
            return "chưa rõ"
        if isinstance(self.value, bool):
            return "có" if self.value else "không"
        if isinstance(self.value, tuple):
            return ", ".join(self.value)
        if self.unit == "date":
            return vn_date(self.as_date())
        return self.value if isinstance(self.value, str) else decimal_comma(self.value)


@dataclass(frozen=True, slots=True)
class GateRule:
    """What one level of the school asks for; every field but ``level`` names a rule value by its id."""

    level: int
    others_quota: str = ""
    others_floor: str = ""
    min_percent: str = ""
    mandatory: str = ""


@dataclass(frozen=True, slots=True)
class LevelRule:
    """How the school's level follows from its criteria's levels."""

    kind: RuleKind
    legal_reference: str
    confidence: Confidence
    gates: tuple[GateRule, ...] = ()
    note: str = ""

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> LevelRule:
        """Build one from its entry in a set's content."""
        return cls(
            kind=RuleKind(content["kind"]),
            legal_reference=content["legal_reference"],
            confidence=Confidence(content["confidence"]),
            gates=tuple(GateRule(**gate) for gate in content.get("gates", ())),
            note=content.get("note", ""),
        )


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a level of the school leads to: cấp độ kiểm định (grade) and mức độ chuẩn quốc gia (degree).

    ``automatic`` says whether the engine may name them at once (2018) or only an appraisal decides (TT57).
    """

    automatic: bool
    grades: Mapping[int, int]
    degrees: Mapping[int, int]
    legal_reference: str
    confidence: Confidence
    note: str = ""

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> Recognition:
        """Build one from its entry in a set's content."""
        return cls(
            automatic=content["automatic"],
            grades=_int_keys(content.get("grades", {})),
            degrees=_int_keys(content.get("degrees", {})),
            legal_reference=content["legal_reference"],
            confidence=Confidence(content["confidence"]),
            note=content.get("note", ""),
        )


@dataclass(frozen=True, slots=True)
class Tracks:
    """Which cấp học an assessment may be divided into; the school takes the lowest of its tracks.

    ``divided`` says whether a school of several cấp học must be assessed one track a cấp học.
    """

    education_levels: tuple[str, ...]
    divided: bool
    legal_reference: str
    confidence: Confidence
    note: str = ""

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> Tracks:
        """Build one from its entry in a set's content."""
        return cls(
            education_levels=tuple(content["education_levels"]),
            divided=content["divided"],
            legal_reference=content["legal_reference"],
            confidence=Confidence(content["confidence"]),
            note=content.get("note", ""),
        )


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of one circular: Mức or cấp độ, nội hàm or chỉ báo or chỉ số, nhà trường or trung tâm."""

    level: str
    school_result: str
    requirement: str
    evidence: str
    school: str
    learner: str
    criterion: str
    levels: Mapping[int, str]
    criterion_results: Mapping[int, str]
    school_results: Mapping[int, str]
    unassessed: str
    grade: str = ""
    degree: str = ""

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> Labels:
        """Build one from its entry in a set's content."""
        maps = {name: _int_keys(content[name]) for name in ("levels", "criterion_results", "school_results")}
        return cls(**{**content, **maps})

    def criterion_name(self, code: str) -> str:
        """Return "Tiêu chí 1.3", or as the old circulars write it "Tiêu chuẩn 1, tiêu chí 3"."""
        standard, _, number = code.partition(".")
        return (
            self.criterion.replace("{code}", code).replace("{standard}", standard).replace("{number}", number)
        )

    def criterion_result(self, level: int | None) -> str:
        """Return what a criterion's level is called; None is "Chưa xét"."""
        return self.unassessed if level is None else self.criterion_results[level]

    def phrase(self, level: int) -> str:
        """Return the result of a criterion inside a sentence: "đạt Mức 2", "đạt"."""
        text = self.criterion_results[level]
        return text[:1].lower() + text[1:]


def _int_keys(mapping: Mapping[str, Any]) -> dict[int, Any]:
    return {int(key): value for key, value in mapping.items()}
