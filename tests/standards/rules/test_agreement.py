"""The engine against an independent oracle and brute force, and the properties that no case may break."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.standards.catalogue import packaged_ids
from minhdinh.standards.rules import Case, evaluate
from tests.standards import oracle, samples
from tests.standards.cases import COMPUTED, ENGINES, cases_of, levels_of, tt57_levels

# --- agreement with the oracle ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["tt57-2026-pho-thong", "tt57-2026-mam-non", "tt57-2026-gdtx"])
def test_tt57_agrees_with_the_oracle(name):
    draw = random.Random(57)
    for _ in range(2000):
        share = draw.random()  # mostly good, mostly bad and mixed schools, so that every level occurs
        pick = [
            draw.choices([0, 1, 2], [(1 - share) ** 2, share * (1 - share), share**2 + 0.01])[0]
            for _ in range(15)
        ]
        levels = tt57_levels(pick[:8], pick[8:])
        assert ENGINES[name].evaluate(Case(levels)).level == oracle.tt57(levels)


@pytest.mark.parametrize("name", sorted(oracle.LEVEL_3))
def test_2018_agrees_with_the_oracle(name):
    engine, draw, seen = ENGINES[name], random.Random(2018), set()
    for _ in range(2000):
        worst, bad = draw.randint(0, 3), draw.randint(0, 2)
        levels = levels_of(engine, 3)
        for code in draw.sample(sorted(levels), bad):
            levels[code] = min(worst, levels[code])
        items = [draw.random() < 0.9 for _ in engine.set.level_4]
        answers = dict(zip([item.id for item in engine.set.level_4], items, strict=True))
        expected = oracle.y2018(levels, oracle.LEVEL_3[name], items)
        seen.add(expected)
        result = engine.evaluate(Case(levels, answers))
        assert (result.level, result.grade, result.degree) == (expected, *oracle.GRADE_AND_DEGREE[expected])
    assert seen == {0, 1, 2, 3, 4}


def test_tt42_primary_agrees_with_the_oracle():
    engine, draw, seen = ENGINES["tt42-2012-tieu-hoc"], random.Random(42), set()
    for _ in range(2000):
        levels = levels_of(engine, 1)
        for code in draw.sample(sorted(levels), draw.randint(0, 14)):
            if code not in oracle.TT42_MANDATORY or draw.random() < 0.2:
                levels[code] = 0
        expected = oracle.tt42_primary(levels)
        seen.add(expected)
        assert engine.evaluate(Case(levels)).level == expected
    assert seen == {None, 0, 1, 2}


SMALL = samples.quota_set(2, 3, quotas=(2, 2))
SMALL_TOPS = {item.code: item.top_level for item in SMALL.iter_criteria()}


def small_law(levels):
    mandatory, others = [levels["1.1"], levels["1.2"]], [levels["1.3"], levels["1.4"], levels["1.5"]]
    if min(mandatory) >= 2 and sum(level >= 2 for level in others) >= 2 and min(others) >= 1:
        return 2
    return int(min(mandatory) >= 1 and sum(level >= 1 for level in others) >= 2)


@given(st.fixed_dictionaries({code: st.one_of(st.none(), st.integers(0, 2)) for code in SMALL_TOPS}))
def test_bounds_are_exactly_the_levels_that_the_open_criteria_leave_possible(levels):
    result = evaluate(SMALL, Case(levels))
    assert result.bounds == oracle.spread(levels, SMALL_TOPS, small_law)
    assert (result.level is None) == (None in levels.values())


# --- properties -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", COMPUTED)
@given(data=st.data())
def test_a_better_criterion_never_lowers_the_school(name, data):
    engine, levels = ENGINES[name], data.draw(cases_of(name, judged=True))
    code = data.draw(st.sampled_from(sorted(levels)))
    better = {**levels, code: data.draw(st.integers(levels[code], engine.reader.tops[code]))}
    before, after = engine.evaluate(Case(levels)), engine.evaluate(Case(better))
    assert before.bounds
    assert after.bounds
    assert after.bounds[0] >= before.bounds[0]
    assert after.bounds[1] >= before.bounds[1]


@pytest.mark.parametrize("name", COMPUTED)
@given(data=st.data())
def test_judging_an_open_criterion_narrows_the_bounds(name, data):
    engine, levels = ENGINES[name], data.draw(cases_of(name))
    before = engine.evaluate(Case(levels))
    opened = [code for code, level in levels.items() if level is None]
    if opened:
        code = data.draw(st.sampled_from(opened))
        levels = {**levels, code: data.draw(st.integers(0, engine.reader.tops[code]))}
    after = engine.evaluate(Case(levels))
    assert before.bounds
    assert after.bounds
    assert before.bounds[0] <= after.bounds[0] <= after.bounds[1] <= before.bounds[1]


@pytest.mark.parametrize("name", packaged_ids())
@given(data=st.data())
def test_the_order_of_the_criteria_does_not_matter(name, data):
    levels = data.draw(cases_of(name))
    shuffled = dict(data.draw(st.permutations(sorted(levels.items()))))
    assert ENGINES[name].evaluate(Case(levels)) == ENGINES[name].evaluate(Case(shuffled))


@pytest.mark.parametrize("name", packaged_ids())
@given(data=st.data())
def test_counts_add_up_and_a_level_is_only_given_when_everything_is_judged(name, data):
    engine, levels = ENGINES[name], data.draw(cases_of(name))
    result = engine.evaluate(Case(levels))
    opened = [code for code, level in levels.items() if level is None]
    assert result.complete is (not opened)
    if opened:
        assert result.level is None
        assert result.label == "Chưa xét xong"
    for level, count in result.counts.items():
        holders = [code for code, top in engine.reader.tops.items() if top >= level]
        assert count.total == result.failed[level].total == len(holders)
        unjudged = sum(levels[code] is None for code in holders)
        assert count.passed + result.failed[level].passed + unjudged == count.total


@pytest.mark.parametrize("name", packaged_ids())
@given(data=st.data())
def test_a_criterion_left_out_is_chua_xet(name, data):
    levels = data.draw(cases_of(name))
    short = {code: level for code, level in levels.items() if level is not None}
    assert ENGINES[name].evaluate(Case(short)) == ENGINES[name].evaluate(Case(levels))
