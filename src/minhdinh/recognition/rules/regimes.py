"""The regulations as data: how long a recognition holds, when it may be raised, why it may be revoked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).resolve().parent.parent / "data" / "regimes.yaml"


@dataclass(frozen=True, slots=True)
class Rule:
    """A number of the law: its value (None where none is known), where it stands and how sure that is."""

    value: int | None
    legal_reference: str
    confidence: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Authority:
    """Who signs a recognition ``of`` "grade" or "degree": the ``office`` is "department" or "province"."""

    of: str
    office: str
    title: str
    paper: str
    legal_reference: str
    confidence: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Regime:
    """A regulation in force from a day (inclusive) to another (exclusive)."""

    id: str
    title: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    highest_grade: int
    highest_degree: int
    validity_years: Rule
    upgrade_years: Rule
    register_months: Rule
    window_months: Rule
    authorities: tuple[Authority, ...]

    def authority(self, of: str) -> Authority | None:
        """Return who signs a "grade" or a "degree"; None where the regulation knows no such recognition."""
        return next((one for one in self.authorities if one.of == of), None)

    def holds_on(self, day: dt.date) -> bool:
        """Tell whether it was in force on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day < self.valid_to
        )


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a recognition may be revoked."""

    id: str
    title: str
    needs_remedy: bool
    legal_reference: str
    confidence: str


@dataclass(frozen=True, slots=True)
class MergerRule:
    """What a merger of schools does to a recognition of before: ``carries`` is yes, ask or no."""

    form: str
    carries: str
    sentence: str
    legal_reference: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Law:
    """All that the file says."""

    regimes: tuple[Regime, ...]
    notice_months: tuple[int, ...]
    grounds: tuple[Ground, ...]
    mergers: tuple[MergerRule, ...]

    def regime(self, name: str, day: dt.date) -> Regime:
        """Return the regulation of this name, else the one in force on the day."""
        named = next((one for one in self.regimes if one.id == name), None)
        return named or next(one for one in self.regimes if one.holds_on(day))

    def ground(self, name: str) -> Ground | None:
        """Return a ground of revocation, or None."""
        return next((one for one in self.grounds if one.id == name), None)

    def merger(self, form: str) -> MergerRule | None:
        """Return what is known of a case of merger, or None."""
        return next((one for one in self.mergers if one.form == form), None)


@cache
def law() -> Law:
    """Return the regulations of this installation."""
    return read_law(yaml.safe_load(DATA.read_text(encoding="utf-8")))


def read_law(content: Mapping[str, Any]) -> Law:
    """Return plain data as regulations; raises KeyError or TypeError for a file that lacks a part."""
    return Law(
        regimes=tuple(_regime(one) for one in content["regimes"]),
        notice_months=tuple(sorted(content["notice_months"]["value"], reverse=True)),
        grounds=tuple(Ground(**one) for one in content["grounds"]),
        mergers=tuple(MergerRule(**one) for one in content["mergers"]),
    )


def _regime(one: Mapping[str, Any]) -> Regime:
    rules = ("validity_years", "upgrade_years", "register_months", "window_months")
    return Regime(
        id=one["id"],
        title=one["title"],
        valid_from=one["from"],
        valid_to=one["to"],
        highest_grade=one["highest_grade"],
        highest_degree=one["highest_degree"],
        authorities=tuple(Authority(**line) for line in one["authorities"]),
        **{name: Rule(**one[name]) for name in rules},
    )
