"""Which criteria a paper probably serves: runs of words that it shares with what a criterion asks (pure).

The figures below were tried on the items of the demo, whose criteria are known (docs/architecture/evidence.md).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from minhdinh.evidence.context import Asked
from minhdinh.evidence.reading.runs import Run, holds_together, rarity, runs_of

MOST = 3
LEAST_WEIGHT = 0.9
LEAST_WITHOUT_TOPIC = 1.5  # where all that is shared stands once in what the criterion asks
LEAST_RUNS = 2
LEAST_OF_BEST = 0.7
SHOWN_RUNS = 4
COMMON_SHARE = 3  # a run that more than a third of the criteria have tells nothing
IN_TITLE, OFTEN, ONCE = (
    3.0,
    1.5,
    1.0,
)  # what a run of a criterion's title, of two of its sentences, of one is worth
BEGINNING = 40  # words: what a paper is called tells more than what it goes on to say
LATER = 0.5
KIND_FITS, KIND_DOES_NOT = 1.5, 0.6
# Runs that every school paper has.
USUAL = frozenset((
    "nha truong", "giao duc", "truong hoc", "hoc sinh", "tre em", "can bo", "giao vien", "nhan vien", "quyet dinh",
    "can cu", "chat luong", "luong giao", "ke hoach", "bao cao", "bien ban", "thanh lap", "ban hanh", "thuc hien",
    "to chuc", "minh chung", "quy dinh", "hoi dong", "hoat dong", "noi dung",
))  # fmt: skip
MOST_KIND_HOLDERS = 3


@dataclass(frozen=True, slots=True)
class Likely:
    """A criterion and what speaks for it: runs of words as the criterion writes them, or the kind it names as proof."""

    code: str
    words: tuple[str, ...]
    weight: float
    by_kind: bool = False


@dataclass(frozen=True, slots=True)
class _Index:
    """``worth``: by criterion what each of its runs is worth; ``holders``: how many criteria have a run."""

    worth: Mapping[str, Mapping[str, float]]
    holders: Mapping[str, int]

    def tells(self, key: str) -> bool:
        """Whether a run speaks for some criteria against others."""
        common = self.holders[key] * COMMON_SHARE > max(len(self.worth), COMMON_SHARE)
        return key not in USUAL and not common


def likely_criteria(text: str, asked: Mapping[str, Asked], kind: str = "") -> list[Likely]:
    """Return at most three criteria, likeliest first; ``asked`` is what each asks, by code.

    A run of two words weighs more the rarer it is in all standard sets and here, in a criterion's title, and at the
    beginning of the paper; two words that only chance put beside each other count between two notions alone. A kind
    of evidence that few criteria name speaks for them too. Nothing is returned for a text that shares too little.
    """
    index = _index(tuple((code, one.text) for code, one in asked.items()))
    runs = runs_of(text)
    naming = {code for code, one in asked.items() if kind and kind in one.kinds}
    by_kind = 1 / len(naming) if 0 < len(naming) <= MOST_KIND_HOLDERS else 0.0
    found = []
    for code, one in asked.items():
        speaking = _speaking(runs, code, index)
        alone = by_kind if code in naming else 0.0
        if len(speaking) < LEAST_RUNS and not alone:
            continue
        weight = (sum(speaking.values()) + alone) * _fit(code, naming, few=by_kind > 0)
        least = LEAST_WEIGHT if _is_topic(speaking, index.worth[code]) else LEAST_WITHOUT_TOPIC
        if weight >= least or alone >= 1:
            found.append(Likely(code, _phrases(one.text, runs, speaking), weight, by_kind=alone > 0))
    best = max((one.weight for one in found), default=0.0)
    kept = [one for one in found if one.weight >= LEAST_OF_BEST * best]
    return sorted(kept, key=lambda one: (-one.weight, one.code))[:MOST]


def _fit(code: str, naming: set[str], *, few: bool) -> float:
    """Return how far the paper's kind speaks for a criterion: nothing either way where no criterion names it."""
    if not naming:
        return 1.0
    if code not in naming:
        return KIND_DOES_NOT
    return 1.0 if few else KIND_FITS


def _speaking(runs: Sequence[Run], code: str, index: _Index) -> dict[str, float]:
    """Return the runs of a paper that speak for a criterion, with their weight."""
    worth = index.worth[code]
    found: dict[str, float] = {}
    for at, run in enumerate(runs):
        if run.key not in worth or not index.tells(run.key):
            continue
        if not _is_whole(runs, at, worth):
            continue
        where = 1.0 if run.place < BEGINNING else LATER
        weight = where * worth[run.key] * rarity(run.key) / index.holders[run.key]
        found[run.key] = max(found.get(run.key, 0.0), weight)
    return found


def _is_topic(speaking: Collection[str], worth: Mapping[str, float]) -> bool:
    """Tell whether something shared is what the criterion is about: in its title, or said more than once."""
    return any(worth[key] > ONCE for key in speaking)


def _is_whole(runs: Sequence[Run], at: int, shared: Container[str]) -> bool:
    """Tell whether a run is a notion, or joins two that are shared: "quả giáo" counts in "kết quả giáo dục" alone."""
    if holds_together(runs[at].key):
        return True
    before = runs[at].follows and runs[at - 1].key in shared
    return before and at + 1 < len(runs) and runs[at + 1].follows and runs[at + 1].key in shared


def _phrases(text: str, runs: Collection[Run], speaking: Collection[str]) -> tuple[str, ...]:
    """Return the shared phrases that speak, whole and as a criterion writes them, longest first."""
    shared, asked = {run.key for run in runs}, runs_of(text)
    found: list[str] = []
    words, tells = "", False
    for at, run in enumerate(asked):
        counts = run.key in shared and _is_whole(asked, at, shared)
        if words and not (counts and run.follows):
            found += [words] if tells else []
            words, tells = "", False
        if counts:
            words = f"{words} {run.written.split()[-1]}" if words else run.written
            tells = tells or run.key in speaking
    found += [words] if tells else []
    kept: list[str] = []
    for phrase in sorted(dict.fromkeys(found), key=lambda one: -len(one)):
        if not any(phrase in longer for longer in kept):
            kept.append(phrase)
    return tuple(kept[:SHOWN_RUNS])


@lru_cache(maxsize=16)
def _index(asked: tuple[tuple[str, str], ...]) -> _Index:
    worth: dict[str, dict[str, float]] = {}
    holders: defaultdict[str, int] = defaultdict(int)
    for code, text in asked:
        title = {run.key for run in runs_of(text.partition("\n")[0])}
        times = Counter(run.key for run in runs_of(text))
        worth[code] = {
            key: IN_TITLE if key in title else OFTEN if many > 1 else ONCE for key, many in times.items()
        }
        for key in times:
            holders[key] += 1
    return _Index(worth, holders)
