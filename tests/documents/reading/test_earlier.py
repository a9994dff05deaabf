import pytest

from minhdinh.documents.reading import earlier
from tests.documents import sample, sample_2018

ONE = sample_2018.criterion("1.1", "Tên", "abc", "*", "*")
TWO = sample_2018.criterion("1.2", "Tên", "ab", "*")


def rows(criterion, **sheet):
    return [tuple(row.values()) for row in earlier.verdict_rows(criterion, sheet)]


def test_which_dossiers_are_of_2018():
    assert earlier.is_2018(sample_2018.dossier())
    assert not earlier.is_2018(sample.dossier())
    assert not earlier.is_2018({})


@pytest.mark.parametrize(("label", "shown"), [("a", "a) "), ("*", ""), ("", ""), (None, "")])
def test_a_letter_stands_before_its_indicator(label, shown):
    assert earlier.marker({"label": label}) == shown


def test_levels_that_a_criterion_does_not_have_are_dashes():
    assert rows(TWO, level=2) == [
        ("a", "Đạt", "*", "Đạt", "-", "-"),
        ("b", "Đạt", "-", "-", "-", "-"),
    ]


def test_nothing_is_judged_beyond_the_level_after_the_one_reached():
    assert rows(ONE, level=1)[0] == ("a", "Đạt", "*", "Không đạt", "*", "-")
    assert rows(ONE, level=0, answers={"1.1.1a": "met"})[0] == ("a", "Đạt", "*", "-", "*", "-")
    assert rows(ONE, level=0)[1] == ("b", "Không đạt", "-", "-", "-", "-")


def test_a_sheet_not_judged_yet_shows_the_gap():
    assert rows(ONE, level=None)[0][:2] == ("a", "[chưa có dữ liệu]")
    assert rows(ONE, level=None, answers={"1.1.1a": "unmet"})[0][:2] == ("a", "Không đạt")


@pytest.mark.parametrize(
    ("level", "words"), [(None, "[chưa có dữ liệu]"), (0, "Không đạt"), (1, "Đạt Mức 1"), (3, "Đạt Mức 3")]
)
def test_a_criterions_result_in_words(level, words):
    assert earlier.outcome(level) == words


def test_the_denominator_of_a_level_counts_only_criteria_that_have_it():
    criteria = [ONE, TWO]
    track = {"sheets": [{"criterion": "1.1", "level": 3}, {"criterion": "1.2", "level": 0}]}
    assert earlier.level_counts(criteria, track) == [
        "Số tiêu chí đạt Mức 1: 01/02 tiêu chí, tỷ lệ 50%",
        "Số tiêu chí đạt Mức 2: 01/02 tiêu chí, tỷ lệ 50%",
        "Số tiêu chí đạt Mức 3: 01/01 tiêu chí, tỷ lệ 100%",
        "Số tiêu chí không đạt Mức 1: 01/02",
    ]


def test_the_figures_of_a_real_plan_come_out():
    """Twenty-five criteria, nineteen of them with Mức 3, thirteen reach it: 68,42% of nineteen (T4)."""
    with_third = [sample_2018.criterion(f"1.{n}", "Tên", "a", "*", "*") for n in range(1, 20)]
    without = [sample_2018.criterion(f"2.{n}", "Tên", "a", "*") for n in range(1, 7)]
    reached = [3] * 13 + [2] * 12
    sheets = [
        {"criterion": one["code"], "level": level}
        for one, level in zip([*with_third, *without], reached, strict=True)
    ]
    counts = earlier.level_counts([*with_third, *without], {"sheets": sheets})
    assert counts[:3] == [
        "Số tiêu chí đạt Mức 1: 25/25 tiêu chí, tỷ lệ 100%",
        "Số tiêu chí đạt Mức 2: 25/25 tiêu chí, tỷ lệ 100%",
        "Số tiêu chí đạt Mức 3: 13/19 tiêu chí, tỷ lệ 68,42%",
    ]


def test_the_last_level_without_answers_is_not_assessed():
    dossier = sample_2018.dossier()
    assert earlier.final_items(dossier, {"level_4": {}}) == []
    assert earlier.final_items(dossier, {"level_4": {"4.1": None}}) == []
    found = earlier.final_items(dossier, {"level_4": {"4.1": False}})
    assert [one["verdict"] for one in found] == ["Không đạt", "[chưa có dữ liệu]"]


@pytest.mark.parametrize(
    ("result", "words"),
    [
        ({}, ""),
        ({"grade": None, "degree": None}, ""),
        ({"grade": 1}, "đạt kiểm định chất lượng giáo dục cấp độ 1"),
        (
            {"grade": 3, "degree": 2},
            "đạt kiểm định chất lượng giáo dục cấp độ 3, đạt chuẩn quốc gia mức độ 2",
        ),
    ],
)
def test_what_is_asked_for(result, words):
    assert earlier.proposals({"result": result}) == words


@pytest.mark.parametrize(
    ("set_id", "number"),
    [("tt17-2018-tieu-hoc", "5932"), ("tt18-2018-trung-hoc", "5932"), ("tt19-2018-mam-non", "5942")],
)
def test_every_set_of_2018_has_its_letter(set_id, number):
    assert earlier.guidance({"standard_set": {"id": set_id}}).startswith(f"Công văn số {number}/BGDĐT-QLCL")


def test_other_sets_have_no_letter():
    assert earlier.guidance({"standard_set": {"id": "tt57-2026-pho-thong"}}) == ""
