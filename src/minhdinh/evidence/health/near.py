"""How much two texts say the same: shingles of words (pure)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import combinations

from minhdinh.lib.hashing import sha256_of_chunks
from minhdinh.lib.text import fold

SHINGLE = 4
KEPT = 200
LEAST_WORDS = 30
LEAST_PERCENT = 80
MOST_HOLDERS = 40
Sketch = frozenset[int]


def sketch(text: str) -> Sketch:
    """Return the smallest hashes of a text's runs of words; empty for a text too short to be compared."""
    words = fold(text).split()
    if len(words) < LEAST_WORDS:
        return frozenset()
    runs = {" ".join(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1)}
    return frozenset(sorted(_hash(run) for run in runs)[:KEPT])


def likeness(one: Sketch, other: Sketch) -> int:
    """Return in whole percent how much two texts share, from their sketches (a bottom-k estimate of Jaccard)."""
    union = sorted(one | other)[:KEPT]
    return sum(value in one and value in other for value in union) * 100 // len(union) if union else 0


def near_pairs(sketches: Mapping[int, Sketch]) -> dict[tuple[int, int], int]:
    """Return pairs (smaller id first) that are alike, with their percent; only texts that share a run are compared.

    Runs that more than ``MOST_HOLDERS`` texts have (the national motto, a form's heading) tell nothing and would make
    every text be compared with every other.
    """
    holders: defaultdict[int, list[int]] = defaultdict(list)
    shared: Counter[tuple[int, int]] = Counter()
    for number in sorted(sketches):
        for value in sketches[number]:
            holders[value].append(number)
    for holding in holders.values():
        if len(holding) <= MOST_HOLDERS:
            shared.update(combinations(holding, 2))
    found = {pair: likeness(sketches[pair[0]], sketches[pair[1]]) for pair in shared}
    return {pair: percent for pair, percent in found.items() if percent >= LEAST_PERCENT}


def _hash(words: str) -> int:
    return int(sha256_of_chunks([words.encode()])[0][:15], 16)
