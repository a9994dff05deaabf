import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.actor import system_actor
from minhdinh.organisations.domain import office
from minhdinh.organisations.domain.office import SchoolFilter, schools_below
from minhdinh.organisations.domain.tree import move_organisation
from minhdinh.organisations.models import Organisation
from tests.factories import SchoolFactory, World

DAY = dt.date(2025, 7, 1)


@pytest.fixture
def schools(world: World) -> World:
    SchoolFactory(
        code="mn-hoa-sen",
        name="Trường Mầm non Hoa Sen",
        under=world.commune,
        profile__school_type="mam_non",
        profile__education_levels=["mam_non"],
        profile__ownership="private",
    )
    SchoolFactory(
        code="thpt-an-hoa",
        name="Trường THPT An Hòa",
        under=world.department,
        profile__school_type="thpt",
        profile__education_levels=["thpt"],
    )
    return world


def codes(world: World, place: str = "department", **wanted: str) -> list[str]:
    return [school.code for school in schools_below(getattr(world, place), SchoolFilter(**wanted))]


def test_in_vietnamese_order(schools: World) -> None:
    assert codes(schools) == ["mn-hoa-sen", "thcs-an-binh", "thcs-phu-son", "thpt-an-hoa"]
    assert codes(schools, sort="-name") == ["thpt-an-hoa", "thcs-phu-son", "thcs-an-binh", "mn-hoa-sen"]
    assert codes(schools, sort="-code")[0] == "thpt-an-hoa"
    assert codes(schools, sort="password") == codes(schools)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"q": "an"}, ["thcs-an-binh", "thpt-an-hoa"]),
        ({"q": "AN HOA"}, ["thpt-an-hoa"]),
        ({"q": "hoa an"}, ["thpt-an-hoa"]),
        ({"q": "mn-hoa"}, ["mn-hoa-sen"]),
        ({"q": "không có"}, []),
        ({"school_type": "thcs"}, ["thcs-an-binh", "thcs-phu-son"]),
        ({"ownership": "private"}, ["mn-hoa-sen"]),
        ({"commune": "xa-an-binh"}, ["mn-hoa-sen", "thcs-an-binh"]),
        ({"commune": "xa-an-binh", "school_type": "thcs", "q": "binh"}, ["thcs-an-binh"]),
        ({"commune": "bo"}, []),
        ({"commune": "khong-co"}, []),
    ],
)
def test_filters(schools: World, wanted: dict[str, str], expected: list[str]) -> None:
    assert codes(schools, **wanted) == expected
    assert SchoolFilter(**wanted).is_set


def test_each_office_sees_its_own(schools: World) -> None:
    assert codes(schools, "commune") == ["mn-hoa-sen", "thcs-an-binh"]
    assert codes(schools, "other_commune") == ["thcs-phu-son"]
    assert codes(schools, "other_commune", commune="xa-an-binh") == []


def test_closed_schools_are_left_out(schools: World) -> None:
    Organisation.objects.filter(code="mn-hoa-sen").update(active=False)
    assert "mn-hoa-sen" not in codes(schools)


def test_an_empty_filter() -> None:
    assert not SchoolFilter(sort="-code").is_set
    assert SchoolFilter(sort="-code").order == ("-code", "-id")
    assert SchoolFilter().order == ("sort_key", "id")


def test_offices_below(world: World) -> None:
    assert [item.code for item in office.offices_below(world.department)] == [
        "so",
        "xa-an-binh",
        "xa-phu-son",
    ]
    assert [item.code for item in office.offices_below(world.department, itself=False)] == [
        "xa-an-binh",
        "xa-phu-son",
    ]


@pytest.mark.parametrize(
    ("place", "code", "found"),
    [("department", "thcs-an-binh", True), ("department", "so", True), ("commune", "thcs-phu-son", False)],
)
def test_one_below(world: World, place: str, code: str, found: bool) -> None:
    assert (office.organisation_below(getattr(world, place), code) is not None) is found


def test_names_of_parents(world: World) -> None:
    names = office.names_of_parents([world.school, world.commune, world.ministry])
    assert names == {
        world.school.pk: "Ủy ban nhân dân xã An Bình",
        world.commune.pk: "Sở Giáo dục và Đào tạo An Hòa",
    }
    assert office.names_of_parents([]) == {}


def test_the_tree_as_it_was_on_a_day(world: World) -> None:
    move_organisation(actor=system_actor(), organisation=world.school, parent=world.other_commune, day=DAY)
    before, today = DAY - dt.timedelta(days=1), timezone.localdate()
    assert office.children_on(world.commune, before) == [world.school]
    assert office.children_on(world.commune, today) == []
    assert office.counts_below_on([world.commune, world.other_commune], before) == {
        world.commune.pk: 1,
        world.other_commune.pk: 1,
    }
    assert office.counts_below_on([world.commune, world.other_commune], today) == {world.other_commune.pk: 2}


def test_offices_stand_before_schools(schools: World) -> None:
    found = [item.code for item in office.children_on(schools.department, timezone.localdate())]
    assert found == ["xa-an-binh", "xa-phu-son", "thpt-an-hoa"]


def test_parents_over_time_newest_first(world: World) -> None:
    move_organisation(actor=system_actor(), organisation=world.school, parent=world.other_commune, day=DAY)
    edges = office.parents_over_time(world.school)
    assert [edge.parent for edge in edges] == [world.other_commune, world.commune]
    assert edges[1].valid_to == DAY


def test_the_whole_installation(world: World) -> None:
    counts = {kind.pk: count for kind, count in office.counts_by_kind()}
    assert counts == {"ministry": 1, "department": 1, "district_office": 0, "commune": 2, "school": 2}
    assert office.roots() == [world.ministry]
    assert office.kinds()[0].pk == "ministry"
