"""Recognised schools by type, ownership, area and unit."""

import datetime as dt

import pytest

from minhdinh.oversight.statistics.table import Line
from tests.factories import SchoolFactory
from tests.oversight.statistics.conftest import Province
from tests.oversight.statistics.facts import assert_numbers_are_their_schools, by_label, made, recognise

ID = "recognition"
IN_YEAR = dt.date(2026, 3, 10)


def fill(province: Province) -> None:
    one, two, three, four, *_ = province.schools
    recognise(one, IN_YEAR, grade=1, degree=1)
    recognise(two, dt.date(2021, 9, 1), year="2021-2022", degree=1)  # ends 01/09/2026: within a year
    recognise(two, IN_YEAR, year="2025-2026", degree=2)  # but renewed
    recognise(three, dt.date(2021, 10, 1), year="2021-2022", grade=2, valid_to=dt.date(2026, 10, 1))
    recognise(four, dt.date(2018, 1, 1), year="2017-2018", degree=2)  # over


def test_the_four_divisions(province: Province) -> None:
    fill(province)
    table = made(ID, province.office)
    headings = [row.label for row in table.rows if row.line is Line.HEADING]
    assert headings == ["Theo cấp học", "Theo loại hình", "Theo địa bàn", "Theo đơn vị"]
    found = by_label(table)
    # schools, in the year, in force, share, degree 1, degree 2, ending
    assert found["Cộng"] == ["07", "02", "03", "42,86", "01", "01", "01"]
    assert found["Trường mầm non"] == ["02", "01", "01", "50", "01", "0", "0"]
    assert found["Trường tiểu học"] == ["02", "01", "01", "50", "0", "01", "0"]
    assert found["Trường THCS"] == ["01", "0", "01", "100", "0", "0", "01"]
    assert found["Ngoài công lập"] == ["01", "0", "0", "0", "0", "0", "0"]
    assert found["Vùng đặc biệt khó khăn"] == ["01", "0", "01", "100", "0", "0", "01"]
    assert found["Vùng khó khăn"] == ["01", "01", "01", "100", "0", "01", "0"]
    assert found["Địa bàn còn lại"][0] == "05"
    assert found["Ủy ban nhân dân xã An Bình"] == ["03", "02", "03", "100", "01", "01", "01"]
    assert found["Ủy ban nhân dân xã Bình Sơn"] == ["03", "0", "0", "0", "0", "0", "0"]
    assert found["Trường trực thuộc Sở Giáo dục và Đào tạo An Hòa"][0] == "01"
    assert_numbers_are_their_schools(table, province.office)


def test_each_division_adds_up(province: Province) -> None:
    fill(province)
    sums: dict[str, int] = {}
    part = ""
    for row in made(ID, province.office).rows:
        if row.line is Line.HEADING:
            part = row.label
        elif row.line is Line.ROW:
            value = row.cells[0].value
            assert isinstance(value, int)
            sums[part] = sums.get(part, 0) + value
    assert set(sums.values()) == {7}


def test_a_commune_has_its_own_schools_below_itself(province: Province) -> None:
    fill(province)
    table = made(ID, province.communes[0])
    assert by_label(table)["Cộng"][:3] == ["03", "02", "03"]
    assert by_label(table)["Trường trực thuộc Ủy ban nhân dân xã An Bình"][0] == "03"
    assert_numbers_are_their_schools(table, province.communes[0])


def test_an_earlier_day_knows_only_what_held_then(province: Province) -> None:
    fill(province)
    table = made(ID, province.office, "2021-2022", dt.date(2022, 5, 31))
    assert by_label(table)["Cộng"][:6] == ["07", "02", "03", "42,86", "01", "01"]


@pytest.mark.parametrize("more", [0, 30])
def test_the_number_of_queries_is_constant(province: Province, django_assert_num_queries, more: int) -> None:
    fill(province)
    for _ in range(more):
        SchoolFactory(under=province.communes[0])
    with django_assert_num_queries(5):  # edges for the day and the path, schools, decisions, the units' names
        made(ID, province.office)
