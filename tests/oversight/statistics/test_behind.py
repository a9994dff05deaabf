"""The schools behind a number as lines to read."""

from minhdinh.organisations.domain.office import parent_step
from minhdinh.oversight.statistics.behind import school_lines
from minhdinh.oversight.statistics.filters import schools_behind, with_levels
from tests.factories import SchoolFactory
from tests.oversight.statistics.conftest import Province
from tests.oversight.statistics.facts import DAY, YEAR, assess, evaluate, register


def lines(province: Province) -> dict[str, tuple[str, ...]]:
    rows = with_levels(schools_behind(province.office, YEAR, DAY, {}))
    return {
        line.name: (line.code, line.type, line.parent, line.stage, line.level, line.declared, line.found)
        for line in school_lines(rows)
    }


def test_what_a_line_says(province: Province) -> None:
    one, two, *_ = province.schools
    assess(one, 2)
    register(one, 1)
    evaluate(one, 0)
    assess(two, 1, done=False)
    found = lines(province)
    assert found["Trường 1"] == (
        "truong-1",
        "Trường mầm non",
        "Ủy ban nhân dân xã An Bình",
        "Đã được đánh giá ngoài",
        "2",
        "1",
        "0",
    )
    assert found["Trường 2"][5:] == ("", "")
    assert found["Trường 6"][1:4] == (
        "Trường PT có nhiều cấp học",
        "Ủy ban nhân dân xã Bình Sơn",
        "Chưa mở năm học",
    )


def test_the_unit_above_comes_from_the_path() -> None:
    assert parent_step("0000001/0000004/0000012/") == 4
    assert parent_step("0000012/") is None
    assert parent_step("") is None


def test_a_school_of_unknown_type_without_a_unit_above(province: Province) -> None:
    SchoolFactory(name="Trường lạ", under=province.office, profile=None)
    assert lines(province)["Trường lạ"][1:3] == ("Chưa rõ loại trường", province.office.name)


def test_names_come_in_one_query(province: Province, django_assert_num_queries) -> None:
    rows = list(with_levels(schools_behind(province.office, YEAR, DAY, {})))
    with django_assert_num_queries(1):
        assert len(school_lines(rows)) == 7
