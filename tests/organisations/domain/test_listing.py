import pytest

from minhdinh.common.problems import Problem
from minhdinh.organisations.domain.listing import list_rows, row_of
from tests.factories import World


def test_all_of_them_parents_first(world: World) -> None:
    codes = [row.code for row in list_rows()]
    assert codes == ["bo", "so", "xa-an-binh", "thcs-an-binh", "xa-phu-son", "thcs-phu-son"]


def test_one_kind(world: World) -> None:
    assert [row.code for row in list_rows(kind="school")] == ["thcs-an-binh", "thcs-phu-son"]
    assert list_rows(kind="district_office") == []


def test_an_unknown_kind_names_the_known_ones(world: World) -> None:
    with pytest.raises(Problem, match="ministry, department, district_office, commune, school"):
        list_rows(kind="university")


def test_a_row_as_json(world: World) -> None:
    expected = {
        "code": "thcs-an-binh",
        "name": "Trường THCS An Bình",
        "kind": "school",
        "parent": "xa-an-binh",
        "path": ["bo", "so", "xa-an-binh", "thcs-an-binh"],
        "active": True,
    }
    assert row_of(world.school).as_json() == expected
    assert list_rows(kind="school")[0].as_json() == expected


def test_a_root_has_no_parent(world: World) -> None:
    row = row_of(world.ministry)
    assert (row.parent, row.path) == (None, ["bo"])


@pytest.mark.django_db
def test_nothing_yet() -> None:
    assert list_rows() == []
