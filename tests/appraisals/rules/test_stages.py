"""Where acts lead, whose they are, and the last of so many working days."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minhdinh.appraisals.enums import Act, Holder
from minhdinh.appraisals.rules.regimes import regime
from minhdinh.appraisals.rules.stages import NEEDS_REASON, due_day, next_stage, owner

D = dt.date
NEW, OLD = regime("tt57-2026"), regime("tt-2018")


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        (D(2026, 9, 4), 1, D(2026, 9, 7)),  # Friday, then Monday
        (D(2026, 9, 5), 1, D(2026, 9, 7)),  # Saturday
        (D(2026, 9, 7), 5, D(2026, 9, 14)),
        (D(2028, 2, 28), 1, D(2028, 2, 29)),  # a leap day is a working day
        (D(2026, 9, 7), 0, D(2026, 9, 7)),
    ],
)
def test_working_days(start: dt.date, days: int, last: dt.date) -> None:
    assert due_day(start, days) == last


@given(st.dates(D(2020, 1, 1), D(2040, 1, 1)), st.integers(1, 400))
def test_exactly_so_many_working_days_lie_between(start: dt.date, days: int) -> None:
    last = due_day(start, days)
    between = [start + dt.timedelta(days=one) for one in range(1, (last - start).days + 1)]
    assert sum(one.weekday() < 5 for one in between) == days
    assert last.weekday() < 5


def test_the_route_decides_where_a_dossier_goes_first() -> None:
    for law in (NEW, OLD):
        with_office = next_stage(law, "preparing", Act.SEND, with_intake=True)
        direct = next_stage(law, "preparing", Act.SEND, with_intake=False)
        assert with_office is not None
        assert direct is not None
        assert (with_office.id, direct.id) == ("checking", "receiving")
    assert next_stage(NEW, "preparing", Act.ACCEPT, with_intake=True) is None


def test_whose_act_it_is() -> None:
    assert owner(NEW, "checking", Act.FORWARD) is Holder.INTAKE
    assert owner(NEW, "checking", Act.WITHDRAW) is Holder.SCHOOL
    assert owner(NEW, "study", Act.STOP) is Holder.DEPARTMENT
    assert owner(NEW, "response", Act.RESPOND) is Holder.SCHOOL
    assert owner(NEW, "response", Act.LAPSE) is Holder.LEAD


def test_what_takes_something_from_people_needs_its_reason() -> None:
    assert {Act.GIVE_BACK, Act.STOP, Act.REFUSE, Act.SEND_BACK, Act.WITHDRAW} == NEEDS_REASON
