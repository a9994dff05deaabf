"""What this room has to know of a school year: a room above (assessments) tells it through the functions registered here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from minhdinh.standards.catalogue import CodeConvention, HowMany


@dataclass(frozen=True, slots=True)
class CriterionChoice:
    """A criterion that evidence may be filed under; ``standard`` is its standard in words ("1. Quản trị …").

    ``requirements`` are the ids of what it asks, lowest level first.
    """

    code: str
    title: str
    standard: str
    requirements: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.code}. {self.title}"


@dataclass(frozen=True, slots=True)
class YearContext:
    """A school year's self-assessment as far as evidence is concerned.

    ``tracks`` are (id, label) of the cấp học assessed. ``open`` tells whether links to criteria may still change.
    ``criterion_url`` gives the address of a criterion's page from track and criterion.
    """

    assessment_id: int
    tracks: tuple[tuple[str, str], ...]
    criteria: tuple[CriterionChoice, ...]
    convention: CodeConvention
    open: bool
    criterion_url: Callable[[str, str], str]
    year: str = ""

    @property
    def only_track(self) -> str:
        """The track where there is just one, else an empty string."""
        return self.tracks[0][0] if len(self.tracks) == 1 else ""

    def has_criterion(self, code: str) -> bool:
        """Whether the year's standard set has this criterion."""
        return any(criterion.code == code for criterion in self.criteria)

    def has_track(self, track: str) -> bool:
        """Whether the self-assessment has this track."""
        return any(track == known for known, _label in self.tracks)


@dataclass(frozen=True, slots=True)
class Gap:
    """A place in a year's texts that evidence is missing from: in words, and the address where it is mended."""

    label: str
    detail: str
    url: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a criterion asks, in its own words, and the kinds of evidence that usually prove it."""

    text: str
    kinds: frozenset[str] = frozenset()


Provider = Callable[[int, str], YearContext | None]
OpenCheck = Callable[[int, bool], bool]
Gaps = Callable[[int], Sequence[Gap]]
WantedKinds = Callable[[int], Mapping[str, frozenset[str]]]
NeededNumbers = Callable[[int], Mapping[str, HowMany]]
CriteriaAsked = Callable[[int], Mapping[str, Asked]]


class _Hooks:
    provider: Provider | None = None
    is_open: OpenCheck | None = None
    gaps: Gaps | None = None
    wanted_kinds: WantedKinds | None = None
    needed_numbers: NeededNumbers | None = None
    asked: CriteriaAsked | None = None


def register_year_context(provider: Provider, is_open: OpenCheck) -> None:
    """Let a room above say what a (school id, year) is about, whether a self-assessment (id) may be changed (held so)."""
    _Hooks.provider = staticmethod(provider)
    _Hooks.is_open = staticmethod(is_open)


def year_context(school_id: int, year: str) -> YearContext | None:
    """Return the context of a school's year; None where no self-assessment was opened."""
    return _Hooks.provider(school_id, year) if _Hooks.provider else None


def assessment_is_open(assessment_id: int, *, held: bool = False) -> bool:
    """Tell whether uses of evidence in this self-assessment may still change.

    ``held`` keeps the answer true until the caller's transaction ends: who closes the self-assessment waits so long.
    """
    return _Hooks.is_open(assessment_id, held) if _Hooks.is_open else True


def register_assessment_facts(gaps: Gaps, wanted_kinds: WantedKinds) -> None:
    """Let a room above say what the texts of a self-assessment (id) rest on; see ``statements_without_evidence``."""
    _Hooks.gaps = staticmethod(gaps)
    _Hooks.wanted_kinds = staticmethod(wanted_kinds)


def statements_without_evidence(assessment_id: int) -> Sequence[Gap]:
    """Return the written statements of a self-assessment that cite nothing, in the order of the report."""
    return _Hooks.gaps(assessment_id) if _Hooks.gaps else ()


def wanted_kinds(assessment_id: int) -> Mapping[str, frozenset[str]]:
    """Return by requirement id the kinds of evidence that usually prove it; requirements without any are left out."""
    return _Hooks.wanted_kinds(assessment_id) if _Hooks.wanted_kinds else {}


def register_needed_numbers(numbers: NeededNumbers) -> None:
    """Let a room above say how many dated records the requirements of a self-assessment (id) need."""
    _Hooks.needed_numbers = staticmethod(numbers)


def needed_numbers(assessment_id: int) -> Mapping[str, HowMany]:
    """Return by requirement id how many dated records it needs; requirements without a known number are left out."""
    return _Hooks.needed_numbers(assessment_id) if _Hooks.needed_numbers else {}


def register_criteria_asked(asked: CriteriaAsked) -> None:
    """Let a room above say what the criteria of a self-assessment (id) ask; see ``criteria_asked``."""
    _Hooks.asked = staticmethod(asked)


def criteria_asked(assessment_id: int) -> Mapping[str, Asked]:
    """Return by criterion what it asks, for guesses at where a paper belongs. Two queries at most."""
    return _Hooks.asked(assessment_id) if _Hooks.asked else {}
