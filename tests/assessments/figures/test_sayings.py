"""What texts claim of the whole school: plain totals are read, parts, other years and other numbers never."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.assessments.data import form_of_school_type
from minhdinh.assessments.figures.rules.sayings import NOUNS, Saying, contradictions, sayings
from minhdinh.assessments.rules.tables import Figures
from tests.assessments.figures.books import LAST, YEARS

GRADES = {"khoi_6": "7", "khoi_7": "6", "khoi_8": "6", "khoi_9": "5"}
COUNTS = st.integers(0, 999_999)
WORDS = {
    "classes": "lớp", "pupils": "học sinh", "teachers": "giáo viên", "managers": "cán bộ quản lý",
    "staff": "cán bộ, giáo viên, nhân viên", "support": "nhân viên",
}  # fmt: skip


def figures(**cells: str) -> Figures:
    form = form_of_school_type("thcs").laid_out(["thcs"], YEARS)
    typed = {("classes", row, LAST): value for row, value in GRADES.items()}
    typed |= {("classes", row, YEARS[1]): "5" for row in GRADES}
    return Figures(form, typed | {("staff_years", "tong_giao_vien", LAST): "45"})


def said(text: str) -> list[tuple[str, int]]:
    return [(one.noun, one.number) for one in sayings(text, LAST)]


def wrong(text: str) -> list[int]:
    return [one.saying.number for one in contradictions(figures(), sayings(text, LAST))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Năm học 2026-2027, trường có 25 lớp với 980 học sinh.", [("classes", 25), ("pupils", 980)]),
        ("Nhà trường hiện có 25 lớp.", [("classes", 25)]),
        ("Tổng số lớp: 25. Tổng số học sinh là 1.234 em.", [("classes", 25), ("pupils", 1234)]),
        ("Trường THCS Sao Mai có 18 lớp, 612 học sinh và 45 giáo viên.",
         [("classes", 18), ("pupils", 612), ("teachers", 45)]),
        ("Quy mô: 18 lớp, 612 học sinh.", [("classes", 18), ("pupils", 612)]),
        ("Trường có 18 lớp (khối 6: 5 lớp).", []),
        ("TRƯỜNG CÓ 18 LỚP", [("classes", 18)]),
        ("Toàn trường có tổng số 30 cán bộ, giáo viên, nhân viên.", [("staff", 30)]),
        ("Năm học này nhà trường có 25 lớp.", [("classes", 25)]),
        ("Hiện tại, trường THCS Sao Mai có 45 giáo viên.", [("teachers", 45)]),
        ("Trường trung học cơ sở Sao Mai có 18 lớp và 12 phòng học.", [("classes", 18)]),
        ("Trường có 2 cán bộ quản lý, 45 giáo viên và 5 nhân viên.",
         [("managers", 2), ("teachers", 45), ("support", 5)]),
        ("Trường mầm non có 9 nhóm, lớp với 210 trẻ.", [("classes", 9), ("pupils", 210)]),
    ],
)  # fmt: skip
def test_plain_totals_are_read(text: str, wanted: list[tuple[str, int]]) -> None:
    assert said(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Khối 6 có 5 lớp.",
        "Trường có 5 lớp 6.",
        "Điểm trường Bản Mây có 2 lớp.",
        "Trường có 3 giáo viên và 2 học sinh đạt giải cấp tỉnh.",
        "Nhà trường có 45 giáo viên dạy giỏi.",
        "Trường có 12 giáo viên là đảng viên.",
        "Trường có 25 lớp học bồi dưỡng.",
        "Trường tăng 2 lớp, giảm 15 học sinh.",
        "Năm học trước trường có 30 lớp.",
        "Dự kiến năm học 2027-2028 trường có 30 lớp.",
        "So với năm học 2025-2026, năm học 2026-2027 trường có 25 lớp.",
        "Từ năm 2020 trường có 12 lớp.",
        "Tổng số học sinh nữ: 450.",
        "Tỉ lệ học sinh khá là 45,5 %; 100% học sinh đi học đúng tuổi.",
        "Quyết định số 25/QĐ-THCS ngày 12/9/2026 về biên chế lớp.",
        "Trường có 25 m2 sân chơi, 12 máy tính và 3 phòng học.",
        "Mỗi lớp có 35 học sinh; trung bình trường có 35 học sinh.",
        "Tổng số tiết 25, số lớp học 2 buổi: 18",
        "Trường có 1.5 lớp, 12-15 lớp, 12/15 lớp.",
        "Nhà trường có 52 giáo viên, nhân viên.",
        "Nhà trường có 52 giáo viên và nhân viên.",
        "Nhà trường có 25 cán bộ quản lý và giáo viên.",
        "Nhà trường có 2 giáo viên và 1 nhân viên phụ trách thư viện.",
        "Nhà trường có 2 giáo viên và 1 nhân viên hợp đồng.",
        "Thư viện trường có 2 nhân viên.",
        "Chi bộ nhà trường có 20 giáo viên.",
        "Chi bộ có tổng số 20 giáo viên.",
        "Hội đồng trường có 11 giáo viên.",
        "Cơ sở 2 của trường có 10 lớp.",
        "Cơ sở 2: trường có 10 lớp.",
        "Trường chính có 20 lớp, điểm lẻ có 4 lớp.",
        "Tại lớp 6A trường có 40 học sinh.",
        "Tại Bản Mây, trường có 2 lớp.",
        "Ở lớp 6A, số học sinh là 40.",
        "Sĩ số học sinh là 35 em.",
    ],
)
def test_parts_other_years_and_other_numbers_are_left_alone(text: str) -> None:
    assert said(text) == []


def test_a_named_school_year_is_the_one_that_is_meant() -> None:
    (found,) = sayings("Năm học 2025-2026, trường có 20 lớp.", LAST)
    assert found == Saying("classes", 20, "2025-2026", "trường có 20 lớp")
    assert wrong("Năm học 2025-2026, trường có 20 lớp.") == []
    assert wrong("Năm học 2025-2026, trường có 24 lớp.") == [24]
    assert wrong("Năm học 2010-2011, trường có 24 lớp.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Năm học này trường có 25 lớp, năm học 2024-2025 có 24 lớp.",
        "Hiện nay trường có 25 lớp, năm học 2024-2025 có 24 lớp.",
        "Trường có 25 lớp, năm học 2024-2025 có 24 lớp.",
        "Trường có 25 lớp, 980 học sinh theo kết quả của năm học 2025-2026.",
    ],
)
def test_a_year_of_another_clause_is_not_the_one_that_is_meant(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Trường có 20 lớp năm học 2025-2026.", "2025-2026"),
        ("Trường có 20 lớp (năm học 2025–2026).", "2025-2026"),
        ("Số lớp năm học 2025-2026: 20.", "2025-2026"),
        ("Hiện nay, năm học 2026-2027, trường có 20 lớp.", LAST),
        ("Trường có 20 lớp, đủ cho năm học 2026-2027.", LAST),
    ],
)
def test_a_year_before_or_beside_the_total_is_the_one_that_is_meant(text: str, year: str) -> None:
    assert [(one.number, one.year) for one in sayings(text, LAST)] == [(20, year)]


def test_the_tables_contradict_only_what_they_know() -> None:
    assert wrong("Trường có 25 lớp, 980 học sinh và 45 giáo viên.") == [25]
    assert wrong("Trường có 24 lớp, 46 giáo viên.") == [46]
    (found,) = contradictions(figures(), sayings("Trường có 25 lớp.", LAST))
    assert (found.table, found.row, found.value) == ("classes", "cong", 24)


@given(number=COUNTS, noun=st.sampled_from(sorted(WORDS)))
def test_every_claimed_total_is_read_as_it_stands(number: int, noun: str) -> None:
    (found,) = sayings(f"Năm học này, nhà trường có {number} {WORDS[noun]}.", LAST)
    assert (found.noun, found.number, found.year) == (noun, number, LAST)
    assert str(number) in found.quote


@given(number=st.integers(0, 400))
def test_the_true_number_is_never_flagged_and_every_other_is(number: int) -> None:
    assert wrong(f"Trường có {number} lớp.") == ([] if number == 24 else [number])


@given(number=COUNTS)
def test_thousands_read_the_same_with_and_without_a_dot(number: int) -> None:
    grouped = f"{number:,}".replace(",", ".")
    assert said(f"Tổng số học sinh: {grouped}.") == [("pupils", number)]


@given(
    number=st.integers(0, 99_999),
    unit=st.sampled_from(
        ["%", " %", "m2", " m²", " phòng", " máy tính", " triệu đồng", "/9/2026", ",5", " tuổi", " tiết"]
    ),
    before=st.sampled_from(["Trường có", "Nhà trường hiện có", "Tổng số", "Ngày", "Năm", "Đạt"]),
)
def test_years_dates_percentages_and_other_units_are_never_totals(
    number: int, unit: str, before: str
) -> None:
    assert said(f"{before} {number}{unit}.") == []


@given(st.text(max_size=400))
def test_any_text_is_read_without_harm(text: str) -> None:
    for found in sayings(text, LAST):
        assert found.noun in NOUNS


@given(
    st.lists(
        st.sampled_from(
            [
                "trường",
                "có",
                "25",
                "lớp",
                "học sinh",
                ",",
                ".",
                "năm học 2026-2027",
                "tổng số",
                "12/9",
                "%",
                "và",
                ":",
            ]
        ),
        max_size=40,
    )
)
def test_what_is_read_stands_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for found in sayings(text, LAST):
        assert found.quote in text
        assert found.number in {25, 12, 9}


def test_a_long_text_is_read_in_no_time() -> None:
    assert said("trường " * 20_000 + "có 25 lớp") == []
    assert said("trường có " * 5_000) == []


@pytest.mark.parametrize("text", ["1" * 20_000, "1." * 10_000, "1 " * 10_000, "1.000" * 4_000, ": " * 10_000])
def test_a_long_run_of_digits_holds_nobody_up(text: str) -> None:
    begun = time.process_time()
    assert said(text) == said(". ".join([text[:900]] * 20)) == []
    assert time.process_time() - begun < 0.5


def test_a_sentence_that_never_ends_is_not_read_and_the_next_one_is() -> None:
    assert said("và " * 400 + "trường có 25 lớp. Trường có 26 lớp.") == [("classes", 26)]
