"""Jumps between two school years and zeros that cannot be."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.assessments.data import form_of_school_type
from minhdinh.assessments.figures.rules.jumps import SMALLEST, empty_groups, jumps
from minhdinh.assessments.rules.tables import Address, Figures
from tests.assessments.figures.books import LAST, YEARS

FORM = form_of_school_type("thcs").laid_out(["thcs"], YEARS)
GRADES = ("khoi_6", "khoi_7", "khoi_8", "khoi_9")


def of(cells: dict[Address, str], share: int = 20) -> list[str]:
    return [one.words for one in jumps(Figures(FORM, cells), share)]


def nu(before: int, after: int) -> dict[Address, str]:
    return {("pupils", "nu", YEARS[1]): str(before), ("pupils", "nu", LAST): str(after)}


def test_a_jump_names_table_row_years_and_figures() -> None:
    assert of(nu(450, 280)) == ["Bảng 4a, Nữ: năm học 2025-2026 là 450, năm học 2026-2027 là 280, giảm 38 %."]
    assert of(nu(1000, 1300))[0].endswith("là 1.000, năm học 2026-2027 là 1.300, tăng 30 %.")


@pytest.mark.parametrize(("before", "after"), [(450, 450), (450, 400), (100, 120), (2, 4), (0, 2)])
def test_small_changes_and_small_numbers_are_left_alone(before: int, after: int) -> None:
    assert of(nu(before, after)) == []


def test_from_nothing_to_many_is_a_jump_without_a_share() -> None:
    assert of(nu(0, 60)) == ["Bảng 4a, Nữ: năm học 2025-2026 là 0, năm học 2026-2027 là 60."]
    assert "giảm 100 %" in of(nu(60, 0))[0]


def test_the_share_is_the_schools_own() -> None:
    assert of(nu(100, 130), share=50) == []
    assert len(of(nu(100, 130), share=29)) == 1
    assert of(nu(100, 130), share=30) == []


def test_totals_jump_and_percentages_count_in_points() -> None:
    cells = {
        ("classes", grade, year): number
        for grade in GRADES
        for year, number in ((YEARS[1], "5"), (LAST, "8"))
    }
    assert any("Bảng 1, Cộng" in words and "tăng 60 %" in words for words in of(cells))
    rates = {("results", "hoc_tap_tot", YEARS[1]): "20", ("results", "hoc_tap_tot", LAST): "45.5"}
    assert "là 20, năm học 2026-2027 là 45,50, tăng 26 điểm %." in of(rates)[0]


def test_tables_without_years_and_missing_years_say_nothing() -> None:
    assert of({("staff_now", "giao_vien", "total"): "40", ("pupils", "nu", LAST): "40"}) == []
    assert of({("pupils", "nu", YEARS[0]): "400", ("pupils", "nu", LAST): "40"}) == []


def test_a_grade_with_pupils_has_classes_and_the_other_way_round() -> None:
    cells = {
        ("classes", "khoi_6", LAST): "0", ("pupils", "khoi_6", LAST): "35",
        ("classes", "khoi_7", LAST): "2", ("pupils", "khoi_7", LAST): "0",
        ("classes", "khoi_8", LAST): "0", ("pupils", "khoi_8", LAST): "0",
        ("classes", "khoi_9", LAST): "3",
    }  # fmt: skip
    found = empty_groups(Figures(FORM, cells))
    assert [one.address for one in found] == [("classes", "khoi_6", LAST), ("pupils", "khoi_7", LAST)]
    assert found[0].words == "Khối lớp 6, năm học 2026-2027: bảng 1 ghi 0 lớp, bảng 4a ghi 35 học sinh."


@given(before=st.integers(0, 100_000), after=st.integers(0, 100_000), share=st.integers(1, 500))
def test_a_jump_is_exactly_what_exceeds_the_share(before: int, after: int, share: int) -> None:
    far = abs(after - before) >= SMALLEST
    beyond = before == 0 or round(abs(Decimal(after - before)) * 100 / before, 2) > share
    assert bool(of(nu(before, after), share)) == (far and beyond)
