import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.standards.catalogue import packaged_set
from minhdinh.standards.rules import Case, Engine
from tests.standards import oracle, samples

SETS = {
    "quota": samples.quota_set(2, 3, quotas=(2, 2)),
    "quota with a floor of 0": samples.quota_set(1, 4, quotas=(2, 3), floor=0),
    "cumulative": samples.cumulative_set([3, 3, 2, 2]),
    "percentage": samples.percentage_set(6, 50, 75, ["1.2", "1.5"]),
}


def decide(name):
    """Return the law of one of the small sets, written out."""

    def quota(levels, mandatory, needed, floor):
        ordered = [levels[code] for code in sorted(levels)]
        first, rest = ordered[:mandatory], ordered[mandatory:]
        if min(first) >= 2 and sum(level >= 2 for level in rest) >= needed[1] and min(rest) >= floor:
            return 2
        return int(min(first) >= 1 and sum(level >= 1 for level in rest) >= needed[0])

    def cumulative(levels):
        if min(levels.values()) < 2:
            return min(levels.values())
        return 3 if levels["1.1"] == levels["1.2"] == 3 else 2

    def percentage(levels):
        passed = sum(levels.values())
        if passed < 3:
            return 0
        return 2 if passed >= 5 and levels["1.2"] and levels["1.5"] else 1

    return {
        "quota": lambda levels: quota(levels, 2, (2, 2), 1),
        "quota with a floor of 0": lambda levels: quota(levels, 1, (2, 3), 0),
        "cumulative": cumulative,
        "percentage": percentage,
    }[name]


def raised(levels, steps):
    return {**levels, **{step.criterion: step.needed for step in steps}}


@pytest.mark.parametrize("name", SETS)
@given(data=st.data())
def test_the_smallest_set_of_changes_is_as_small_as_brute_force_finds(name, data):
    engine = Engine(SETS[name])
    tops = engine.reader.tops
    levels = data.draw(
        st.fixed_dictionaries({code: st.none() | st.integers(0, top) for code, top in tops.items()})
    )
    result = engine.evaluate(Case(levels))
    if result.target is None:
        assert decide(name)({code: level or 0 for code, level in levels.items()}) == engine.gates[-1].level
        return
    size, steps = oracle.fewest_changes(levels, tops, result.target, decide(name))
    assert len(result.changes) == size
    assert sum(step.needed - (step.current or 0) for step in result.changes) == steps
    after = {code: level or 0 for code, level in raised(levels, result.changes).items()}
    assert decide(name)(after) >= result.target


@pytest.mark.parametrize("name", ["quota", "cumulative", "percentage"])
@given(data=st.data())
def test_changes_to_a_level_further_up_are_smallest_too(name, data):
    engine = Engine(SETS[name])
    tops = engine.reader.tops
    levels = data.draw(st.fixed_dictionaries({code: st.integers(0, top) for code, top in tops.items()}))
    target = data.draw(st.sampled_from([gate.level for gate in engine.gates]))
    found = engine.changes_to(Case(levels), target)
    size, steps = oracle.fewest_changes(levels, tops, target, decide(name))
    assert (len(found), sum(step.needed - (step.current or 0) for step in found)) == (size, steps)


@pytest.mark.parametrize("name", ["tt57-2026-gdtx", "tt18-2018-trung-hoc", "tt42-2012-tieu-hoc"])
@given(data=st.data())
def test_raising_every_blocker_reaches_the_next_level(name, data):
    engine = Engine(packaged_set(name))
    levels = data.draw(
        st.fixed_dictionaries({code: st.integers(0, top) for code, top in engine.reader.tops.items()})
    )
    before = engine.evaluate(Case(levels))
    if before.target is None or (before.bounds and before.bounds[0] != before.bounds[1]):
        return
    after = engine.evaluate(Case(raised(levels, before.blockers)))
    assert after.bounds
    assert after.bounds[1] >= before.target
    assert {step.criterion for step in before.changes} <= {step.criterion for step in before.blockers}
    assert all((step.current or 0) < step.needed for step in before.blockers)


def tt57(mandatory, others):
    levels = dict(zip(oracle.TT57_MANDATORY, mandatory, strict=True))
    return levels | dict(zip(oracle.TT57_OTHERS, others, strict=True))


def blocked(mandatory, others):
    result = Engine(packaged_set("tt57-2026-pho-thong")).evaluate(Case(tt57(mandatory, others)))
    return [(step.criterion, step.current, step.needed) for step in result.blockers], result.changes


def test_one_mandatory_criterion_is_the_only_blocker():
    found, changes = blocked([1] + [2] * 7, [2] * 7)
    assert found == [("1.3", 1, 2)]
    assert [step.criterion for step in changes] == ["1.3"]


def test_a_floor_is_the_only_thing_asked_where_the_quota_is_met():
    found, _ = blocked([2] * 8, [2] * 5 + [1, 0])
    assert found == [("4.3", 0, 1)]


def test_a_short_quota_lists_every_criterion_that_could_fill_it_and_changes_only_what_is_needed():
    found, changes = blocked([2] * 8, [2, 2, 2, 2, 1, 1, 1])
    assert found == [("3.4", 1, 2), ("3.5", 1, 2), ("4.3", 1, 2)]
    assert [(step.criterion, step.needed) for step in changes] == [("3.4", 2)]


def test_a_criterion_that_must_change_anyway_fills_the_quota_first():
    _, changes = blocked([2] * 8, [2, 2, 2, 2, 1, 1, 0])
    assert [(step.criterion, step.current, step.needed) for step in changes] == [("4.3", 0, 2)]


def test_at_the_top_nothing_blocks():
    assert blocked([2] * 8, [2] * 7) == ([], ())


def test_a_mandatory_list_that_fills_the_share_blocks_alone():
    engine = Engine(samples.percentage_set(4, 25, 75, ["1.3", "1.4"]))
    result = engine.evaluate(Case({"1.1": 1, "1.2": 0, "1.3": 0, "1.4": 0}))
    assert result.level == 1
    assert [step.criterion for step in result.blockers] == ["1.3", "1.4"]


def test_steps_come_in_natural_order():
    engine = Engine(packaged_set("tt19-2018-mam-non"))
    codes = [step.criterion for step in engine.evaluate(Case({})).blockers]
    assert codes[8:11] == ["1.9", "1.10", "2.1"]


def test_changes_to_level_4_name_its_items():
    engine = Engine(samples.cumulative_set([3, 2], items=2))
    steps = engine.changes_to(Case({"1.1": 2, "1.2": 2}, {"4.1": True, "4.2": False}), 4)
    assert [(step.criterion, step.current, step.needed) for step in steps] == [("1.1", 2, 3), ("4.2", 3, 4)]


def test_a_level_that_the_set_does_not_have_is_refused():
    with pytest.raises(ValueError, match="không có mức 3"):
        Engine(SETS["quota"]).changes_to(Case({}), 3)
