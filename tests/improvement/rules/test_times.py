import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.improvement.rules.times import Span, TimeError, read_time

YEAR = "2020-2021"


def days(text: str, year: str = YEAR) -> tuple[str, str]:
    """Return both days as ISO strings, "" for none."""
    found = read_time(text, year)
    return tuple(day.isoformat() if day else "" for day in (found.starts_on, found.ends_on))  # type: ignore[return-value]


def in_order(words: str) -> bool:
    """Tell whether words are refused with a sentence, or read into days that stand in order."""
    try:
        found = read_time(words, YEAR)
    except TimeError as error:
        return bool(str(error))
    return not (found.starts_on and found.ends_on) or found.starts_on <= found.ends_on


@pytest.mark.parametrize(
    ("words", "starts", "ends"),
    [
        ("Tháng 10/2020", "2020-10-01", "2020-10-31"),
        ("Từ tháng 11/2020 đến 5/2021", "2020-11-01", "2021-05-31"),
        ("11/2020–5/2021", "2020-11-01", "2021-05-31"),
        ("Tháng 4/2021", "2021-04-01", "2021-04-30"),
        ("Thực hiện từ tháng 9/2020-5/2021", "2020-09-01", "2021-05-31"),
        ("Thực hiện cả năm", "2020-09-01", "2021-05-31"),
        ("Từ năm 2020-2025", "2020-01-01", "2025-12-31"),
        ("2020-2025", "2020-01-01", "2025-12-31"),
        ("Từ tháng 9/2020", "2020-09-01", ""),
        ("(khi có mở lớp)", "", ""),
        ("Từ tháng 11/2020-01/2021; Khi có mở lớp", "2020-11-01", ""),
        ("Tháng 9/2020-11/2020", "2020-09-01", "2020-11-30"),
        ("Tháng 8/2020", "2020-08-01", "2020-08-31"),
        ("Cả năm học", "2020-09-01", "2021-05-31"),
    ],
)
def test_the_times_of_a_real_plan(words: str, starts: str, ends: str) -> None:
    assert days(words) == (starts, ends)


@pytest.mark.parametrize(
    ("words", "starts", "ends"),
    [
        ("", "", ""),
        ("tháng 10", "2020-10-01", "2020-10-31"),
        ("tháng 2", "2021-02-01", "2021-02-28"),
        ("T10/2020", "2020-10-01", "2020-10-31"),
        ("tháng 10 năm 2020", "2020-10-01", "2020-10-31"),
        ("đến 5/2021", "", "2021-05-31"),
        ("trước 15/6/2021", "", "2021-06-15"),
        ("chậm nhất ngày 15/6", "", "2021-06-15"),
        ("05/09/2020 - 15/10/2020", "2020-09-05", "2020-10-15"),
        ("từ ngày 5/9/2020 đến ngày 15/10/2020", "2020-09-05", "2020-10-15"),
        ("Từ 9/2020 trở đi", "2020-09-01", ""),
        ("tháng 11 - 3/2021", "2020-11-01", "2021-03-31"),
        ("tháng 11 - tháng 3", "2020-11-01", "2021-03-31"),
        ("năm học 2020-2021", "2020-09-01", "2021-05-31"),
        ("2020-2021", "2020-09-01", "2021-05-31"),
        ("năm 2025", "2025-01-01", "2025-12-31"),
        ("đến năm 2025", "", "2025-12-31"),
        ("quý I/2021", "2021-01-01", "2021-03-31"),
        ("Quý 4", "2020-10-01", "2020-12-31"),
        ("học kỳ I", "2020-09-01", "2021-01-15"),
        ("HK2", "2021-01-16", "2021-05-31"),
        ("Cuối học kỳ II", "2021-01-16", "2021-05-31"),
        ("mỗi tháng 01 lần", "2020-09-01", "2021-05-31"),
        ("hằng năm", "2020-09-01", "2021-05-31"),
        ("thường xuyên", "2020-09-01", "2021-05-31"),
        ("khi có kinh phí", "", ""),
        ("theo kế hoạch số 12 của phòng", "", ""),
        ("tháng 9 - 11/2019", "2019-09-01", "2019-11-30"),
        ("2020 - 5/2021", "2020-01-01", "2021-05-31"),
        ("tháng 9/2020 và tháng 3/2021", "2020-09-01", "2021-03-31"),
        ("29/02/2024", "2024-02-29", "2024-02-29"),
    ],
)
def test_other_ways_to_say_it(words: str, starts: str, ends: str) -> None:
    assert days(words) == (starts, ends)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Tháng 11/2020 - 5/20201", "“5/20201” không rõ: năm cần đủ bốn chữ số"),
        ("13/2020", "không có tháng 13"),
        ("31/4/2021", "tháng 4 không có ngày 31"),
        ("29/2/2021", "tháng 2 không có ngày 29"),
        ("5/2021 - 11/2020", "đứng trước thời điểm bắt đầu"),
        ("2025-2020", "đứng trước thời điểm bắt đầu"),
        ("1/1111", "năm phải từ 1990"),
        ("9-10-11/2020", "Chưa hiểu thời gian"),
        ("lúc 7 giờ 30", "Chưa hiểu thời gian"),
        ("học kỳ I năm học 0000-0001", "năm"),
        ("2020-20215", "năm cần đủ bốn chữ số"),
        ("x" * 201, "dài nhất 200"),
    ],
)
def test_what_makes_no_sense_is_told(words: str, said: str) -> None:
    with pytest.raises(TimeError, match=said):
        read_time(words, YEAR)


def test_a_month_has_begun_by_its_last_day() -> None:
    assert read_time("Từ tháng 9/2020", YEAR) == Span(dt.date(2020, 9, 1), None, dt.date(2020, 9, 30))
    assert read_time("Tháng 8/2020", YEAR).begun_by == dt.date(2020, 8, 31)
    assert read_time("khi có mở lớp", YEAR).begun_by is None


@given(st.text(max_size=60))
def test_any_words_are_read_or_refused(words: str) -> None:
    assert in_order(words)


@given(
    st.lists(
        st.sampled_from(
            ["từ", "đến", "tháng", "9", "/", "2020", "-", "13", "5/20201", ";", "quý", "i", "năm"]
        ),
        max_size=9,
    )
)
def test_any_order_of_its_words_is_read_or_refused(words: list[str]) -> None:
    assert in_order(" ".join(words))


@given(st.dates(dt.date(2000, 1, 1), dt.date(2090, 12, 31)), st.integers(0, 400))
def test_days_survive_the_round(first: dt.date, length: int) -> None:
    last = first + dt.timedelta(days=length)
    found = read_time(f"từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}", YEAR)
    assert (found.starts_on, found.ends_on) == (first, last)
