import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.lib import school_year
from minhdinh.lib.school_year import SchoolYearError

YEARS = st.integers(min_value=1990, max_value=2090)


def test_first_year() -> None:
    assert school_year.first_year("2026-2027") == 2026


@pytest.mark.parametrize("wrong", ["2026", "2026-2028", "2027-2026", "2026–2027", "26-27", "", "2026-2027 "])
def test_first_year_refuses(wrong: str) -> None:
    with pytest.raises(SchoolYearError, match="2026-2027"):
        school_year.first_year(wrong)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (dt.date(2026, 7, 31), "2025-2026"),
        (dt.date(2026, 8, 1), "2026-2027"),
        (dt.date(2027, 1, 1), "2026-2027"),
    ],
)
def test_containing(day: dt.date, year: str) -> None:
    assert school_year.containing(day) == year


@given(st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2090, 12, 31)))
def test_every_day_lies_in_a_year_that_reads_back(day: dt.date) -> None:
    year = school_year.containing(day)
    assert school_year.first_year(year) in {day.year, day.year - 1}


@given(YEARS, st.integers(min_value=-20, max_value=20))
def test_shift_goes_there_and_back(first: int, years: int) -> None:
    year = school_year.label(first)
    assert school_year.shift(school_year.shift(year, years), -years) == year


def test_latest_ends_with_the_year_itself() -> None:
    assert school_year.latest("2026-2027", 3) == ["2024-2025", "2025-2026", "2026-2027"]
    assert school_year.latest("2026-2027", 1) == ["2026-2027"]


def test_days_of_a_year() -> None:
    assert school_year.opening("2026-2027") == dt.date(2026, 9, 5)
    assert school_year.day_in_second_year("2026-2027", 6, 15) == dt.date(2027, 6, 15)
