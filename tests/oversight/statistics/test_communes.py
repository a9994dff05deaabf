"""The year by units directly below an office."""

import datetime as dt

import pytest

from minhdinh.access.actor import system_actor
from minhdinh.organisations.domain.tree import move_organisation
from tests.factories import DepartmentFactory, MinistryFactory, SchoolFactory
from tests.oversight.statistics.conftest import Province
from tests.oversight.statistics.facts import (
    assert_numbers_are_their_schools,
    assess,
    by_label,
    evaluate,
    made,
    register,
    rows_of,
)

ID = "by-commune"
OWN = "Trường trực thuộc Sở Giáo dục và Đào tạo An Hòa"


def test_units_in_order_with_their_schools(province: Province) -> None:
    one, two, *_, seven = province.schools
    assess(one, 1)
    assess(two, done=False)
    register(one, 1)
    evaluate(seven, 2)
    table = made(ID, province.office)
    assert rows_of(table) == [
        ["Ủy ban nhân dân xã An Bình", "03", "02", "0", "01", "33,33", "01", "0"],
        ["Ủy ban nhân dân xã Bình Sơn", "03", "03", "0", "0", "0", "0", "0"],
        [OWN, "01", "01", "0", "0", "0", "0", "01"],
        ["Cộng", "07", "06", "0", "01", "14,29", "01", "01"],
    ]
    assert_numbers_are_their_schools(table, province.office)


def test_the_ministry_sees_provinces(province: Province) -> None:
    ministry = MinistryFactory(name="Bộ mẫu")
    move_organisation(
        actor=system_actor(), organisation=province.office, parent=ministry, day=dt.date(2020, 1, 1)
    )
    other = DepartmentFactory(name="Sở Giáo dục và Đào tạo Bình An", under=ministry)
    SchoolFactory(under=other)
    table = made(ID, ministry)
    assert [(row[0], row[1]) for row in rows_of(table)] == [
        ("Sở Giáo dục và Đào tạo An Hòa", "07"),
        ("Sở Giáo dục và Đào tạo Bình An", "01"),
        ("Cộng", "08"),
    ]
    assert_numbers_are_their_schools(table, ministry)


def test_a_school_that_moved_is_counted_where_it_was(province: Province) -> None:
    first, second = province.communes
    day = dt.date(2026, 4, 1)
    move_organisation(actor=system_actor(), organisation=province.schools[0], parent=second, day=day)
    before, after = (
        by_label(made(ID, province.office, day=one)) for one in (day - dt.timedelta(days=1), day)
    )
    assert (before[first.name][0], before[second.name][0]) == ("03", "03")
    assert (after[first.name][0], after[second.name][0]) == ("02", "04")


def test_an_office_without_schools_has_only_a_sum(province: Province) -> None:
    empty = DepartmentFactory()
    assert rows_of(made(ID, empty)) == [["Cộng", "0", "0", "0", "0", "0", "0", "0"]]


@pytest.mark.parametrize("more", [0, 30])
def test_the_number_of_queries_is_constant(province: Province, django_assert_num_queries, more: int) -> None:
    for _ in range(more):
        SchoolFactory(under=province.communes[0])
    with django_assert_num_queries(4):
        made(ID, province.office)
