"""Groups: which types have a row, areas that do not overlap, units directly below a path."""

import datetime as dt

import pytest
from django.db.models import QuerySet

from minhdinh.organisations.enums import SchoolType
from minhdinh.organisations.models import Placement, SchoolProfile
from minhdinh.oversight.domain.population import school_years
from minhdinh.oversight.statistics.groups import (
    ALWAYS_SHOWN,
    AREAS,
    TYPES,
    UNKNOWN,
    area_condition,
    by_area,
    by_child,
    by_ownership,
    by_type,
    children_of,
    direct_condition,
    office_path,
    types_note,
    types_shown,
)
from minhdinh.oversight.statistics.table import Heading
from tests.factories import SchoolFactory
from tests.oversight.statistics.conftest import Province
from tests.oversight.statistics.facts import DAY, YEAR


def heading(province: Province) -> Heading:
    return Heading(province.office.code, province.office.name, YEAR, DAY)


def schools(province: Province) -> QuerySet[Placement]:
    return school_years(province.office, YEAR, DAY)


def test_the_official_rows_always_stand_in_their_order() -> None:
    assert types_shown([]) == list(ALWAYS_SHOWN)
    assert [str(TYPES[one]) for one in ALWAYS_SHOWN] == [
        "Trường mầm non",
        "Trường tiểu học",
        "Trường THCS",
        "Trường PT có nhiều cấp học",
    ]
    assert types_shown([SchoolType.CONTINUING, UNKNOWN])[4:] == [SchoolType.CONTINUING, UNKNOWN]


def test_added_rows_are_said() -> None:
    assert types_note([SchoolType.PRIMARY]) == ""
    assert types_note([SchoolType.UPPER_SECONDARY]).endswith("Trường THPT.")


def test_every_type_of_a_school_has_a_row() -> None:
    assert set(SchoolType.values) | {UNKNOWN} == set(TYPES)


@pytest.mark.parametrize(
    ("difficult", "very", "area"),
    [(False, False, "other"), (True, False, "difficult"), (True, True, "very"), (False, True, "very")],
)
def test_a_school_is_in_exactly_one_area(province: Province, difficult: bool, very: bool, area: str) -> None:
    SchoolProfile.objects.filter(pk=province.schools[0].pk).update(
        difficult_area=difficult, very_difficult_area=very
    )
    mine = schools(province).filter(school=province.schools[0])
    assert by_area(mine).get().area == area
    assert [one for one in AREAS if mine.filter(area_condition(one)).exists()] == [area]


def test_a_school_without_profile_is_unknown_but_counted(province: Province) -> None:
    bare = SchoolFactory(under=province.office, profile=None)
    row = by_area(by_ownership(by_type(schools(province)))).get(school=bare)
    assert (row.kind, row.owner, row.area) == (UNKNOWN, UNKNOWN, "other")


def test_units_directly_below(province: Province) -> None:
    path = office_path(province.office, heading(province))
    rows = by_child(schools(province), path)
    steps = {row.school.name: row.child for row in rows.select_related("school")}
    first, second = (commune.path_step() for commune in province.communes)
    assert steps == {
        "Trường 1": first, "Trường 2": first, "Trường 3": first,
        "Trường 4": second, "Trường 5": second, "Trường 6": second, "Trường 7": "",
    }  # fmt: skip
    assert [row.school_id for row in schools(province).filter(direct_condition(path))] == [
        province.schools[6].pk
    ]


def test_units_have_names_and_the_offices_own_schools_stand_last(province: Province) -> None:
    steps = ["", *(commune.path_step() for commune in province.communes)]
    found = children_of(heading(province), steps)
    assert [one.code for one in found] == ["xa-a", "xa-b", UNKNOWN]
    assert found[-1].name == "Trường trực thuộc Sở Giáo dục và Đào tạo An Hòa"
    assert children_of(heading(province), []) == []


def test_the_path_is_that_of_the_day(province: Province) -> None:
    assert office_path(province.office, heading(province)) == province.office.path
    assert heading(province).day == dt.date(2026, 5, 31)
