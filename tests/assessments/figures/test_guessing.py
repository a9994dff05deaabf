"""First suggestions: which sheet, column and row a foreign file seems to have the figures of a table in."""

from hypothesis import given
from hypothesis import strategies as st

from minhdinh.assessments.data import form_of_school_type
from minhdinh.assessments.figures.rules.guessing import alike, guess
from tests.assessments.figures.books import BY_YEARS, CLASSES, LAST, YEARS, grid

FORM = form_of_school_type("thcs").laid_out(["thcs"], YEARS)
STAFF = [
    ["TT", "Chức danh", "Tổng số", "Nữ", "Dân tộc", "Chưa đạt chuẩn", "Đạt chuẩn", "Trên chuẩn"],
    [1, "Hiệu trưởng", 1, 0, 0, 0, 0, 1],
    [2, "Phó Hiệu trưởng", 2, 1, 0, 0, 1, 1],
    [3, "Giáo viên", 40, 30, 2, 0, 35, 5],
]


def test_years_in_the_heads_and_grades_in_the_rows() -> None:
    found = guess(FORM.by_key["classes"], [grid([["Bìa"]]), grid(BY_YEARS)])
    assert found.sheet == 1
    assert found.columns == dict(zip(YEARS, "BCD", strict=True))
    assert found.rows == {"khoi_6": "2", "khoi_7": "3", "khoi_8": "4", "khoi_9": "5"}


def test_a_file_of_one_year_has_its_measure_in_a_column() -> None:
    classes = guess(FORM.by_key["classes"], [grid(CLASSES)])
    assert classes.columns == {LAST: "C"}
    assert classes.rows == {"khoi_6": "5", "khoi_7": "6", "khoi_8": "7", "khoi_9": "8"}
    pupils = guess(FORM.by_key["pupils"], [grid(CLASSES)])
    assert {key: pupils.rows[key] for key in ("khoi_6", "khoi_9")} == {"khoi_6": "5", "khoi_9": "8"}
    assert pupils.columns == {LAST: "D"}


def test_rows_of_a_merged_group_are_guessed_by_their_own_words() -> None:
    rows = [["Cấp", "Khối", "Số lớp"], *(["Trung học cơ sở", f"Khối {n}", n] for n in (6, 7, 8, 9))]
    found = guess(FORM.by_key["classes"], [grid(rows)])
    assert found.rows == {"khoi_6": "2", "khoi_7": "3", "khoi_8": "4", "khoi_9": "5"}


def test_staff_by_the_labels_of_its_columns() -> None:
    found = guess(FORM.by_key["staff_now"], [grid(STAFF)])
    assert found.columns == dict(
        zip(
            ("total", "female", "minority", "below_standard", "at_standard", "above_standard"),
            "CDEFGH",
            strict=True,
        )
    )
    assert found.rows == {"hieu_truong": "2", "pho_hieu_truong": "3", "giao_vien": "4"}


def test_percentages_below_one_look_like_parts_of_one() -> None:
    rows = [["", "Năm học 2026-2027"], ["Tỉ lệ % học sinh chuyển cấp", "0.985"]]
    assert guess(FORM.by_key["results"], [grid(rows)]).fraction
    rows[1][1] = "98.5"
    assert not guess(FORM.by_key["results"], [grid(rows)]).fraction


def test_a_sheet_that_speaks_of_something_else_gives_nothing() -> None:
    assert guess(FORM.by_key["classes"], [grid([["Danh sách"], ["Nguyễn Văn A", 5]])]).empty
    assert guess(FORM.by_key["classes"], []).empty


def test_different_numbers_are_different_things() -> None:
    assert alike("Khối lớp 6", "Khối 6") > alike("Khối lớp 6", "Khối học") == 0
    assert alike("Khối lớp 6", "Khối lớp 7") == 0
    assert alike("- Nữ", "NỮ") == 1
    assert alike("", "Nữ") == 0


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_between_nothing_and_all_and_mutual(one: str, other: str) -> None:
    assert 0 <= alike(one, other) <= 1
    assert alike(one, other) == alike(other, one)
