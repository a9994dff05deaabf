"""Levels reached by type, and self-assessment against external evaluation."""

from tests.oversight.statistics.conftest import Province
from tests.oversight.statistics.facts import (
    assert_numbers_are_their_schools,
    assess,
    by_label,
    evaluate,
    made,
    rows_of,
)

REACHED, COMPARED = "levels-reached", "self-vs-external"


def fill(province: Province) -> None:
    one, two, three, four, five, _six, seven = province.schools
    assess(one, 2)
    assess(two, 0)
    assess(three, None)
    assess(four, 3, done=False)
    assess(five, 4)
    assess(seven, 1)
    for school, level in ((one, 1), (two, 0), (three, 2), (five, 4), (seven, 2), (four, 1)):
        evaluate(school, level)


def test_levels_by_type(province: Province) -> None:
    fill(province)
    table = made(REACHED, province.office)
    assert [column.label for column in table.columns][3:] == [
        "Chưa đạt Mức 1", "Mức 1", "Mức 2", "Mức 3", "Mức 4", "Chưa rõ mức",
    ]  # fmt: skip
    assert rows_of(table) == [
        ["Trường mầm non", "02", "01", "0", "0", "01", "0", "0", "0"],
        ["Trường tiểu học", "02", "02", "01", "0", "0", "0", "01", "0"],
        ["Trường THCS", "01", "01", "0", "0", "0", "0", "0", "01"],
        ["Trường PT có nhiều cấp học", "01", "0", "0", "0", "0", "0", "0", "0"],
        ["Trường THPT", "01", "01", "0", "01", "0", "0", "0", "0"],
        ["Cộng", "07", "05", "01", "01", "01", "0", "01", "01"],
    ]
    assert "Trường THPT" in table.footnotes[0]
    assert_numbers_are_their_schools(table, province.office)


def test_what_schools_found_against_what_others_found(province: Province) -> None:
    fill(province)
    table = made(COMPARED, province.office)
    found = by_label(table)
    # found 0 … 4, unknown, together, same, higher, lower
    assert found["Mức 2"] == ["0", "01", "0", "0", "0", "0", "01", "0", "01", "0"]
    assert found["Mức 1"] == ["0", "0", "01", "0", "0", "0", "01", "0", "0", "01"]
    assert found["Chưa rõ mức"] == ["0", "0", "01", "0", "0", "0", "01", "0", "0", "0"]
    assert found["Cộng"] == ["01", "01", "02", "0", "01", "0", "05", "02", "01", "01"]
    assert_numbers_are_their_schools(table, province.office)


def test_a_report_that_is_not_done_is_no_result(province: Province) -> None:
    assess(province.schools[0], 3, done=False)
    evaluate(province.schools[0], 1)
    assert by_label(made(REACHED, province.office))["Cộng"][1:] == ["0"] * 7
    assert by_label(made(COMPARED, province.office))["Cộng"] == ["0"] * 10


def test_each_is_two_queries(province: Province, django_assert_num_queries) -> None:
    fill(province)
    for table in (REACHED, COMPARED):
        with django_assert_num_queries(2):
            made(table, province.office)
