"""The five-year plan is made from the register: what ends when, what may be raised from when."""

import datetime as dt

import pytest

from minhdinh.common.problems import NotHere
from minhdinh.oversight.statistics.filters import schools_behind, words
from tests.factories import SchoolFactory
from tests.oversight.statistics.conftest import Province
from tests.oversight.statistics.facts import (
    assert_numbers_are_their_schools,
    by_label,
    made,
    recognise,
    rows_of,
)

ID = "recognition-plan"
YEAR = "2026-2027"
DAY = dt.date(2026, 11, 22)
D = dt.date


def plan(province: Province) -> dict[str, list[str]]:
    """Return the lines: degree 1, degree 2, grade, schools to recognise again, schools that may be raised."""
    return by_label(made(ID, province.office, YEAR, DAY))


def test_five_years_from_the_tables_own(province: Province) -> None:
    labels = [row[0] for row in rows_of(made(ID, province.office, YEAR, DAY))]
    assert labels == ["2026-2027", "2027-2028", "2028-2029", "2029-2030", "2030-2031", "Cộng"]


def test_what_ends_stands_in_its_school_year(province: Province) -> None:
    one, two, three, four, five, *_ = province.schools
    recognise(one, D(2021, 12, 14), year="2021-2022", degree=1, valid_to=D(2026, 12, 14))
    recognise(two, D(2022, 9, 1), year="2022-2023", degree=2)  # ends 31/8/2027
    recognise(three, D(2023, 8, 1), year="2022-2023", grade=2, degree=1)  # ends 31/7/2028
    recognise(four, D(2021, 1, 1), year="2020-2021", degree=1)  # over
    recognise(five, D(2026, 10, 1), year="2026-2027", grade=1)  # ends 30/9/2031: beyond the plan
    found = plan(province)
    assert found["2026-2027"] == ["01", "0", "0", "01", "02"]
    assert found["2027-2028"] == ["01", "01", "01", "02", "0"]
    assert found["2030-2031"] == ["0", "0", "0", "0", "0"]
    assert found["Cộng"] == ["02", "01", "01", "03", "02"]


def test_a_renewed_school_counts_once_by_its_newest_decision(province: Province) -> None:
    school = province.schools[0]
    recognise(school, D(2022, 3, 3), year="2021-2022", degree=1)
    recognise(school, D(2026, 3, 3), year="2025-2026", degree=1, valid_to=D(2031, 3, 3))
    found = plan(province)
    assert found["2026-2027"] == ["0", "0", "0", "0", "0"]
    assert found["2030-2031"] == ["01", "0", "0", "01", "0"]
    assert found["2027-2028"] == ["0", "0", "0", "0", "01"], "two years after the newest"


@pytest.mark.parametrize(
    ("values", "raised"),
    [
        ({"degree": 1}, "01"),
        ({"degree": 2}, "0"),
        ({"grade": 1}, "0"),
        ({"degree": 1, "revoked_on": D(2026, 1, 1)}, "0"),
        ({"degree": 1, "valid_to": D(2027, 1, 1)}, "0"),
    ],
)
def test_who_may_be_raised(province: Province, values: dict[str, object], raised: str) -> None:
    recognise(province.schools[0], D(2025, 9, 9), year="2025-2026", **values)
    assert plan(province)["2027-2028"][-1] == raised


def test_two_queries_whatever_the_number_of_schools(province: Province, django_assert_num_queries) -> None:
    for number in range(12):
        school = SchoolFactory(code=f"nua-{number}", under=province.communes[0])
        recognise(school, D(2024, 1, 1), year="2023-2024", degree=1)
    with django_assert_num_queries(2):
        assert plan(province)["2028-2029"][0] == "12"


def test_every_number_leads_to_its_schools(province: Province) -> None:
    one, two, three, four, *_ = province.schools
    recognise(one, D(2021, 12, 14), year="2021-2022", degree=1, valid_to=D(2026, 12, 14))
    recognise(two, D(2022, 9, 1), year="2022-2023", degree=2)
    recognise(three, D(2023, 8, 1), year="2022-2023", grade=2, degree=1)
    recognise(four, D(2022, 3, 3), year="2021-2022", degree=1)
    recognise(four, D(2026, 3, 3), year="2025-2026", degree=1, valid_to=D(2031, 3, 3))
    table = made(ID, province.office, YEAR, DAY)
    assert_numbers_are_their_schools(table, province.office)
    total = table.rows[-1]
    assert [cell.behind for cell in total.cells] == [None] * 5
    assert table.rows[1].cells[3].behind == {"plan": "again:2027-2028"}
    found = schools_behind(province.office, YEAR, DAY, {"plan": "again:2027-2028"})
    assert {row.school_id for row in found} == {two.pk, three.pk}


def test_the_list_costs_two_queries_whatever_the_number_of_schools(
    province: Province, django_assert_num_queries
) -> None:
    for number in range(12):
        school = SchoolFactory(code=f"nua-{number}", under=province.communes[0])
        recognise(school, D(2024, 1, 1), year="2023-2024", degree=1)
    wanted = {"plan": "degree_1:2028-2029"}
    with django_assert_num_queries(4):
        assert len(list(schools_behind(province.office, YEAR, DAY, wanted))) == 12


@pytest.mark.parametrize(
    "value", ["", "again", "again:", "again:2027", "khac:2027-2028", "again:2027-2028\x00"]
)
def test_words_that_mean_nothing_find_nothing(province: Province, value: str) -> None:
    with pytest.raises(NotHere):
        schools_behind(province.office, YEAR, DAY, {"plan": value})
    assert words({"plan": "again:2027-2028"}) == ["cần công nhận lại trong năm học: 2027-2028"]
    assert not schools_behind(province.office, YEAR, DAY, {"plan": "again:1990-1991"}).exists()
