"""A crosswalk as its page shows it: every older requirement, the proposal, and the school's own places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from minhdinh.assessments.carrying.choices import choices_of
from minhdinh.standards.catalogue import CrosswalkEntry, StandardSet, crosswalk

FIELD = "yc-"


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
    """The requirements of one older criterion."""

    code: str
    title: str
    rows: list[CrosswalkRow]


@dataclass(frozen=True, slots=True)
class CrosswalkPage:
    """The whole page; ``origin`` says whose proposal it is, empty where there is none."""

    origin: str
    note: str
    older: str
    newer: str
    groups: list[CrosswalkGroup]
    targets: list[tuple[str, str]]
    own: int


def build_crosswalk(
    school_id: int, older: StandardSet, newer: StandardSet, typed: Mapping[str, str] | None = None
) -> CrosswalkPage:
    """Return the page; ``typed`` is what a refused post carried. One query."""
    found = crosswalk(older.id, newer.id)
    choices = choices_of(school_id, older.id, newer.id)
    entries = found.by_requirement if found else {}
    groups = [
        CrosswalkGroup(
            criterion.code,
            criterion.title,
            [
                _row(one.id, one.text, entries.get(one.id), choices.get(one.id), (typed or {}).get(one.id))
                for one in criterion.iter_requirements()
            ],
        )
        for criterion in older.iter_criteria()
    ]
    return CrosswalkPage(
        origin=found.origin if found else "",
        note=found.note if found else "",
        older=older.short_title,
        newer=newer.short_title,
        groups=groups,
        targets=[(one.id, one.text) for one in newer.iter_requirements() if not one.derived],
        own=len(choices),
    )


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
    tones = {"whole": "ok", "part": "edit", "related": "wait"}
    return CrosswalkRow(
        requirement=requirement,
        text=text,
        field=f"{FIELD}{requirement}",
        value=standing if typed is None else typed,
        proposed=proposed,
        strength=strength.label if strength else "",
        tone=tones.get(strength.value, "none") if strength else "none",
        why=entry.why if entry else "",
        is_own=chosen is not None,
    )
