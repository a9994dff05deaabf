import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.standards.catalogue import apply_corrections, packaged_set, parse_content
from minhdinh.standards.catalogue.corrections import Correction
from minhdinh.standards.rules.gates import Gate, climb, compile_gates, quota_count
from tests.standards import oracle, samples


def test_tt57_compiles_to_the_two_conditions_of_the_circular():
    one, two = compile_gates(packaged_set("tt57-2026-pho-thong"))
    assert (one.level, two.level) == (1, 2)
    assert [(floor.codes, floor.level) for floor in one.floors] == [(tuple(oracle.TT57_MANDATORY), 1)]
    assert [(floor.codes, floor.level) for floor in two.floors] == [
        (tuple(oracle.TT57_MANDATORY), 2),
        (tuple(oracle.TT57_OTHERS), 1),
    ]
    assert one.quota
    assert two.quota
    assert (one.quota.codes, one.quota.level, one.quota.needed) == (tuple(oracle.TT57_OTHERS), 1, 5)
    assert (two.quota.codes, two.quota.level, two.quota.needed) == (tuple(oracle.TT57_OTHERS), 2, 5)
    assert not one.unknown
    assert not two.unknown


@pytest.mark.parametrize(
    ("name", "sizes", "items"),
    [
        ("tt17-2018-tieu-hoc", [27, 27, 19], 5),
        ("tt18-2018-trung-hoc", [28, 28, 20], 6),
        ("tt19-2018-mam-non", [25, 25, 19], 6),
    ],
)
def test_2018_gates_ask_only_the_criteria_that_have_the_level(name, sizes, items):
    gates = compile_gates(packaged_set(name))
    assert [gate.level for gate in gates] == [1, 2, 3, 4]
    assert [len(gate.floors[0].codes) for gate in gates[:3]] == sizes
    assert list(gates[2].floors[0].codes) == oracle.LEVEL_3[name]
    assert len(gates[3].items) == items
    assert not any(gate.quota for gate in gates)


def test_tt42_primary_rounds_the_share_up_and_keeps_the_unknown_list_unknown():
    gates = compile_gates(packaged_set("tt42-2012-tieu-hoc"))
    assert [gate.quota.needed for gate in gates if gate.quota] == [17, 20, 24]  # 60, 70, 85 % of 28
    assert list(gates[1].floors[0].codes) == oracle.TT42_MANDATORY
    assert [bool(gate.unknown) for gate in gates] == [False, False, True]
    assert "khoản 1 Điều 31" in gates[2].unknown
    assert "nhập kết quả đã công nhận" in gates[2].unknown


@pytest.mark.parametrize("name", ["tt42-2012-trung-hoc", "tt25-2014-mam-non"])
def test_a_set_whose_law_is_unknown_has_no_gates(name):
    assert compile_gates(packaged_set(name)) == ()


def test_a_correction_of_a_rule_value_moves_the_gate():
    content = packaged_set("tt57-2026-mam-non").content
    changed = parse_content(apply_corrections(content, [Correction("rule_value:others_quota_level_2", 6)]))
    gate = compile_gates(changed)[1]
    assert gate.quota
    assert gate.quota.needed == 6


def test_the_list_of_grade_3_once_known_makes_it_computable():
    content = packaged_set("tt42-2012-tieu-hoc").content
    changed = parse_content(
        apply_corrections(content, [Correction("rule_value:grade_3_mandatory", ["1.1", "1.2"])])
    )
    gate = compile_gates(changed)[2]
    assert not gate.unknown
    assert gate.floors[0].codes == ("1.1", "1.2")


def test_an_unknown_quota_of_tt57_makes_the_gate_unknown_and_keeps_its_known_part():
    content = samples.quota_content(1, 2)
    content = apply_corrections(content, [Correction("rule_value:quota_2", None)])
    gate = compile_gates(parse_content(content))[1]
    assert gate.quota is None
    assert "chưa rõ" in gate.unknown
    assert [floor.level for floor in gate.floors] == [2, 1]


def test_gates_are_ascending_whatever_the_order_in_the_file():
    content = samples.quota_content(1, 2)
    content["level_rule"] = {**content["level_rule"], "gates": content["level_rule"]["gates"][::-1]}
    assert [gate.level for gate in compile_gates(parse_content(content))] == [1, 2]


def test_a_share_with_decimals_is_exact():
    gates = compile_gates(samples.percentage_set(8, 62.5, 75, []))
    assert gates[0].quota
    assert gates[0].quota.needed == 5  # exactly 62,5 %, which floating point must not push to 6
    assert gates[0].quota.percent == "62,50"


def test_climb_stops_at_the_first_gate_that_fails():
    gates = compile_gates(samples.cumulative_set([3, 3, 2], items=2))
    done = {"4.1": True, "4.2": True}
    assert climb(gates, {"1.1": 3, "1.2": 3, "1.3": 2}, done) == (4, 4)
    assert climb(gates, {"1.1": 3, "1.2": 3, "1.3": 2}, {"4.1": True}) == (3, 3)
    assert climb(gates, {"1.1": 3, "1.2": 0, "1.3": 2}, done) == (0, 0)


def test_climb_separates_the_sure_from_the_possible():
    gates = compile_gates(samples.percentage_set(4, 50, 75, None))
    assert climb(gates, {"1.1": 1, "1.2": 1, "1.3": 1, "1.4": 0}, {}) == (1, 2)
    assert climb(gates, {"1.1": 1, "1.2": 1, "1.3": 0, "1.4": 0}, {}) == (1, 1)
    assert climb((), {}, {}) == (0, 0)


@given(st.dictionaries(st.sampled_from(["1.1", "1.2", "1.3"]), st.integers(0, 2), min_size=3))
def test_quota_count_is_the_plain_count(levels):
    gate = compile_gates(samples.quota_set(1, 2))[1]
    assert gate.quota
    assert quota_count(gate.quota, levels) == [levels["1.2"], levels["1.3"]].count(2)


def test_an_empty_gate_always_holds():
    assert Gate(1).holds({}, {})
    assert not Gate(4, items=("4.1",)).holds({}, {})
