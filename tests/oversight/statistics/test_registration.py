"""Registered and not registered: the counts, the lists, the plan asked of those that did not."""

import pytest

from minhdinh.oversight.statistics import registration
from tests.factories import SchoolFactory
from tests.oversight.seed import YEAR as SEED_YEAR
from tests.oversight.seed import District
from tests.oversight.statistics.conftest import Province
from tests.oversight.statistics.facts import (
    assert_numbers_are_their_schools,
    assess,
    by_label,
    made,
    register,
    rows_of,
)


def fill(province: Province) -> None:
    one, two, three, *_ = province.schools
    register(one, 1)
    register(two, 2)
    register(three, None)
    assess(province.schools[3], 1)


def test_counts_by_type_and_declared_level(province: Province) -> None:
    fill(province)
    table = made("registration", province.office)
    assert rows_of(table)[0] == ["Trường mầm non", "02", "01", "50", "01", "0", "0", "0", "0", "01"]
    assert rows_of(table)[-1] == ["Cộng", "07", "03", "42,86", "01", "01", "0", "0", "01", "04"]
    assert_numbers_are_their_schools(table, province.office)


def test_the_list_counts_itself(district: District) -> None:
    """The seed says five schools and names six."""
    table = made("registered-schools", district.office, SEED_YEAR, None)
    rows = rows_of(table)
    assert [row[1] for row in rows[:-1]] == [
        "Mầm non Đông Hòa",
        "Mầm non Thị trấn",
        "TH Đông Hưng 1",
        "TH Thị trấn 1",
        "THCS Đông Hưng A",
        "THCS Thị trấn Thứ 11",
    ]
    assert {row[4] for row in rows[:-1]} == {"Mức 1"}
    assert [row[0] for row in rows] == ["1", "2", "3", "4", "5", "6", "Cộng"]
    assert rows[-1][1] == "06"


def test_a_plan_is_asked_of_those_that_did_not_register(province: Province) -> None:
    fill(province)
    table = made("unregistered-schools", province.office)
    asked = {row[1]: row[4] for row in rows_of(table)[:-1]}
    assert asked == {
        "Trường 4": "Lập kế hoạch phấn đấu từ kết quả tự đánh giá (Mức 1) và đăng ký",
        "Trường 5": "Hoàn thành tự đánh giá, lập kế hoạch phấn đấu và đăng ký",
        "Trường 6": "Hoàn thành tự đánh giá, lập kế hoạch phấn đấu và đăng ký",
        "Trường 7": "Hoàn thành tự đánh giá, lập kế hoạch phấn đấu và đăng ký",
    }
    assert by_label(table)["Cộng"][0] == "04"
    assert rows_of(table)[0][2:4] == ["Trường mầm non", "Ủy ban nhân dân xã Bình Sơn"]


def test_a_declared_level_that_is_missing_is_said(province: Province) -> None:
    fill(province)
    assert rows_of(made("registered-schools", province.office))[2][4] == "Chưa rõ mức"


def test_a_very_long_list_names_the_first_and_counts_all(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registration, "MOST_NAMED", 3)
    table = made("unregistered-schools", province.office)
    assert len(table.rows) == 4
    assert by_label(table)["Cộng"][0] == "07"
    assert "3 trường đầu trong 7 trường" in table.footnotes[0]


@pytest.mark.parametrize("more", [0, 30])
def test_the_number_of_queries_is_constant(province: Province, django_assert_num_queries, more: int) -> None:
    fill(province)
    for _ in range(more):
        SchoolFactory(under=province.communes[0])
    with django_assert_num_queries(2):
        made("registration", province.office)
    with django_assert_num_queries(4):  # edges, count, schools, the units above
        made("unregistered-schools", province.office)
