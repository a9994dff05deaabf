"""The engine on the law's own examples, Mức 4, several cấp học, what-if and refusals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.standards.rules import Case, evaluate_tracks
from tests.standards import oracle
from tests.standards.cases import ENGINES, TT57, levels_of, tt57_levels

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
