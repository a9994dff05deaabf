from minhdinh.standards.catalogue import packaged_set
from minhdinh.standards.rules import Case, Engine
from tests.standards import samples

SET = samples.quota_set(1, 2)
ENGINE = Engine(SET)
TOP = Case({"1.1": 2, "1.2": 2, "1.3": 2})
ONE = Case({"1.1": 1, "1.2": 2, "1.3": 2})


def test_blockers_and_changes_come_from_the_tracks_that_hold_the_school_back():
    result = ENGINE.evaluate_tracks({"tieu_hoc": TOP, "thcs": ONE})
    assert [step.as_json() for step in result.blockers] == [
        {"criterion": "1.1", "current": 1, "needed": 2, "track": "thcs"}
    ]
    assert result.changes == result.blockers
    assert result.target == 2


def test_two_tracks_at_the_lowest_level_both_block():
    result = ENGINE.evaluate_tracks({"tieu_hoc": ONE, "thcs": ONE})
    assert [(step.track, step.criterion) for step in result.blockers] == [
        ("tieu_hoc", "1.1"),
        ("thcs", "1.1"),
    ]


def test_at_the_top_nothing_blocks():
    result = ENGINE.evaluate_tracks({"tieu_hoc": TOP, "thcs": TOP})
    assert (result.level, result.target, result.blockers, result.changes) == (2, None, (), ())


def test_counts_of_the_school_add_up_those_of_its_tracks():
    result = ENGINE.evaluate_tracks({"tieu_hoc": TOP, "thcs": ONE})
    assert {level: (count.passed, count.total) for level, count in result.counts.items()} == {
        1: (6, 6),
        2: (5, 6),
    }
    assert result.failed[2].passed == 1


def test_bounds_of_the_school_are_the_lowest_of_its_tracks():
    result = ENGINE.evaluate_tracks({"tieu_hoc": Case({"1.1": None, "1.2": 2, "1.3": 2}), "thcs": ONE})
    assert result.bounds == (0, 1)
    assert result.label == "Chưa xét xong"
    assert result.level is None


def test_one_track_alone_is_the_school():
    result = ENGINE.evaluate_tracks({"thcs": ONE})
    assert (result.level, result.bounds) == (1, (1, 1))
    assert result.tracks["thcs"] == ENGINE.evaluate(ONE)


def test_the_reasons_name_each_education_level_and_the_rule():
    said = ENGINE.evaluate_tracks({"thcs": ONE, "tieu_hoc": TOP}).reasons
    assert said[0] == (
        "Kết quả của trường là kết quả thấp nhất trong các cấp học. Tiểu học: Đạt Mức 2; THCS: Đạt Mức 1."
    )
    assert said[-1] == "Căn cứ: khoản 3 Điều 5."


def test_recognition_of_2018_follows_the_lowest_track():
    engine = Engine(packaged_set("tt18-2018-trung-hoc"))
    three = {item.code: item.top_level for item in engine.set.iter_criteria()}
    two = {code: min(level, 2) for code, level in three.items()}
    result = engine.evaluate_tracks({"thcs": Case(two), "thpt": Case(three)})
    assert (result.level, result.grade, result.degree) == (2, 2, 1)


def test_a_track_that_assesses_level_4_does_not_lift_one_that_does_not():
    engine = Engine(packaged_set("tt18-2018-trung-hoc"))
    three = {item.code: item.top_level for item in engine.set.iter_criteria()}
    items = {item.id: True for item in engine.set.level_4}
    result = engine.evaluate_tracks({"thcs": Case(three, items), "thpt": Case(three)})
    assert (result.level, result.target, result.complete) == (3, None, True)
    assert result.counts[4].as_json() == {"passed": 6, "total": 6, "percent": "100"}


def test_a_set_that_cannot_be_computed_has_no_bounds():
    engine = Engine(packaged_set("tt42-2012-trung-hoc"))
    full = {item.code: 1 for item in engine.set.iter_criteria()}
    result = engine.evaluate_tracks({"thcs": Case(full), "thpt": Case(full)})
    assert (result.level, result.complete, result.bounds, result.target) == (None, True, None, None)
    assert result.label == "Không tự tính"
