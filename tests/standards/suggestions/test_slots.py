"""One slot's value as people type it."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.standards.suggestions import Slot, SlotType
from minhdinh.standards.suggestions.slots import LONGEST, SlotError, read_slot, written

NUMBER = Slot("so", "Số lớp", SlotType.NUMBER)
PERCENT = Slot("ty_le", "Tỷ lệ", SlotType.PERCENT)
DATE = Slot("ngay", "Ngày ban hành", SlotType.DATE)
TEXT = Slot("noi_dung", "Nội dung", SlotType.TEXT)
PAPER = Slot("van_ban", "Tên văn bản", SlotType.TEXT, document=True)
YEAR = Slot("nam_hoc", "Năm học", SlotType.SCHOOL_YEAR)
YEARS = Slot("giai_doan", "Giai đoạn", SlotType.PERIOD)
TIME = Slot("thoi_gian", "Thời gian", SlotType.PERIOD)


@pytest.mark.parametrize(
    ("slot", "typed", "printed"),
    [
        (NUMBER, "12", "12"),
        (NUMBER, " 1250 ", "1.250"),
        (NUMBER, "1.250", "1.250"),
        (NUMBER, "1 250", "1.250"),
        (NUMBER, "12,50", "12,5"),
        (NUMBER, "12.5", "12,5"),
        (NUMBER, "0", "0"),
        (NUMBER, "1.234.567,25", "1.234.567,25"),
        (PERCENT, "97,5", "97,5%"),
        (PERCENT, "97.5 %", "97,5%"),
        (PERCENT, "100%", "100%"),
        (DATE, "5/9/2026", "05/09/2026"),
        (DATE, "2026-09-05", "05/09/2026"),
        (DATE, "ngày 05/9/2026", "05/09/2026"),
        (TEXT, "Các phòng học đã sửa.", "các phòng học đã sửa"),
        (TEXT, "Toán, Ngữ văn", "Toán, Ngữ văn"),
        (TEXT, "Nguyễn Văn An", "Nguyễn Văn An"),
        (TEXT, "Học Toán", "Học Toán"),
        (TEXT, "lớp  1A ;", "lớp 1A"),
        (TEXT, "sách, báo ...", "sách, báo"),
        (PAPER, "kế hoạch năm học", "Kế hoạch năm học"),
        (YEAR, "2026-2027", "2026-2027"),
        (YEAR, "năm học 2026 – 2027", "2026-2027"),
        (YEARS, "2026 - 2030", "2026-2030"),
        (YEARS, "từ năm 2026 đến năm 2030", "2026-2030"),
        (TIME, "Học kỳ I năm học 2025-2026", "học kỳ I năm học 2025-2026"),
        (TIME, "HKI năm 2025", "HKI năm 2025"),
        (TIME, "từ 5/9/2025 đến 15/1/2026.", "từ 05/09/2025 đến 15/01/2026"),
    ],
)
def test_a_value_prints_as_papers_write_it(slot, typed, printed):
    assert read_slot(slot, typed).text == printed
    assert read_slot(slot, printed).text == printed


@pytest.mark.parametrize(
    ("slot", "typed", "said"),
    [
        (NUMBER, "mười hai", "phải là một số"),
        (NUMBER, "12 lớp", "phải là một số"),
        (NUMBER, "-3", "phải là một số"),
        (NUMBER, "1e9", "phải là một số"),
        (PERCENT, "101", "từ 0 đến 100"),
        (DATE, "30/2/2026", "phải là một ngày"),
        (DATE, "tháng 9", "phải là một ngày"),
        (DATE, "5/9/1026", "ngoài khoảng"),
        (TEXT, "", "còn trống"),
        (TEXT, " \u200b\n ", "còn trống"),
        (TEXT, "...", "chỉ có dấu câu"),
        (TEXT, "x" * (LONGEST + 1), "dài quá"),
        (TEXT, "{nam_hoc}", "không dùng dấu"),
        (YEAR, "2026-2028", "phải là một năm học"),
        (YEAR, "2026", "phải là một năm học"),
        (YEARS, "2030-2026", "năm đầu trước năm cuối"),
        (YEARS, "nhiều năm", "khoảng năm"),
        (TIME, "cả năm", "nêu rõ thời gian"),
        (TIME, "từ 15/1/2026 đến 5/9/2025", "ngày đầu trước ngày cuối"),
        (TIME, "từ 35/1/2026 đến 5/9/2026", "phải là một ngày"),
    ],
)
def test_a_value_of_another_kind_is_refused_with_a_reason(slot, typed, said):
    with pytest.raises(SlotError, match=said):
        read_slot(slot, typed)


def test_values_compare_as_what_they_are():
    assert read_slot(NUMBER, "1.250").value == Decimal(1250)
    assert read_slot(DATE, "5/9/2026").value == dt.date(2026, 9, 5)
    assert read_slot(YEAR, "2026-2027").value == Decimal(2026)


@given(st.decimals(0, 10**9, places=3))
def test_a_number_that_is_written_reads_as_itself(value):
    assert read_slot(NUMBER, written(value)).value == value


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_and_reading_again_changes_nothing(typed):
    for slot in (TEXT, PAPER, NUMBER, PERCENT, DATE, YEAR, YEARS, TIME):
        try:
            once = read_slot(slot, typed).text
        except SlotError:
            continue
        assert read_slot(slot, once).text == once
        assert "{" not in once
