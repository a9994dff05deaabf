import pytest

from minhdinh.common.problems import Problem
from minhdinh.recognition.domain.reading_lines import read_schools
from tests.factories import SchoolFactory, World, make_world


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("thcs-an-binh", [("thcs-an-binh", "")]),
        ("Trường THCS An Bình; B-01", [("thcs-an-binh", "B-01")]),
        (
            "thcs-an-binh\tB-01\n\n  Trường THCS Phú Sơn \t B-02 ",
            [("thcs-an-binh", "B-01"), ("thcs-phu-son", "B-02")],
        ),
        ("thcs-an-binh | B;2", [("thcs-an-binh", "B;2")]),
        ("", []),
        ("\n\t\n", []),
    ],
)
def test_schools_by_code_or_name(world: World, typed: str, expected: list[tuple[str, str]]) -> None:
    found = read_schools(world.department, typed)
    assert [(school.code, number) for school, number in found] == expected


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("thcs-khong-co", "không có trường này"),
        ("xa-an-binh", "không có trường này"),
        ("Trường THCS Trùng", "nhiều trường cùng tên"),
        ("a\nb\nc\nd\ne\nf\ng", "và 2 dòng khác"),
        ("\n".join(f"truong-{number}" for number in range(201)), "nhiều nhất"),
    ],
)
def test_what_names_no_school_is_said(world: World, typed: str, words: str) -> None:
    for code in ("trung-1", "trung-2"):
        SchoolFactory(code=code, name="Trường THCS Trùng", under=world.commune)
    with pytest.raises(Problem, match=words) as caught:
        read_schools(world.department, typed)
    assert caught.value.field == "schools"


def test_schools_elsewhere_are_not_known(world: World) -> None:
    with pytest.raises(Problem, match="thcs-phu-son"):
        read_schools(world.commune, "thcs-phu-son")


def test_many_lines_cost_two_queries(world: World, django_assert_num_queries) -> None:
    for number in range(30):
        SchoolFactory(code=f"t-{number}", name=f"Trường {number}", under=world.commune)
    with django_assert_num_queries(2):
        assert (
            len(
                read_schools(
                    world.department,
                    "\n".join([*(f"t-{n}" for n in range(15)), *(f"Trường {n}" for n in range(15, 30))]),
                )
            )
            == 30
        )
