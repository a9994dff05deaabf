"""Runs of two words, and what they are worth: how rare they are in the texts of all standard sets, whether they hold together."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from minhdinh.evidence.reading.head import flattened
from minhdinh.standards.catalogue import packaged_ids, packaged_set

# Of two words that stand beside each other by chance ("toàn hoặc", "quả giáo") the share is far lower.
LEAST_TOGETHER = 0.02
EMPTY = frozenset((
    "và", "của", "các", "cho", "theo", "trong", "với", "về", "là", "có", "được", "tại", "năm", "học", "số", "mức", "đạt",
    "từ", "đến", "một", "những", "khi", "do", "này", "bị", "để", "như", "trên", "ở", "hoặc", "không", "việc", "cần",
    "nếu", "đã", "sau", "trước", "cùng", "mọi", "mỗi", "ra", "vào", "phải", "thì", "mà", "nào", "nêu", "thuộc", "còn",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """Two words that follow each other: without marks, as written, how many words of the text stand before them.

    ``follows`` tells whether its first word is the last one of the run before it.
    """

    key: str
    written: str
    place: int
    follows: bool


@dataclass(frozen=True, slots=True)
class _Worth:
    rarity: Mapping[str, float]
    by_chance: frozenset[str]


def runs_of(text: str) -> list[Run]:
    """Return the runs of a text, within its parts of sentences and between words that mean something."""
    found: list[Run] = []
    place = 0
    for part in _parts(text):
        follows = False
        for at, (first, second) in enumerate(itertools.pairwise(part)):
            tells = first not in EMPTY and second not in EMPTY
            if tells:
                key = f"{flattened(first)} {flattened(second)}"
                found.append(Run(key, f"{first} {second}", place + at, follows))
            follows = tells
        place += len(part)
    return found


def rarity(key: str) -> float:
    """Return from 0 (every criterion of every set has it) to 1 (at most one has) how rare a run is."""
    return _worth().rarity.get(key, 1.0)


def holds_together(key: str) -> bool:
    """Tell whether two words are one notion: not neighbours by chance in the texts of the standard sets."""
    return key not in _worth().by_chance


@lru_cache(maxsize=1)
def _worth() -> _Worth:
    """Count the texts of all packaged sets, once a process."""
    texts = [
        "\n".join([criterion.title, *(one.text for one in criterion.iter_requirements())])
        for set_id in packaged_ids()
        for criterion in packaged_set(set_id).iter_criteria()
    ]
    return _counted(texts)


def _counted(texts: Iterable[str]) -> _Worth:
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    holders: Counter[str] = Counter()
    count = 0
    for text in texts:
        count += 1
        here: set[str] = set()
        for part in _parts(text):
            beside = list(itertools.pairwise(part))
            words.update(part)
            pairs.update(beside)
            here.update(f"{flattened(first)} {flattened(second)}" for first, second in beside)
        holders.update(here)
    together = {
        f"{flattened(first)} {flattened(second)}"
        for (first, second), times in pairs.items()
        if times * times >= LEAST_TOGETHER * words[first] * words[second]
    }
    whole = math.log(max(count, 2))
    rare = {key: math.log(count / many) / whole for key, many in holders.items()}
    return _Worth(rare, frozenset(rare.keys() - together))


def _parts(text: str) -> list[list[str]]:
    """Return the words of a text, in small letters, cut where a sentence is cut."""
    parts: list[list[str]] = [[]]
    for word in text.replace("\n", " . ").split():
        core = word.strip("“”\"'()[]–-:;,.…!?/")
        if not core.isalpha() or len(flattened(core)) < 2:
            parts.append([])
            continue
        parts[-1].append(core.lower())
        if word[-1] in ",.;:":
            parts.append([])
    return [part for part in parts if part]
