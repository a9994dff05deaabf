"""How long a recognition holds: the printed day, five years without one, revoked before, renewed."""

import datetime as dt

import pytest

from minhdinh.oversight.domain.population import school_years
from minhdinh.oversight.statistics.holding import recognised_counts, with_recognition, years_later
from tests.oversight.statistics.conftest import Province
from tests.oversight.statistics.facts import DAY, YEAR, recognise

SIGNED = dt.date(2022, 6, 15)


def state(province: Province, day: dt.date = DAY, year: str = YEAR) -> tuple[bool, bool, bool, int | None]:
    rows = with_recognition(school_years(province.office, year, day), year, day)
    row = rows.get(school=province.schools[0])
    return row.recognised, row.holding, row.expiring, row.degree


def test_nobody_is_recognised_without_a_decision(province: Province) -> None:
    assert state(province) == (False, False, False, None)


@pytest.mark.parametrize(
    ("day", "holds", "ends_soon"),
    [
        (dt.date(2022, 6, 14), False, False),
        (dt.date(2022, 6, 15), True, False),
        (dt.date(2026, 6, 14), True, False),
        (dt.date(2026, 6, 15), True, True),
        (dt.date(2027, 6, 14), True, True),
        (dt.date(2027, 6, 15), False, False),
    ],
)
def test_five_years_where_no_end_is_printed(
    province: Province, day: dt.date, holds: bool, ends_soon: bool
) -> None:
    recognise(province.schools[0], SIGNED, year="2021-2022", degree=1)
    assert state(province, day)[1:3] == (holds, ends_soon)


def test_the_printed_end_goes_first(province: Province) -> None:
    recognise(province.schools[0], SIGNED, year="2021-2022", valid_to=dt.date(2026, 5, 31))
    assert state(province, dt.date(2026, 5, 31))[1:3] == (True, True)
    assert state(province, dt.date(2026, 6, 1))[1:3] == (False, False)


def test_a_revoked_decision_ends_on_its_day(province: Province) -> None:
    recognise(province.schools[0], SIGNED, year="2021-2022", revoked_on=dt.date(2025, 1, 1))
    assert state(province, dt.date(2024, 12, 31))[1] is True
    assert state(province, dt.date(2025, 1, 1))[1] is False


def test_a_new_decision_covers_the_old_one(province: Province) -> None:
    recognise(province.schools[0], SIGNED, year="2021-2022", degree=1)
    recognise(province.schools[0], dt.date(2026, 12, 1), year="2026-2027", degree=2)
    day = dt.date(2027, 5, 1)
    assert state(province, day, "2026-2027") == (True, True, False, 2)
    assert state(province, day, "2021-2022")[0] is True


def test_a_decision_without_any_day_counts_by_its_year(province: Province) -> None:
    recognise(province.schools[0], None, year="2021-2022", grade=1)
    held = {year: state(province, dt.date(int(year[-4:]), 5, 31), year)[1] for year in YEARS}
    assert held == {"2020-2021": False, "2021-2022": True, "2025-2026": True, "2026-2027": False}


YEARS = ("2020-2021", "2021-2022", "2025-2026", "2026-2027")


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (dt.date(2024, 2, 29), 1, dt.date(2025, 2, 28)),
        (dt.date(2024, 2, 29), -4, dt.date(2020, 2, 29)),
        (dt.date(2026, 5, 31), -5, dt.date(2021, 5, 31)),
    ],
)
def test_the_same_day_of_another_year(day: dt.date, years: int, expected: dt.date) -> None:
    assert years_later(day, years) == expected


def test_counts_say_the_same_as_the_marks_of_each_school(province: Province) -> None:
    for number, school in enumerate(province.schools):
        for back in range(number % 4):
            recognise(
                school, dt.date(2026 - 2 * back, 3, 1 + number), year=f"{2025 - 2 * back}-{2026 - 2 * back}",
                degree=(None, 1, 2)[(number + back) % 3],
                revoked_on=dt.date(2026, 4, 1) if number == 6 else None,
            )  # fmt: skip
    base = school_years(province.office, YEAR, DAY)
    marked = list(with_recognition(base, YEAR, DAY))
    expected = {
        "recognised": sum(row.recognised for row in marked),
        "holding": sum(row.holding for row in marked),
        "degree_1": sum(row.degree == 1 for row in marked),
        "degree_2": sum(row.degree == 2 for row in marked),
        "expiring": sum(row.expiring for row in marked),
    }
    assert recognised_counts(base, YEAR, DAY) == [expected]
    assert expected["holding"] > 2
    by_type = recognised_counts(base, YEAR, DAY, ("school_type",))
    assert {name: sum(row[name] for row in by_type) for name in expected} == expected
