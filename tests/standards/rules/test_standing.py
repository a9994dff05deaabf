import pytest

from minhdinh.standards.rules.gates import compile_gates
from minhdinh.standards.rules.result import Case
from minhdinh.standards.rules.standing import Reader
from tests.standards import samples

SET = samples.cumulative_set([3, 3, 2], items=2)
READER = Reader(SET, compile_gates(SET))
TOP = {"1.1": 3, "1.2": 3, "1.3": 2}


def test_levels_are_completed_in_the_order_of_the_set():
    standing = READER.read(Case({"1.3": 1}))
    assert dict(standing.levels) == {"1.1": None, "1.2": None, "1.3": 1}
    assert list(standing.levels) == ["1.1", "1.2", "1.3"]
    assert dict(standing.best) == {"1.1": 3, "1.2": 3, "1.3": 1}
    assert standing.unjudged == ("1.1", "1.2")
    assert not standing.complete


def test_bounds_judge_the_open_ones_as_worst_and_as_best():
    assert (READER.read(Case({})).lower, READER.read(Case({})).upper) == (0, 3)
    standing = READER.read(Case({"1.1": 2, "1.2": None, "1.3": 2}))
    assert (standing.lower, standing.upper) == (0, 2)


def test_without_level_4_its_gate_is_left_out():
    standing = READER.read(Case(TOP))
    assert standing.items is None
    assert [gate.level for gate in standing.gates] == [1, 2, 3]
    assert standing.gate(4) is None
    assert (standing.lower, standing.upper) == (3, 3)


def test_with_level_4_its_items_are_completed():
    standing = READER.read(Case(TOP, {"4.2": True}))
    assert standing.items == {"4.1": None, "4.2": True}
    assert standing.open_items == ("4.1",)
    assert not standing.complete
    assert (standing.lower, standing.upper) == (3, 4)


def test_items_are_not_open_while_a_criterion_is_or_while_the_level_below_is_out_of_reach():
    assert READER.read(Case({**TOP, "1.1": None}, {"4.1": None})).open_items == ()
    below = READER.read(Case({**TOP, "1.1": 2}, {"4.1": None}))
    assert below.open_items == ()
    assert below.complete


def test_up_to_gives_the_gates_to_a_level():
    assert [gate.level for gate in READER.read(Case(TOP)).up_to(2)] == [1, 2]


def test_counts_leave_out_criteria_without_the_level_and_those_unjudged():
    standing = READER.read(Case({"1.1": 3, "1.2": None, "1.3": 0}, {"4.1": False}))
    reached, below = READER.counts(standing, reached=True), READER.counts(standing, reached=False)
    assert {level: (count.passed, count.total) for level, count in reached.items()} == {
        1: (1, 3), 2: (1, 3), 3: (1, 2), 4: (0, 2),
    }  # fmt: skip
    assert {level: (count.passed, count.total) for level, count in below.items()} == {
        1: (1, 3), 2: (1, 3), 3: (0, 2), 4: (1, 2),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("levels", "items", "named"),
    [
        ({"2.1": 1}, None, "2.1"),
        ({"1.3": 3}, None, "1.3"),
        ({"1.1": -1}, None, "1.1"),
        ({}, {"4.3": True}, "4.3"),
    ],
)
def test_what_the_set_does_not_have_is_refused_by_name(levels, items, named):
    with pytest.raises(ValueError, match=named):
        READER.read(Case(levels, items))
