"""The regimes as data: the stages of a registration, who acts, days, who examines, conditions. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from minhdinh.appraisals.enums import Act, BodyKind, BodyRole, CaseKind, Holder, Outcome, Wish

FOLDER = Path(__file__).resolve().parent.parent / "data" / "regimes"
WITH_INTAKE, DIRECT = "with_intake", "direct"


@dataclass(frozen=True, slots=True)
class Value:
    """A number or a yes of the law: None where none is known; where it stands and how sure that is.

    ``by_office`` names the office that set another value than the file.
    """

    value: int | None
    legal_reference: str
    confidence: str
    by_office: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: whose turn it is, what may be done, and the working days for it where a number is known.

    ``acts`` gives the stage an act leads to, by route (``with_intake``, ``direct``).
    """

    id: str
    title: str
    holder: Holder
    days: Value
    acts: Mapping[Act, Mapping[str, str]]
    outcome: str = ""

    @property
    def is_last(self) -> bool:
        """Whether a registration ends here."""
        return bool(self.outcome)


@dataclass(frozen=True, slots=True)
class BodyRules:
    """What a team or council has to be."""

    kind: BodyKind
    title: str
    leader: str
    deputy: str
    roles: tuple[BodyRole, ...]
    smallest: Value
    largest: Value
    odd: bool
    trained: Value
    never_worked_there: Value
    formed_by: str

    def role_title(self, role: str) -> str:
        """Return what a role is called in this body."""
        named = {BodyRole.LEADER: self.leader, BodyRole.DEPUTY: self.deputy}
        return named.get(BodyRole(role)) or str(BodyRole(role).label)


@dataclass(frozen=True, slots=True)
class ConditionRule:
    """A condition of recognition: computed from what the system knows, or declared by people."""

    key: str
    title: str
    computed: bool
    legal_reference: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Regime:
    """A regulation by which schools are examined; ``sets`` are prefixes of the standard sets it goes with.

    ``grades`` and ``degrees`` tell what a concluded level is worth, ``level_for`` the lowest level for a wish.
    """

    id: str
    title: str
    short_title: str
    sets: tuple[str, ...]
    legal_reference: str
    confidence: str
    wishes: tuple[Wish, ...]
    kinds: tuple[CaseKind, ...]
    grades: Mapping[int, int]
    degrees: Mapping[int, int]
    body: BodyRules
    conditions: tuple[ConditionRule, ...]
    level_for: Mapping[Wish, int]
    votes: bool
    papers: tuple[str, ...]
    stages: tuple[Stage, ...]

    @property
    def first_stage(self) -> Stage:
        """Where every registration begins."""
        return self.stages[0]

    def stage(self, name: str) -> Stage:
        """Return a stage; raises KeyError for one this regime does not know."""
        for one in self.stages:
            if one.id == name:
                return one
        raise KeyError(name)

    def fits(self, set_id: str) -> bool:
        """Tell whether assessments by this standard set are examined under this regime."""
        return set_id.startswith(self.sets)


@cache
def regimes() -> tuple[Regime, ...]:
    """Return all regimes of the files, the newest first."""
    found = [read_regime(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in FOLDER.glob("*.yaml")]
    return tuple(sorted(found, key=lambda one: one.id, reverse=True))


def regime(name: str) -> Regime:
    """Return a regime by its id; raises KeyError for an unknown one."""
    for one in regimes():
        if one.id == name:
            return one
    raise KeyError(name)


def regime_of_set(set_id: str) -> Regime | None:
    """Return the regime that goes with a standard set; None where its schools are not examined in this way."""
    return next((one for one in regimes() if one.fits(set_id)), None)


def read_regime(content: Mapping[str, Any]) -> Regime:
    """Return plain data as a regime; raises KeyError, TypeError or ValueError for a file that lacks a part."""
    return Regime(
        id=content["id"],
        title=content["title"],
        short_title=content["short_title"],
        sets=tuple(content["sets"]),
        legal_reference=content["legal_reference"],
        confidence=content["confidence"],
        wishes=tuple(Wish(one) for one in content["wishes"]),
        kinds=tuple(CaseKind(one) for one in content["kinds"]),
        grades=content["grades"],
        degrees=content["degrees"],
        body=_body(content["body"]),
        conditions=tuple(ConditionRule(**one) for one in content["conditions"]),
        level_for={Wish(name): level for name, level in content["level_for"].items()},
        votes=content["votes"],
        papers=tuple(content["papers"]),
        stages=tuple(_stage(one) for one in content["stages"]),
    )


def changed(known: Regime, values: Mapping[str, Value]) -> Regime:
    """Return a regime with the values an office set: ``stages.<id>.days``, ``body.smallest``, ``body.largest``."""
    stages = tuple(replace(one, days=values.get(f"stages.{one.id}.days", one.days)) for one in known.stages)
    body = replace(
        known.body,
        smallest=values.get("body.smallest", known.body.smallest),
        largest=values.get("body.largest", known.body.largest),
    )
    return replace(known, stages=stages, body=body)


def _body(content: Mapping[str, Any]) -> BodyRules:
    numbers = ("smallest", "largest", "trained", "never_worked_there")
    return BodyRules(
        kind=BodyKind(content["kind"]),
        title=content["title"],
        leader=content["leader"],
        deputy=content["deputy"],
        roles=tuple(BodyRole(one) for one in content["roles"]),
        odd=content["odd"],
        formed_by=content["formed_by"],
        **{name: Value(**content[name]) for name in numbers},
    )


def _stage(content: Mapping[str, Any]) -> Stage:
    days = Value(content.get("days"), content["legal_reference"], content["confidence"])
    acts = content.get("acts", {})
    outcome = content.get("outcome", "")
    return Stage(
        id=content["id"],
        title=content["title"],
        holder=Holder(content["holder"]),
        days=days,
        acts={Act(name): _targets(target) for name, target in acts.items()},
        outcome=str(Outcome(outcome)) if outcome else "",
    )


def _targets(target: str | Mapping[str, str]) -> Mapping[str, str]:
    return {WITH_INTAKE: target, DIRECT: target} if isinstance(target, str) else target
