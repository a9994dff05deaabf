"""Who checks whom (kiểm tra chéo): pairs of schools of one kind, never the own school, never a pair twice (pure)."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Pair = tuple[int, int]  # (who checks, who is checked)
WORST = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A school to be paired: its id, its kind, and where it stands (its commune; "" where unknown)."""

    school: int
    kind: str
    commune: str = ""


@dataclass(frozen=True, slots=True)
class Pairing:
    """The pairs found, in the order of the candidates, and the schools that nobody checks as often as asked."""

    pairs: list[Pair]
    unchecked: list[int]


def pair_schools(
    candidates: Sequence[Candidate],
    *,
    past: Iterable[Pair] = (),
    present: Iterable[Pair] = (),
    times: int = 1,
    avoid_commune: bool = False,
) -> Pairing:
    """Pair schools so that each checks and is checked ``times`` times, as far as that is possible.

    ``past`` are the pairs of earlier years: none of them comes again; ``present`` are those of this year already,
    counted towards ``times``. A school that has checked this one comes after others; with ``avoid_commune``, schools of
    one commune come last. The same candidates give the same pairs.
    """
    by_kind: defaultdict[str, list[Candidate]] = defaultdict(list)
    for one in candidates:
        by_kind[one.kind].append(one)
    taken = set(present)
    forbidden = set(past) | taken
    found: list[Pair] = []
    for group in by_kind.values():
        found += _pairs_of(group, forbidden, taken, times, avoid_commune=avoid_commune)
    checked = Counter(pair[1] for pair in [*found, *taken])
    order = {one.school: place for place, one in enumerate(candidates)}
    return Pairing(
        sorted(found, key=lambda pair: (order[pair[0]], order[pair[1]])),
        [one.school for one in candidates if checked[one.school] < times],
    )


def _pairs_of(
    group: Sequence[Candidate], forbidden: set[Pair], taken: set[Pair], times: int, *, avoid_commune: bool
) -> list[Pair]:
    """Return the pairs of one kind: round after round everybody gets one more, as long as it gets anywhere."""
    found: list[Pair] = []
    for _round in range(times):
        known = {*forbidden, *found}
        checks = Counter(pair[0] for pair in [*taken, *found])
        checked = Counter(pair[1] for pair in [*taken, *found])
        left = [one for one in group if checks[one.school] < times]
        right = [one for one in group if checked[one.school] < times]
        matched = _match(left, right, known, avoid_commune=avoid_commune)
        if not matched:
            break
        found += matched
    return found


def _match(
    left: Sequence[Candidate], right: Sequence[Candidate], known: set[Pair], *, avoid_commune: bool
) -> list[Pair]:
    """Return as many pairs as possible, from the most welcome ones on (augmenting paths, worse pairs let in later)."""
    place = {one.school: number for number, one in enumerate(right)}
    checker_of: dict[int, int] = {}
    by_id = {one.school: one for one in left}
    waiting = [one.school for one in left]
    for worst in range(WORST + 1):
        offers = {
            one.school: _offers(one, right, place, known, worst, avoid_commune=avoid_commune) for one in left
        }
        waiting = [school for school in waiting if not _augment(school, offers, checker_of)]
        if not waiting:
            break
    return [(checker, checked) for checked, checker in checker_of.items() if checker in by_id]


def _offers(
    one: Candidate,
    right: Sequence[Candidate],
    place: dict[int, int],
    known: set[Pair],
    worst: int,
    *,
    avoid_commune: bool,
) -> list[int]:
    """Return whom a school may check, those after it in the list first, so that pairs form a ring and not couples."""
    start = place.get(one.school, 0) + 1
    turned = [*right[start:], *right[:start]]
    ranked = [
        (_cost(one, other, known, avoid_commune=avoid_commune), other.school)
        for other in turned
        if other.school != one.school and (one.school, other.school) not in known
    ]
    return [school for cost, school in sorted(ranked, key=lambda pair: pair[0]) if cost <= worst]


def _cost(one: Candidate, other: Candidate, known: set[Pair], *, avoid_commune: bool) -> int:
    """Return how unwelcome a pair is: 1 where the other has checked this one, 2 where they are neighbours."""
    if avoid_commune and one.commune and one.commune == other.commune:
        return 2
    return 1 if (other.school, one.school) in known else 0


def _augment(school: int, offers: dict[int, list[int]], checker_of: dict[int, int]) -> bool:
    """Give a school somebody to check, moving others to another where needed; tell whether that was possible."""
    came_from: dict[int, int] = {}
    queue = deque([school])
    while queue:
        checker = queue.popleft()
        for checked in offers[checker]:
            if checked in came_from:
                continue
            came_from[checked] = checker
            holder = checker_of.get(checked)
            if holder is None:
                _turn(checked, school, came_from, checker_of)
                return True
            queue.append(holder)
    return False


def _turn(checked: int, first: int, came_from: dict[int, int], checker_of: dict[int, int]) -> None:
    """Follow an augmenting path back to its beginning and give each checker its new school."""
    held = {checker: school for school, checker in checker_of.items()}
    while True:
        checker = came_from[checked]
        before = held.get(checker)
        checker_of[checked] = checker
        if checker == first or before is None:
            return
        checked = before
