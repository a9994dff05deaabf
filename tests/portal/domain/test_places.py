import pytest

from minhdinh.organisations.models import Organisation
from minhdinh.portal.domain.places import at_place, communes_of, place_name, provinces
from minhdinh.portal.domain.schools import open_schools
from tests.factories import CommuneFactory, DepartmentFactory, SchoolFactory, World, make_world
from tests.portal.national import placed


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def names(province: str = "", commune: str = "") -> set[str]:
    return {one.code for one in at_place(open_schools(), province, commune)}


@pytest.mark.parametrize(
    ("office", "place"),
    [
        ("Sở Giáo dục và Đào tạo tỉnh An Hòa", "Tỉnh An Hòa"),
        ("Sở GD&ĐT An Hòa", "An Hòa"),
        ("Sở GDĐT An Hòa", "An Hòa"),
        ("Ủy ban nhân dân xã An Bình", "Xã An Bình"),
        ("UBND phường Hòa Thuận", "Phường Hòa Thuận"),
        ("Xã mẫu", "Xã mẫu"),
    ],
)
def test_an_office_names_its_place(office: str, place: str) -> None:
    assert place_name(Organisation(name=office)) == place


def test_provinces_are_departments_that_work_and_communes_stand_below_them(world: World) -> None:
    other = DepartmentFactory(code="so-khac", name="Sở Giáo dục và Đào tạo Bình Minh", under=world.ministry)
    CommuneFactory(code="xa-xa", under=other)
    DepartmentFactory(code="so-cu", under=world.ministry, active=False)
    assert [one.code for one in provinces()] == ["so", "so-khac"]
    assert [one.code for one in communes_of(world.department)] == ["xa-an-binh", "xa-phu-son"]


def test_a_place_holds_the_schools_below_its_offices(world: World) -> None:
    assert names("so") == {"thcs-an-binh", "thcs-phu-son"}
    assert names("so", "xa-an-binh") == names("", "xa-an-binh") == {"thcs-an-binh"}


def test_a_school_of_the_department_stands_in_the_commune_of_its_profile(world: World) -> None:
    high = SchoolFactory(code="thpt", under=world.department)
    placed(high, "xã An Bình")
    assert names("so", "xa-an-binh") == {"thcs-an-binh", "thpt"}


def test_a_commune_of_the_same_name_elsewhere_is_another_one(world: World) -> None:
    other = DepartmentFactory(code="so-khac", under=world.ministry)
    namesake = CommuneFactory(code="xa-an-binh-khac", name="Ủy ban nhân dân xã An Bình", under=other)
    far = SchoolFactory(code="xa-lam", under=other)
    placed(far, "xã An Bình")
    assert names("", "xa-an-binh") == {"thcs-an-binh"}
    assert names("so-khac", namesake.code) == {"xa-lam"}


@pytest.mark.parametrize(("province", "commune"), [("khong-co", ""), ("so", "khong-co"), ("xa-an-binh", "")])
def test_an_unknown_place_holds_nothing(world: World, province: str, commune: str) -> None:
    assert names(province, commune) == set()


def test_a_commune_of_another_province_holds_nothing(world: World) -> None:
    other = DepartmentFactory(code="so-khac", under=world.ministry)
    assert names(other.code, "xa-an-binh") == set()
