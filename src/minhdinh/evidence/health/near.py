"""How much two texts say the same: shingles of words (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from itertools import combinations

from minhdinh.lib.hashing import sha256
from minhdinh.lib.text import fold

SHINGLE = 4
KEPT = 200
LEAST_WORDS = 30
LEAST_PERCENT = 80
MOST_HOLDERS = 40
STEP_EVERY = 1000
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


def near_pairs(
    sketches: Mapping[int, Sketch], *, step: Callable[[], None] = lambda: None
) -> dict[tuple[int, int], int]:
    """Return pairs (smaller id first) that are alike, with their percent; only texts that share a run are compared.

    Runs that more than ``MOST_HOLDERS`` texts have (the national motto, a form's heading) tell nothing and would make
    every text be compared with every other. ``step`` is called now and then: many texts take minutes.
    """
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for number in sorted(sketches):
        for value in sketches[number]:
            holders[value].append(number)
    shared: set[tuple[int, int]] = set()
    for count, holding in enumerate(holders.values(), start=1):
        if len(holding) <= MOST_HOLDERS:
            shared.update(combinations(holding, 2))
        if count % STEP_EVERY == 0:
            step()
    found: dict[tuple[int, int], int] = {}
    for count, (one, other) in enumerate(sorted(shared), start=1):
        percent = likeness(sketches[one], sketches[other])
        if percent >= LEAST_PERCENT:
            found[one, other] = percent
        if count % STEP_EVERY == 0:
            step()
    return found


def _hash(words: str) -> int:
    return int(sha256(words.encode())[:15], 16)
