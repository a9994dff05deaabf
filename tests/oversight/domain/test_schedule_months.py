import pytest

from minhdinh.lib.school_year import SchoolYearError
from minhdinh.oversight.domain.schedule_months import load_of, month_label, months_of


def test_a_school_year_runs_from_august_to_july() -> None:
    months = months_of("2017-2018")
    assert months == [
        *(f"2017-{number:02d}" for number in range(8, 13)),
        *(f"2018-{number:02d}" for number in range(1, 8)),
    ]


def test_months_of_nonsense_are_refused() -> None:
    with pytest.raises(SchoolYearError):
        months_of("2017-2019")


@pytest.mark.parametrize(
    ("month", "label"), [("2017-11", "11/2017"), ("2018-01", "01/2018"), ("2018-03", "03/2018"), ("", "")]
)
def test_months_are_written_with_two_digits(month: str, label: str) -> None:
    assert month_label(month) == label


def test_load_counts_every_month_of_the_year_and_nothing_else() -> None:
    load = load_of(["2017-11", "2017-11", "2018-01", "", "2019-01"], "2017-2018")
    assert list(load) == months_of("2017-2018")
    assert {month: count for month, count in load.items() if count} == {"2017-11": 2, "2018-01": 1}
