import datetime as dt

import pytest

from minhdinh.recognition.rules.days import anniversary, last_day, months_before

D = dt.date


@pytest.mark.parametrize(
    ("day", "years", "full", "last"),
    [
        (D(2021, 12, 14), 5, D(2026, 12, 14), D(2026, 12, 13)),
        (D(2024, 2, 29), 5, D(2029, 3, 1), D(2029, 2, 28)),
        (D(2024, 2, 29), 4, D(2028, 2, 29), D(2028, 2, 28)),
        (D(2023, 2, 28), 5, D(2028, 2, 28), D(2028, 2, 27)),
        (D(2023, 3, 1), 5, D(2028, 3, 1), D(2028, 2, 29)),
        (D(2025, 1, 1), 5, D(2030, 1, 1), D(2029, 12, 31)),
    ],
)
def test_years_are_full_on_the_same_day(day: D, years: int, full: D, last: D) -> None:
    assert anniversary(day, years) == full
    assert last_day(day, years) == last


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (D(2026, 12, 14), 12, D(2025, 12, 14)),
        (D(2027, 3, 31), 1, D(2027, 2, 28)),
        (D(2028, 3, 31), 1, D(2028, 2, 29)),
        (D(2028, 2, 29), 12, D(2027, 2, 28)),
        (D(2027, 1, 31), 3, D(2026, 10, 31)),
        (D(2027, 5, 31), 3, D(2027, 2, 28)),
        (D(2026, 11, 30), -3, D(2027, 2, 28)),
        (D(2026, 12, 14), 0, D(2026, 12, 14)),
    ],
)
def test_months_go_by_the_calendar(day: D, months: int, expected: D) -> None:
    assert months_before(day, months) == expected
