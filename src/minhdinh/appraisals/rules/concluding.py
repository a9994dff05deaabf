"""What a body holds of a report beside what the school said: gaps, differences, tallies, changes. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from minhdinh.appraisals.enums import Act, Holder, Outcome, Verdict
from minhdinh.appraisals.rules.regimes import Regime
from minhdinh.lib.hashing import canonical_json, sha256

ITEM = "m4:"  # before the id of an item of Mức 4 where a criterion's code would stand: "m4:4.1"
MET, UNMET = 1, 0  # how such an item is judged in place of a level
TEXTS = ("strengths", "weaknesses", "unclear", "advice")
NEVER_SHOWN = frozenset({Outcome.WITHDRAWN, Outcome.STOPPED})  # it ended before anybody was told a result


@dataclass(frozen=True, slots=True)
class Place:
    """A criterion of a track, or an item of Mức 4 of it."""

    track: str
    criterion: str

    @property
    def is_item(self) -> bool:
        """Whether it is an item of Mức 4, judged met or unmet."""
        return self.criterion.startswith(ITEM)

    @property
    def code(self) -> str:
        """How people call it."""
        return self.criterion.removeprefix(ITEM)


@dataclass(frozen=True, slots=True)
class Held:
    """What the body holds of one place, beside the school's own level; None is not judged."""

    self_level: int | None
    level: int | None = None
    strengths: str = ""
    weaknesses: str = ""
    reason: str = ""

    @property
    def differs(self) -> bool:
        """Whether the body judged, and otherwise than the school."""
        return self.level is not None and self.level != self.self_level


@dataclass(frozen=True, slots=True)
class Compared:
    """How many places the body holds as the school does, higher, lower, or has not judged yet."""

    same: int = 0
    higher: int = 0
    lower: int = 0
    open: int = 0
    unreasoned: int = 0

    @property
    def differences(self) -> int:
        """How many are judged otherwise than by the school."""
        return self.higher + self.lower

    @property
    def total(self) -> int:
        """How many places there are."""
        return self.same + self.differences + self.open


@dataclass(frozen=True, slots=True)
class Gaps:
    """The places that still lack a level, words on what was found, or the reason of a difference."""

    level: tuple[Place, ...] = ()
    texts: tuple[Place, ...] = ()
    reason: tuple[Place, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.level or self.texts or self.reason)


@dataclass(frozen=True, slots=True)
class Tally:
    """The opinion slips of a body: what those who sent say, who is noted absent, who has not sent."""

    agree: int = 0
    disagree: int = 0
    abstain: int = 0
    absent: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every member has sent or is noted absent."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class Voice:
    """One member's opinion slip as the tally sees it; ``verdict`` is "" until sent."""

    name: str
    verdict: str = ""
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What a later report says otherwise than an earlier one at one place: (then, now) by name of the part."""

    track: str
    criterion: str
    title: str
    parts: Mapping[str, tuple[Any, Any]]


def compare(held: Iterable[Held]) -> Compared:
    """Return how the body's levels stand to the school's; a place the school left open counts as higher when judged."""
    counts = dict.fromkeys(("same", "higher", "lower", "open", "unreasoned"), 0)
    for one in held:
        counts[_standing(one)] += 1
        counts["unreasoned"] += one.differs and not one.reason
    return Compared(**counts)


def _standing(one: Held) -> str:
    if one.level is None:
        return "open"
    if not one.differs:
        return "same"
    return "higher" if one.self_level is None or one.level > one.self_level else "lower"


def gaps_of(held: Mapping[Place, Held]) -> Gaps:
    """Return what is missing before a report may be sent; an item of Mức 4 needs no words where both agree."""
    return Gaps(
        tuple(place for place, one in held.items() if one.level is None),
        tuple(
            place
            for place, one in held.items()
            if not place.is_item and not (one.strengths or one.weaknesses)
        ),
        tuple(place for place, one in held.items() if one.differs and not one.reason),
    )


def basis_of(levels: Mapping[Place, int | None]) -> str:
    """Return the mark of all levels: a result confirmed on other levels is no longer confirmed."""
    return sha256(
        canonical_json(
            sorted(
                [place.track, place.criterion, -1 if level is None else level]
                for place, level in levels.items()
            )
        )
    )


def split_levels(
    levels: Mapping[Place, int | None],
) -> dict[str, tuple[dict[str, int | None], dict[str, bool | None]]]:
    """Return (levels of criteria, answers of Mức 4) by track, as the engine reads them."""
    found: dict[str, tuple[dict[str, int | None], dict[str, bool | None]]] = {}
    for place, level in levels.items():
        criteria, items = found.setdefault(place.track, ({}, {}))
        if place.is_item:
            items[place.code] = None if level is None else level == MET
        else:
            criteria[place.criterion] = level
    return found


def tally(voices: Iterable[Voice]) -> Tally:
    """Return the count of the opinion slips; one that was sent counts, also of somebody noted absent before."""
    counts = dict.fromkeys(Verdict.values, 0)
    absent: list[str] = []
    missing: list[str] = []
    for one in voices:
        if one.verdict:
            counts[one.verdict] += 1
        else:
            (absent if one.absent else missing).append(one.name)
    return Tally(
        counts[Verdict.AGREE],
        counts[Verdict.DISAGREE],
        counts[Verdict.ABSTAIN],
        tuple(absent),
        tuple(missing),
    )


def lines_of(text: str) -> list[str]:
    """Return the things that a text lists, one a line, without the marks of a list."""
    lines = (line.strip().lstrip("-–—+*•").strip() for line in text.splitlines())
    return [line for line in lines if line]


def finding_ref(case_id: int, place: Place, part: str, line: str) -> str:
    """Return the name of one weakness or advice for ever: the same words in a later report are the same finding."""
    return f"examined:{case_id}:{place.track}:{place.criterion}:{part}:{sha256(line.encode())[:16]}"


def changes_between(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[Change]:
    """Return what a later report's criteria say otherwise than an earlier one's, in the later one's order."""
    before = {(one["track"], one["criterion"]): one for one in then["criteria"]}
    found = []
    for one in now["criteria"]:
        old = before.get((one["track"], one["criterion"]), {})
        parts = {
            name: (old.get(name), one[name])
            for name in ("level", *TEXTS, "reason")
            if _blank(old.get(name)) != _blank(one[name])
        }
        if parts:
            found.append(Change(one["track"], one["criterion"], one["title"], parts))
    return found


def _blank(value: Any) -> Any:
    return None if value == "" else value


def part_changes(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return (label, then, now) of every general part that reads otherwise."""
    before = {one["key"]: one["text"] for one in then["parts"]}
    return [
        (one["label"], before.get(one["key"], ""), one["text"])
        for one in now["parts"]
        if before.get(one["key"], "") != one["text"]
    ]


def is_written_at(law: Regime, stage: str) -> bool:
    """Tell whether the body writes at a stage: wherever the work is with its leader and secretary."""
    return law.stage(stage).holder is Holder.LEAD


def is_final_shown(law: Regime, stage: str) -> bool:
    """Tell whether the school may see the final report: once the department has passed it on, not before.

    Members keep what they found to themselves until the result is announced (Điều 31 of the circulars of 2018).
    """
    known = law.stage(stage)
    if known.is_last:
        return known.outcome not in NEVER_SHOWN
    waiting = {target for one in law.stages for target in one.acts.get(Act.FINALISE, {}).values()}
    return known.id not in waiting and _after(law, waiting, stage)


def _after(law: Regime, waiting: Collection[str], stage: str) -> bool:
    places: Sequence[str] = [one.id for one in law.stages]
    return bool(waiting) and places.index(stage) > max(places.index(one) for one in waiting)
