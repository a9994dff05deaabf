"""What the suggestion library is made of: frozen objects without Django, read from files or from own propositions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from minhdinh.standards.enums import RequirementKind


class SlotType(StrEnum):
    """What a slot holds; it decides how its value is read, checked and printed."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    SCHOOL_YEAR = "school_year"
    PERIOD = "period"


class SlotInput(StrEnum):
    """The kind of input a slot wants on screen; a period of years and a time within years are two things."""

    TEXT = "text"
    DOCUMENT = "document"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    SCHOOL_YEAR = "school_year"
    YEARS = "years"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Slot:
    """One figure, date or name of the school's own that a proposition needs.

    ``label`` may end with an example in brackets. ``quotient`` names the two number slots from which a percentage is
    worked out, so that nobody types it. ``document`` slots name a document and print with a capital first letter.
    ``least`` and ``most`` are the bounds that the statement speaks of: a value outside is pointed out.
    """

    name: str
    label: str
    type: SlotType
    document: bool = False
    quotient: tuple[str, str] | None = None
    least: Decimal | None = None
    most: Decimal | None = None

    @property
    def input(self) -> SlotInput:
        """The input to show for it."""
        if self.type == SlotType.PERIOD:
            return SlotInput.YEARS if self.name.startswith("giai_doan") else SlotInput.TIME
        return SlotInput.DOCUMENT if self.document else SlotInput(self.type.value)


@dataclass(frozen=True, slots=True)
class Proof:
    """The evidence a proposition needs: every kind of ``all``, one kind of ``any``, records of ``dates`` days."""

    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    dates: int = 0

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind that counts, each once."""
        return tuple(dict.fromkeys((*self.all, *self.any)))


@dataclass(frozen=True, slots=True)
class Wording:
    """One sentence pattern; ``directed`` where it says which way something changed, which a person must confirm."""

    text: str
    directed: bool = False


@dataclass(frozen=True, slots=True)
class Proposition:
    """A true-or-not statement about the school that opens with its own data and its proof.

    ``maintained``: an equal value at both moments is what it says. ``zero`` has, by number slot, the wordings for a
    count of nought. ``directed``: the statement itself says which way something changed. ``source`` is empty for the package's own, else the name of the office or school that added it.
    """

    id: str
    requirement: str
    group: RequirementKind
    text: str
    slots: tuple[Slot, ...]
    proof: Proof
    wordings: tuple[Wording, ...]
    maintained: bool = False
    directed: bool = False
    zero: Mapping[str, tuple[Wording, ...]] = field(default_factory=dict)
    source: str = ""
    version: int = 1

    def slot(self, name: str) -> Slot:
        """Return one slot by its name; raises KeyError."""
        return next((slot for slot in self.slots if slot.name == name), None) or _missing(name)

    @property
    def needs_direction(self) -> bool:
        """Whether a person has to confirm which way a thing changed before any sentence is written."""
        return self.directed or all(wording.directed for wording in self.wordings)


@dataclass(frozen=True, slots=True)
class Negative:
    """The honest "chưa có" of a requirement: always open, neutral, it yields a weakness and a draft action."""

    id: str
    requirement: str
    text: str
    weakness: str
    action: str


@dataclass(frozen=True, slots=True)
class RequirementSuggestions:
    """What the library says of one requirement. ``derived`` is "level_1" where the system answers it (no negative)."""

    requirement: str
    ask: str
    pitfall: str
    evidence: tuple[str, ...]
    propositions: tuple[Proposition, ...]
    negative: Negative | None
    derived: str = ""


@dataclass(frozen=True)
class Library:
    """The suggestions of one standard set; ``version`` is what a choice made from it remembers.

    ``retired`` own propositions are not offered any more, but texts made from them still find them by id.
    """

    set_id: str
    version: str
    requirements: Mapping[str, RequirementSuggestions]
    retired: tuple[Proposition, ...] = ()

    def __iter__(self) -> Iterator[RequirementSuggestions]:
        return iter(self.requirements.values())

    def __contains__(self, requirement_id: object) -> bool:
        return requirement_id in self.requirements

    def of(self, requirement_id: str) -> RequirementSuggestions:
        """Return what is offered for a requirement; an empty offer where the library does not know it."""
        empty = RequirementSuggestions(requirement_id, "", "", (), (), None)
        return self.requirements.get(requirement_id, empty)

    def proposition(self, proposition_id: str) -> Proposition:
        """Return one proposition by its id; raises KeyError (also for a negative one)."""
        return self._propositions[proposition_id]

    def has(self, proposition_id: str) -> bool:
        """Whether the library has this (not negative) proposition."""
        return proposition_id in self._propositions

    def negative(self, negative_id: str) -> Negative:
        """Return one negative proposition by its id ("1.1.1a-0"); raises KeyError."""
        return self._negatives[negative_id]

    def with_own(self, own: Sequence[Proposition], retired: Sequence[Proposition] = ()) -> Library:
        """Return the library with propositions of a school or a province behind the packaged ones, in their order."""
        added: dict[str, list[Proposition]] = {}
        for proposition in own:
            added.setdefault(proposition.requirement, []).append(proposition)
        merged = {
            key: replace(self.of(key), propositions=(*self.of(key).propositions, *added.get(key, ())))
            for key in (*self.requirements, *(key for key in added if key not in self.requirements))
        }
        return Library(self.set_id, self.version, merged, (*self.retired, *retired))

    @cached_property
    def _propositions(self) -> dict[str, Proposition]:
        offered = {one.id: one for entry in self for one in entry.propositions}
        return {one.id: one for one in self.retired} | offered

    @cached_property
    def _negatives(self) -> dict[str, Negative]:
        return {entry.negative.id: entry.negative for entry in self if entry.negative}


class Severity(StrEnum):
    """Whether a problem keeps a proposition shut or is only to be looked at."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class SlotProblem:
    """What is wrong with one slot's value: a Vietnamese sentence that names the slot by its label."""

    slot: str
    message: str
    severity: Severity = Severity.ERROR
    empty: bool = False


@dataclass(frozen=True, slots=True)
class ProofRecord:
    """One piece of evidence as the locks see it.

    ``dates`` are the days of its records (the day of issue for a single document). ``own`` is True where the school
    itself issued it. ``valid_to`` is the last day on which it holds, None without an end.
    """

    kind: str
    dates: tuple[dt.date, ...] = ()
    own: bool = False
    valid_to: dt.date | None = None
    name: str = ""


class LockState(StrEnum):
    """What keeps a chosen proposition from yielding its sentence."""

    OPEN = "open"
    NO_EVIDENCE = "no_evidence"
    NO_DATA = "no_data"
    NEITHER = "neither"

    @property
    def label(self) -> str:
        """The Vietnamese words for people."""
        return {
            "open": "Đủ điều kiện",
            "no_evidence": "Thiếu minh chứng",
            "no_data": "Thiếu số liệu",
            "neither": "Thiếu minh chứng và số liệu",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Locks:
    """Whether a proposition is open and, where it is not, exactly what is missing.

    ``missing_kinds`` are the kinds of ``proof.all`` that are missing, ``missing_any`` the kinds of which one is
    needed, ``missing_slots`` names of slots that are empty or wrong, ``missing_dates`` how many dated records more.
    """

    open: bool
    missing_kinds: tuple[str, ...] = ()
    missing_any: tuple[str, ...] = ()
    missing_slots: tuple[str, ...] = ()
    missing_dates: int = 0
    needs_direction: bool = False
    reasons: tuple[str, ...] = ()

    @property
    def state(self) -> LockState:
        """The state in one word."""
        proof = bool(self.missing_kinds or self.missing_any or self.missing_dates)
        data = not self.open and (bool(self.missing_slots) or self.needs_direction or not proof)
        if proof:
            return LockState.NEITHER if data else LockState.NO_EVIDENCE
        return LockState.NO_DATA if data else LockState.OPEN


def _missing(name: str) -> Slot:
    raise KeyError(name)
