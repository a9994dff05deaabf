"""A crosswalk as its page shows it and sends it: every older requirement, the proposal, and the school's own places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from minhdinh.assessments.carrying.choices import Choices, choices_of, mark_of
from minhdinh.standards.catalogue import Criterion, CrosswalkEntry, StandardSet, crosswalk

FIELD = "yc-"
LEAVE = "bo-"
LONGEST = 200
SEPARATOR = re.compile(r"[\s,;]+")
TONES = {"whole": "ok", "part": "edit", "related": "wait"}


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person chose on the page: places by older requirement, and the older criteria to leave behind."""

    places: Mapping[str, str] = field(default_factory=dict)
    left: frozenset[str] = frozenset()

    def choices(self, older: StandardSet) -> dict[str, list[str]]:
        """Return the chosen targets; a criterion that is left behind has none, whatever stands in its fields."""
        found = {one: [word for word in SEPARATOR.split(text) if word] for one, text in self.places.items()}
        for criterion in older.iter_criteria():
            if criterion.code in self.left:
                found |= {one.id: [] for one in criterion.iter_requirements()}
        return found

    def fields(self) -> list[tuple[str, str]]:
        """Return the choices as hidden fields of a page that asks once more."""
        places = [(f"{FIELD}{one}", text) for one, text in self.places.items()]
        return [*places, *((f"{LEAVE}{code}", "1") for code in sorted(self.left))]


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """One older requirement: ``value`` is what stands in its field, ``proposed`` what the program proposes."""

    requirement: str
    text: str
    field: str
    value: str
    proposed: str
    strength: str
    tone: str
    why: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class CrosswalkGroup:
    """The requirements of one older criterion; ``pairs`` are the newer criteria that they go to."""

    code: str
    title: str
    rows: list[CrosswalkRow]
    field: str
    left: bool
    pairs: str


@dataclass(frozen=True, slots=True)
class CrosswalkPage:
    """The whole page; ``origin`` says whose proposal it is, empty where there is none. ``drawn`` marks the choices."""

    origin: str
    note: str
    older: str
    newer: str
    groups: list[CrosswalkGroup]
    targets: list[tuple[str, str]]
    own: int
    drawn: str


def read_typed(sent: Mapping[str, object]) -> Typed:
    """Return what a form sent of the page; other fields are left alone, long ones are cut."""
    places: dict[str, str] = {}
    left: set[str] = set()
    for name, value in sent.items():
        if name.startswith(FIELD):
            places[name.removeprefix(FIELD)] = str(value)[:LONGEST]
        elif name.startswith(LEAVE):
            left.add(name.removeprefix(LEAVE)[:LONGEST])
    return Typed(places, frozenset(left))


def build_crosswalk(
    school_id: int, older: StandardSet, newer: StandardSet, typed: Typed | None = None
) -> CrosswalkPage:
    """Return the page; ``typed`` is what a person chose on it before. One query."""
    found = crosswalk(older.id, newer.id)
    choices = choices_of(school_id, older.id, newer.id)
    entries = found.by_requirement if found else {}
    known = {one.id: one.criterion for one in newer.iter_requirements()}
    return CrosswalkPage(
        origin=found.origin if found else "",
        note=found.note if found else "",
        older=older.short_title,
        newer=newer.short_title,
        groups=[_group(one, entries, choices, typed, known) for one in older.iter_criteria()],
        targets=[(one.id, one.text) for one in newer.iter_requirements() if not one.derived],
        own=len(choices),
        drawn=mark_of(choices),
    )


def _group(
    criterion: Criterion,
    entries: Mapping[str, CrosswalkEntry],
    choices: Choices,
    typed: Typed | None,
    known: Mapping[str, str],
) -> CrosswalkGroup:
    left = criterion.code in typed.left if typed else _is_left(criterion, entries, choices)
    standing = (
        {} if left else choices
    )  # the proposal waits in the fields, for taking the criterion along again
    places = typed.places if typed else {}
    rows = [
        _row(one.id, one.text, entries.get(one.id), standing.get(one.id), places.get(one.id))
        for one in criterion.iter_requirements()
    ]
    targets = (known.get(word, "") for row in rows for word in SEPARATOR.split(row.value))
    pairs = ", ".join(dict.fromkeys(code for code in targets if code))
    return CrosswalkGroup(
        criterion.code, criterion.title, rows, f"{LEAVE}{criterion.code}", left, "" if left else pairs
    )


def _is_left(criterion: Criterion, entries: Mapping[str, CrosswalkEntry], choices: Choices) -> bool:
    """Tell whether the school left a criterion behind whole: nothing of what is proposed for it has a place."""
    asked = [
        one.id
        for one in criterion.iter_requirements()
        if one.id in choices or (one.id in entries and entries[one.id].targets)
    ]
    return bool(asked) and all(choices.get(one) == () for one in asked)


def _row(
    requirement: str,
    text: str,
    entry: CrosswalkEntry | None,
    chosen: tuple[str, ...] | None,
    typed: str | None,
) -> CrosswalkRow:
    proposed = ", ".join(entry.targets) if entry else ""
    standing = proposed if chosen is None else ", ".join(chosen)
    strength = entry.strength if entry else None
    return CrosswalkRow(
        requirement=requirement,
        text=text,
        field=f"{FIELD}{requirement}",
        value=standing if typed is None else typed,
        proposed=proposed,
        strength=strength.label if strength else "",
        tone=TONES.get(strength.value, "none") if strength else "none",
        why=entry.why if entry else "",
        is_own=chosen is not None,
    )
