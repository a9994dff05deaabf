"""Which criteria a paper probably serves: runs of words that it shares with what a criterion asks (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from minhdinh.evidence.context import Asked
from minhdinh.evidence.reading.head import flattened

MOST = 3
LEAST_WEIGHT = 0.5
LEAST_RUNS = 2
SHOWN_RUNS = 4
COMMON_SHARE = 3  # a run that more than a third of the criteria have tells nothing
EMPTY = frozenset((
    "và", "của", "các", "cho", "theo", "trong", "với", "về", "là", "có", "được", "tại", "năm", "học", "số", "mức", "đạt",
    "từ", "đến", "một", "những", "khi", "do", "này", "bị", "để", "như", "trên", "ở",
))  # fmt: skip
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
    holders: Mapping[str, frozenset[str]]
    count: int


def likely_criteria(text: str, asked: Mapping[str, Asked], kind: str = "") -> list[Likely]:
    """Return at most three criteria, likeliest first; ``asked`` is what each asks, by code.

    A run of two words weighs more the fewer criteria have it; a kind of evidence that few criteria name speaks for
    them too. Nothing is returned for a text that shares too little.
    """
    index = _index(tuple((code, one.text) for code, one in asked.items()))
    runs = {run for run, _written in _runs(text)}
    speaking: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for run in runs:
        holders = index.holders.get(run, frozenset())
        if not holders or run in USUAL or len(holders) * COMMON_SHARE > max(index.count, COMMON_SHARE):
            continue
        for code in holders:
            speaking[code][run] = 1 / len(holders)
    naming = [code for code, one in asked.items() if kind and kind in one.kinds]
    by_kind = 1 / len(naming) if 0 < len(naming) <= MOST_KIND_HOLDERS else 0.0
    found = [
        _likely(code, asked[code].text, speaking[code], by_kind if code in naming else 0.0)
        for code in asked
        if len(speaking[code]) >= LEAST_RUNS or (by_kind and code in naming)
    ]
    strong = [one for one in found if one.weight >= LEAST_WEIGHT]
    best = max((one.weight for one in strong), default=0.0)
    kept = [one for one in strong if one.weight * 2 >= best]
    return sorted(kept, key=lambda one: (-one.weight, one.code))[:MOST]


def _likely(code: str, text: str, runs: Mapping[str, float], by_kind: float) -> Likely:
    return Likely(code, _phrases(text, runs), sum(runs.values()) + by_kind, by_kind=by_kind > 0)


def _phrases(text: str, runs: Mapping[str, float]) -> tuple[str, ...]:
    """Return the shared runs as a criterion writes them, those that follow each other as one phrase, longest first."""
    found: list[str] = []
    before = ""
    for run, written in _runs(text):
        if run not in runs:
            before = ""
        elif before and written.split()[0] == before:
            found[-1] += f" {written.split()[-1]}"
            before = written.split()[-1]
        else:
            found.append(written)
            before = written.split()[-1]
    kept: list[str] = []
    for phrase in sorted(dict.fromkeys(found), key=lambda one: -len(one)):
        if not any(phrase in longer for longer in kept):
            kept.append(phrase)
    return tuple(kept[:SHOWN_RUNS])


@lru_cache(maxsize=16)
def _index(asked: tuple[tuple[str, str], ...]) -> _Index:
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for code, text in asked:
        for run, _written in _runs(text):
            holders[run].add(code)
    return _Index({run: frozenset(codes) for run, codes in holders.items()}, len(asked))


def _runs(text: str) -> list[tuple[str, str]]:
    """Return the runs of two words within a sentence: without marks, and as written."""
    found: list[tuple[str, str]] = []
    before = ""
    for word in text.replace("\n", " . ").split():
        core = word.strip("“”\"'()[]–-:;,.…!?/")
        flat = flattened(core)
        if not core.isalpha() or len(flat) < 2 or core.lower() in EMPTY:
            before = ""
            continue
        if before:
            found.append((f"{flattened(before)} {flat}", f"{before} {core}".lower()))
        before = "" if word[-1] in ",.;:" else core
    return found
