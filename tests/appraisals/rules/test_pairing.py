"""Pairing schools: properties that hold for any schools, and small cases by hand."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.appraisals.rules.pairing import Candidate, Pair, pair_schools

KINDS = st.sampled_from(["mam_non", "tieu_hoc", "thcs"])
COMMUNES = st.sampled_from(["", "1", "2"])


@st.composite
def schools(draw: st.DrawFn) -> list[Candidate]:
    count = draw(st.integers(0, 14))
    return [Candidate(number, draw(KINDS), draw(COMMUNES)) for number in range(1, count + 1)]


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Candidate], set[Pair], set[Pair], int]:
    """Return schools, pairs of the past, pairs of the year and how often each is to be checked."""
    some = draw(schools())
    ids = st.integers(1, max(1, len(some)))
    pairs = st.sets(st.tuples(ids, ids).filter(lambda pair: pair[0] != pair[1]), max_size=12)
    return some, draw(pairs), draw(pairs), draw(st.integers(1, 3))


@given(cases(), st.booleans())
def test_what_always_holds(
    case: tuple[list[Candidate], set[Pair], set[Pair], int], avoid_commune: bool
) -> None:
    some, past, present, times = case
    kinds = {one.school: one.kind for one in some}
    found = pair_schools(some, past=past, present=present, times=times, avoid_commune=avoid_commune)
    assert len(set(found.pairs)) == len(found.pairs)
    for checker, checked in found.pairs:
        assert checker != checked
        assert kinds[checker] == kinds[checked]
        assert (checker, checked) not in past | present
    for place in (0, 1):
        mine = Counter(pair[place] for pair in found.pairs)
        already = Counter(pair[place] for pair in present)
        assert all(count + already[school] <= times for school, count in mine.items())
    checked_times = Counter(pair[1] for pair in [*found.pairs, *present])
    assert found.unchecked == [one.school for one in some if checked_times[one.school] < times]


@given(schools(), st.booleans())
def test_without_a_past_everybody_of_a_kind_is_paired_once(
    some: list[Candidate], avoid_commune: bool
) -> None:
    found = pair_schools(some, avoid_commune=avoid_commune)
    sizes = Counter(one.kind for one in some)
    wanted = {one.school for one in some if sizes[one.kind] > 1}
    assert sorted(pair[0] for pair in found.pairs) == sorted(wanted)
    assert sorted(pair[1] for pair in found.pairs) == sorted(wanted)


@given(cases())
def test_the_same_schools_give_the_same_pairs(
    case: tuple[list[Candidate], set[Pair], set[Pair], int],
) -> None:
    some, past, present, times = case
    once = pair_schools(some, past=past, present=present, times=times)
    assert pair_schools(some, past=set(past), present=set(present), times=times) == once


@given(st.integers(2, 9), st.booleans())
def test_over_the_years_every_pair_comes_once_before_any_comes_again(count: int, avoid_commune: bool) -> None:
    some = [Candidate(number, "thcs", str(number % 2)) for number in range(count)]
    past: set[Pair] = set()
    for _year in range(count - 1):
        found = pair_schools(some, past=past, avoid_commune=avoid_commune)
        assert len(found.pairs) == count
        assert past.isdisjoint(found.pairs)
        past |= set(found.pairs)
    last = pair_schools(some, past=past)
    assert (last.pairs, last.unchecked) == ([], [one.school for one in some])


@pytest.mark.parametrize("count", [3, 5, 7, 9, 101])
def test_an_odd_number_of_schools_makes_a_ring(count: int) -> None:
    found = pair_schools([Candidate(number, "thcs") for number in range(count)])
    assert found.pairs == [(number, (number + 1) % count) for number in range(count)]
    assert not any((checked, checker) in found.pairs for checker, checked in found.pairs)


@pytest.mark.parametrize("times", [1, 2, 3])
def test_each_checks_and_is_checked_as_often_as_asked(times: int) -> None:
    found = pair_schools([Candidate(number, "thcs") for number in range(6)], times=times)
    for place in (0, 1):
        assert set(Counter(pair[place] for pair in found.pairs).values()) == {times}


def test_a_school_alone_of_its_kind_is_left_over() -> None:
    found = pair_schools([Candidate(1, "thcs"), Candidate(2, "thcs"), Candidate(3, "mam_non")])
    assert found.pairs == [(1, 2), (2, 1)]
    assert found.unchecked == [3]


def test_neighbours_come_last() -> None:
    some = [Candidate(number, "thcs", "a" if number < 3 else "b") for number in range(6)]
    communes = {one.school: one.commune for one in some}
    apart = pair_schools(some, avoid_commune=True)
    assert all(communes[checker] != communes[checked] for checker, checked in apart.pairs)
    assert len(apart.pairs) == 6
    near = pair_schools([Candidate(1, "thcs", "a"), Candidate(2, "thcs", "a")], avoid_commune=True)
    assert near.pairs == [(1, 2), (2, 1)]


def test_who_has_checked_this_school_comes_after_others() -> None:
    some = [Candidate(number, "thcs") for number in range(4)]
    last_year = {(0, 1), (1, 2), (2, 3), (3, 0)}
    found = pair_schools(some, past=last_year)
    assert not any((checked, checker) in last_year for checker, checked in found.pairs)


def test_pairs_of_this_year_count() -> None:
    some = [Candidate(number, "thcs") for number in range(3)]
    found = pair_schools(some, present={(0, 1)})
    assert found.pairs == [(1, 2), (2, 0)]
    assert found.unchecked == []
