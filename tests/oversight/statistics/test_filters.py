"""The words of a filter: each narrows as it says, the values of a word divide the schools, nonsense is refused."""

import pytest

from minhdinh.common.problems import NotHere
from minhdinh.oversight.statistics.filters import KEYS, level_words, schools_behind, with_levels, words
from tests.factories import CommuneFactory, SchoolFactory
from tests.oversight.statistics.conftest import Province
from tests.oversight.statistics.facts import DAY, YEAR, assess, evaluate, register

DIVIDING = {
    "type": ("mam_non", "tieu_hoc", "thcs", "thpt", "nhieu_cap", "gdtx", "none"),
    "ownership": ("public", "private", "none"),
    "area": ("very", "difficult", "other"),
    "office": ("xa-a", "xa-b", "none"),
    "progress": ("none", "working", "done"),
    "completed": ("0", "1"),
    "registered": ("0", "1"),
    "evaluated": ("0", "1"),
    "recognised": ("0", "1"),
    "holding": ("0", "1"),
    "expiring": ("0", "1"),
}


def names(province: Province, **wanted: str) -> list[str]:
    rows = schools_behind(province.office, YEAR, DAY, wanted).order_by("school__sort_key")
    return [row.school.name for row in rows.select_related("school")]


def fill(province: Province) -> None:
    one, two, three, *_ = province.schools
    assess(one, 2)
    assess(two, None)
    assess(three, 1, done=False)
    register(one, 1)
    evaluate(one, 1)
    evaluate(two, None)


@pytest.mark.parametrize("key", DIVIDING)
def test_the_values_of_a_word_divide_the_schools(province: Province, key: str) -> None:
    fill(province)
    found = [name for value in DIVIDING[key] for name in names(province, **{key: value})]
    assert sorted(found) == names(province)
    assert len(found) == 7


def test_levels(province: Province) -> None:
    fill(province)
    assert names(province, level="2") == ["Trường 1"]
    assert names(province, level="none") == ["Trường 2"]  # done, level not known; not those that are not done
    assert names(province, level="1") == []
    assert names(province, declared="1") == ["Trường 1"]
    assert names(province, found="1") == ["Trường 1"]
    assert names(province, found="none") == ["Trường 2"]
    assert names(province, compared="above") == ["Trường 1"]
    assert names(province, compared="same") == names(province, compared="below") == []


def test_words_narrow_together(province: Province) -> None:
    fill(province)
    assert names(province, type="tieu_hoc", completed="1") == ["Trường 2"]
    assert names(province, type="tieu_hoc", office="xa-b") == ["Trường 5"]


def test_a_unit_elsewhere_has_none_of_the_offices_schools(province: Province) -> None:
    elsewhere = CommuneFactory(code="xa-khac")
    SchoolFactory(under=elsewhere)
    assert names(province, office="xa-khac") == []


@pytest.mark.parametrize(
    "wanted",
    [
        {"khong": "1"},
        {"type": "dai_hoc"},
        {"level": "9"},
        {"level": ""},
        {"completed": "yes"},
        {"office": ""},
        {"office": "khong-co"},
        {"degree": "3"},
        {"compared": "x"},
        {"progress": "x"},
    ],
)
def test_nonsense_is_refused(province: Province, wanted: dict[str, str]) -> None:
    with pytest.raises(NotHere):
        schools_behind(province.office, YEAR, DAY, wanted)


def test_a_filter_is_said_in_words() -> None:
    assert words({"type": "mam_non", "completed": "1"}) == [
        "Trường mầm non",
        "đã hoàn thành báo cáo tự đánh giá",
    ]
    assert words({"level": "0", "found": "2"}) == ["tự đánh giá: chưa đạt Mức 1", "đánh giá ngoài: Mức 2"]
    assert words({"office": "xa-a"}) == ["thuộc đơn vị xa-a"]
    assert words({}) == []


def test_every_word_has_a_value_in_words() -> None:
    assert set(DIVIDING) | {"level", "declared", "found", "compared", "degree", "plan"} == set(KEYS)
    assert [level_words(value) for value in ("0", "4", "none", "5", "x")] == [
        "chưa đạt Mức 1",
        "Mức 4",
        "chưa rõ mức",
        "",
        "",
    ]


def test_levels_for_lists(province: Province) -> None:
    fill(province)
    row = with_levels(schools_behind(province.office, YEAR, DAY, {})).get(school=province.schools[0])
    assert (row.level, row.declared, row.found) == (2, 1, 1)
