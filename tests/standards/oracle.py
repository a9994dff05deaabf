"""The law once more, written straight from the circulars and by brute force: nothing here imports the engine.

Each function takes plain levels and answers the school's level, None where it is undecided or cannot be computed.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping

Levels = Mapping[str, int | None]
Judged = Mapping[str, int]

# khoản 3 Điều 5 Thông tư 57/2026
TT57_MANDATORY = ["1.3", "1.4", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2"]
TT57_OTHERS = ["1.1", "1.2", "2.3", "3.3", "3.4", "3.5", "4.3"]
# fmt: off
# the criteria that have Mức 3
LEVEL_3 = {
    "tt17-2018-tieu-hoc": ["1.1", "1.3", "1.4", "1.6", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3", "3.5", "3.6", "4.1", "4.2", "5.2", "5.3", "5.4", "5.5"],
    "tt18-2018-trung-hoc": ["1.1", "1.3", "1.4", "1.5", "1.6", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3", "3.5", "3.6", "4.1", "4.2", "5.1", "5.2", "5.5", "5.6"],
    "tt19-2018-mam-non": ["1.1", "1.3", "1.4", "1.5", "1.6", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3", "3.4", "3.5", "4.1", "4.2", "5.1", "5.2", "5.3", "5.4"],
}
# khoản 1 Điều 31 Thông tư 42/2012
TT42_MANDATORY = ["1.1", "1.2", "1.4", "1.6", "2.1", "2.2", "2.3", "2.5", "3.6", "4.1", "5.1", "5.2", "5.4", "5.6", "5.7"]
# fmt: on
GRADE_AND_DEGREE = {0: (None, None), 1: (1, None), 2: (2, 1), 3: (3, 2), 4: (4, 2)}


def tt57(levels: Judged) -> int:
    """Return the level of a school under TT57, every criterion being judged."""
    mandatory = [levels[code] for code in TT57_MANDATORY]
    others = [levels[code] for code in TT57_OTHERS]
    if min(mandatory) == 2 and sum(level == 2 for level in others) >= 5 and min(others) >= 1:
        return 2
    if min(mandatory) >= 1 and sum(level >= 1 for level in others) >= 5:
        return 1
    return 0


def y2018(levels: Judged, with_level_3: list[str], items: list[bool] | None) -> int:
    """Return the level of a school under the 2018 circulars, every criterion being judged."""
    if min(levels.values()) < 1:
        return 0
    if min(levels.values()) < 2:
        return 1
    if min(levels[code] for code in with_level_3) < 3:
        return 2
    return 4 if items and all(items) else 3


def tt42_primary(levels: Judged) -> int | None:
    """Return the cấp độ of a primary school under TT42; None where only the unknown list of cấp độ 3 decides."""
    passed = sum(levels.values())
    if passed * 100 < 60 * 28:
        return 0
    if passed * 100 < 70 * 28 or any(levels[code] == 0 for code in TT42_MANDATORY):
        return 1
    return 2 if passed * 100 < 85 * 28 else None


def completions(levels: Levels, tops: Judged) -> Iterator[dict[str, int]]:
    """Yield every way to judge what is chưa xét; for small sets only."""
    codes = list(levels)
    choices = [range(tops[code] + 1) if levels[code] is None else [levels[code]] for code in codes]
    for picked in itertools.product(*choices):
        yield {code: level for code, level in zip(codes, picked, strict=True) if level is not None}


def spread(levels: Levels, tops: Judged, decide: Callable[[Judged], int]) -> tuple[int, int]:
    """Return the lowest and highest level among all completions."""
    found = {decide(each) for each in completions(levels, tops)}
    return min(found), max(found)


def fewest_changes(
    levels: Levels, tops: Judged, target: int, decide: Callable[[Judged], int]
) -> tuple[int, int]:
    """Return the size and the number of steps of the smallest set of raises that surely reaches ``target``.

    What is chưa xét stands as worst and counts as changed once it is raised.
    """
    start = {code: level or 0 for code, level in levels.items()}
    best: tuple[int, int] | None = None
    for raised in itertools.product(*[range(start[code], tops[code] + 1) for code in start]):
        ends = dict(zip(start, raised, strict=True))
        if decide(ends) < target:
            continue
        changed = [code for code in start if ends[code] != start[code]]
        cost = len(changed), sum(ends[code] - start[code] for code in changed)
        best = cost if best is None else min(best, cost)
    assert best is not None, "no way at all"
    return best
