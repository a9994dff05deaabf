"""The engine against the circulars: examples of the law, an independent oracle, and properties."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.standards.catalogue import packaged_ids, packaged_set
from minhdinh.standards.rules import Case, Engine, evaluate, evaluate_tracks
from tests.standards import oracle, samples

TT57 = Engine(packaged_set("tt57-2026-pho-thong"))
ENGINES = {name: Engine(packaged_set(name)) for name in packaged_ids()}
COMPUTED = [name for name, engine in ENGINES.items() if engine.computable]


def levels_of(engine, values):
    """Return a case by code: a list in the order of the criteria, or one level for all, cut to what each has."""
    criteria = list(engine.set.iter_criteria())
    values = values if isinstance(values, list) else [values] * len(criteria)
    return {
        item.code: None if level is None else min(level, item.top_level)
        for item, level in zip(criteria, values, strict=True)
    }


def tt57_levels(mandatory, others):
    return dict(zip(oracle.TT57_MANDATORY, mandatory, strict=True)) | dict(
        zip(oracle.TT57_OTHERS, others, strict=True)
    )


def cases_of(name, *, judged=False):
    """Return a strategy for the cases of one packaged set."""
    criteria = list(ENGINES[name].set.iter_criteria())
    open_level = [] if judged else [st.none()]
    return st.fixed_dictionaries(
        {item.code: st.one_of(*open_level, st.integers(0, item.top_level)) for item in criteria}
    )


# --- the law's own examples -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mandatory", "others", "level"),
    [
        ([2] * 8, [2] * 7, 2),
        ([2] * 8, [2] * 5 + [1] * 2, 2),
        ([2] * 8, [2] * 5 + [1, 0], 1),
        ([1] + [2] * 7, [2] * 7, 1),
        ([0] + [2] * 7, [2] * 7, 0),
        ([2] * 8, [0] * 3 + [2] * 4, 0),
        ([2] * 8, [2] * 4 + [1] * 3, 1),
        ([2] * 8, [2] * 5 + [0] * 2, 1),
        ([1] * 8, [1] * 5 + [0] * 2, 1),
        ([1] * 8, [1] * 4 + [0] * 3, 0),
        ([2] * 7 + [1], [2] * 5 + [1] * 2, 1),
        ([0] * 8, [0] * 7, 0),
    ],
)
def test_examples_of_tt57(mandatory, others, level):
    result = TT57.evaluate(Case(tt57_levels(mandatory, others)))
    assert (result.level, result.complete) == (level, True)
    assert result.label == ["Không đạt Mức 1", "Đạt Mức 1", "Đạt Mức 2"][level]
    assert result.bounds == (level, level)
    assert (result.grade, result.degree) == (None, None)


def test_the_preschool_of_2020_counts_as_its_own_report_does():
    engine = ENGINES["tt19-2018-mam-non"]
    levels = levels_of(engine, 2) | dict.fromkeys(oracle.LEVEL_3["tt19-2018-mam-non"][:13], 3)
    result = engine.evaluate(Case(levels)).as_json()
    assert (result["level"], result["grade"], result["degree"], result["complete"]) == (2, 2, 1, True)
    assert result["counts"] == {
        "1": {"passed": 25, "total": 25, "percent": "100"},
        "2": {"passed": 25, "total": 25, "percent": "100"},
        "3": {"passed": 13, "total": 19, "percent": "68,42"},
    }
    assert result["failed"]["3"] == {"passed": 6, "total": 19, "percent": "31,58"}
    assert result["failed"]["1"] == {"passed": 0, "total": 25, "percent": "0"}


@pytest.mark.parametrize(("level", "expected"), sorted(oracle.GRADE_AND_DEGREE.items()))
@pytest.mark.parametrize("name", sorted(oracle.LEVEL_3))
def test_grade_and_degree_of_2018(name, level, expected):
    engine = ENGINES[name]
    items = dict.fromkeys([item.id for item in engine.set.level_4], level == 4)
    result = engine.evaluate(Case(levels_of(engine, min(level, 3)), items))
    assert (result.level, result.grade, result.degree) == (level, *expected)


def test_a_criterion_without_level_3_does_not_hold_a_school_of_2018_back():
    engine = ENGINES["tt17-2018-tieu-hoc"]
    result = engine.evaluate(Case(levels_of(engine, 3)))
    assert result.level == 3
    assert result.counts[3].total == 19
    assert result.counts[3].percent == "100"


@pytest.mark.parametrize(
    ("passed", "level"), [(28, None), (24, None), (23, 2), (20, 2), (19, 1), (17, 1), (16, 0), (0, 0)]
)
def test_shares_of_tt42_primary_with_the_mandatory_list_met(passed, level):
    engine = ENGINES["tt42-2012-tieu-hoc"]
    codes = sorted(engine.reader.tops, key=lambda code: code not in oracle.TT42_MANDATORY)
    levels = {code: int(index < passed) for index, code in enumerate(codes)}
    result = engine.evaluate(Case(levels))
    assert result.level == level
    assert result.complete
    if level is None:
        assert result.bounds == (2, 3)
        assert result.label == "Không tự tính"


def test_a_high_share_without_a_mandatory_criterion_falls_back_to_grade_1():
    engine = ENGINES["tt42-2012-tieu-hoc"]
    result = engine.evaluate(Case({**levels_of(engine, 1), "5.7": 0}))
    assert result.counts[1].percent == "96,43"
    assert result.level == 1


@pytest.mark.parametrize("name", ["tt42-2012-trung-hoc", "tt25-2014-mam-non"])
def test_a_set_that_cannot_be_computed_says_why_and_still_counts(name):
    engine = ENGINES[name]
    result = engine.evaluate(Case(levels_of(engine, 1)))
    assert (result.level, result.complete, result.label) == (None, True, "Không tự tính")
    assert result.bounds is None
    assert result.blockers == ()
    assert result.counts[1].percent == "100"
    assert any("nhập kết quả đã công nhận" in reason for reason in result.reasons)


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


# --- Mức 4 ------------------------------------------------------------------------------------------------------


def final_case(level, answers):
    engine = ENGINES["tt19-2018-mam-non"]
    items = (
        answers
        if answers is None
        else dict(zip([item.id for item in engine.set.level_4], answers, strict=False))
    )
    return engine.evaluate(Case(levels_of(engine, level), items))


def test_level_4_not_assessed_stops_at_3_and_leaves_the_result_complete():
    result = final_case(3, None)
    assert (result.level, result.complete, result.target) == (3, True, None)
    assert list(result.counts) == [1, 2, 3]
    assert any("dừng ở Mức 3" in reason for reason in result.reasons)


def test_level_4_with_an_open_item_leaves_the_school_undecided():
    result = final_case(3, [True, True, None, True, True, True])
    assert (result.level, result.complete, result.bounds) == (None, False, (3, 4))
    assert (result.grade, result.degree) == (None, None)
    assert [(step.criterion, step.current, step.needed) for step in result.blockers] == [("4.3", None, 4)]


def test_items_left_out_are_open():
    assert final_case(3, [True, True]).bounds == (3, 4)


def test_a_failed_item_keeps_the_school_at_3():
    result = final_case(3, [True, False, True, True, True, True])
    assert (result.level, result.degree) == (3, 2)
    assert [step.as_json() for step in result.blockers] == [{"criterion": "4.2", "current": 3, "needed": 4}]
    assert result.counts[4].as_json() == {"passed": 5, "total": 6, "percent": "83,33"}
    assert result.failed[4].as_json() == {"passed": 1, "total": 6, "percent": "16,67"}


@pytest.mark.parametrize("answers", [[True] * 6, [None] * 6, [False, None, None, None, None, None]])
def test_level_4_plays_no_part_below_level_3(answers):
    result = final_case(2, answers)
    assert (result.level, result.complete) == (2, True)
    assert any("chỉ được xét khi trường đã đạt Mức 3" in reason for reason in result.reasons)


def test_level_4_without_any_answer_given_is_not_assessed():
    engine = ENGINES["tt18-2018-trung-hoc"]
    assert engine.evaluate(Case(levels_of(engine, 3), {})).level == 3


# --- tracks, what-if, refusals ----------------------------------------------------------------------------------


def test_a_school_of_several_education_levels_takes_the_lowest():
    good, fair = tt57_levels([2] * 8, [2] * 7), tt57_levels([1] * 8, [1] * 7)
    result = TT57.evaluate_tracks({"thpt": Case(good), "tieu_hoc": Case(fair)})
    assert (result.level, result.label, result.complete) == (1, "Đạt Mức 1", True)
    assert list(result.tracks) == ["tieu_hoc", "thpt"]
    assert result.tracks["thpt"].level == 2
    assert {step.track for step in result.blockers} == {"tieu_hoc"}
    assert result.counts[2].as_json() == {"passed": 15, "total": 30, "percent": "50"}


def test_one_failed_education_level_fails_the_school():
    good, failed = tt57_levels([2] * 8, [2] * 7), tt57_levels([0] + [2] * 7, [2] * 7)
    assert evaluate_tracks(TT57.set, {"thcs": Case(good), "tieu_hoc": Case(failed)}).level == 0


def test_an_open_education_level_leaves_the_school_open_even_where_another_failed():
    failed = tt57_levels([0] * 8, [0] * 7)
    result = TT57.evaluate_tracks({"thcs": Case(failed), "tieu_hoc": Case({})})
    assert (result.level, result.complete, result.bounds) == (None, False, (0, 0))


@pytest.mark.parametrize("tracks", [{}, {"mam_non": {}}, {"thcs": {}, "dai_hoc": {}}])
def test_tracks_that_the_set_does_not_declare_are_refused(tracks):
    with pytest.raises(ValueError, match="cấp học"):
        TT57.evaluate_tracks({name: Case(levels) for name, levels in tracks.items()})


@given(
    st.lists(st.integers(0, 2), min_size=15, max_size=15),
    st.lists(st.integers(0, 2), min_size=15, max_size=15),
)
def test_the_school_is_never_above_any_of_its_tracks(one, other):
    cases = {"tieu_hoc": Case(tt57_levels(one[:8], one[8:])), "thcs": Case(tt57_levels(other[:8], other[8:]))}
    result = TT57.evaluate_tracks(cases)
    assert result.level == min(TT57.evaluate(case).level for case in cases.values())


def test_what_if_answers_without_touching_the_case():
    levels = tt57_levels([1] + [2] * 7, [2] * 7)
    case = Case(levels)
    assert TT57.what_if(case, {"1.3": 2}).level == 2
    assert TT57.what_if(case, {"1.3": None}).level is None
    assert TT57.evaluate(case).level == 1


def test_what_if_can_answer_items_of_level_4():
    engine = ENGINES["tt17-2018-tieu-hoc"]
    items = {item.id: True for item in engine.set.level_4}
    assert engine.what_if(Case(levels_of(engine, 3)), {}, items).level == 4
    assert engine.what_if(Case(levels_of(engine, 3), items), {}, {"4.1": False}).level == 3


@pytest.mark.parametrize(
    ("levels", "items"),
    [({"9.9": 1}, None), ({"1.2": 3}, None), ({"1.1": -1}, None), ({"1.1": 4}, None), ({}, {"4.9": True})],
)
def test_a_case_that_the_set_does_not_allow_is_refused(levels, items):
    with pytest.raises(ValueError, match=r"tt19-2018-mam-non|ngoài khoảng"):
        ENGINES["tt19-2018-mam-non"].evaluate(Case(levels, items))


def test_a_set_without_level_4_refuses_items():
    with pytest.raises(ValueError, match="Mức 4"):
        TT57.evaluate(Case({}, {"4.1": True}))
