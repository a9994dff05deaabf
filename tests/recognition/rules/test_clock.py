"""Six years of days: when a recognition counts, is about to end, has ended, was replaced or revoked."""

import datetime as dt
from dataclasses import replace

import pytest
import yaml

from minhdinh.recognition.enums import Standing
from minhdinh.recognition.rules.clock import Held, read_clock, span
from minhdinh.recognition.rules.days import anniversary, last_day, months_before
from minhdinh.recognition.rules.regimes import DATA, read_law

D = dt.date
ONE = dt.timedelta(days=1)
SIGNED = D(2021, 12, 14)
HELD = Held("2021-2022", SIGNED, degree=1)


@pytest.mark.parametrize(
    "held",
    [
        HELD,
        replace(HELD, printed=D(2026, 12, 14)),
        replace(HELD, decided_on=D(2024, 2, 29)),
        replace(HELD, decided_on=D(2023, 3, 1)),
        replace(HELD, decided_on=D(2026, 7, 7)),
        replace(HELD, printed=D(2028, 2, 29)),
    ],
)
def test_six_years_day_by_day(held: Held) -> None:
    """Each day has one state; states only move on; each mark passes once, the nearest counts."""
    starts, ends = span(held)
    order = [Standing.VALID, Standing.EXPIRING, Standing.EXPIRED]
    at, marks = 0, []
    day = starts
    while day <= max(anniversary(starts, 6), ends + ONE):
        clock = read_clock(held, day)
        assert order.index(clock.standing) >= at, day
        at = order.index(clock.standing)
        assert clock.runs == (day <= ends), day
        if clock.months_left is not None and clock.months_left not in marks:
            marks.append(clock.months_left)
            assert months_before(ends, clock.months_left) == day
        day += ONE
    assert at == 2
    assert marks == [12, 6, 5, 3]


def test_a_printed_end_goes_first() -> None:
    assert span(replace(HELD, printed=D(2025, 1, 1))) == (SIGNED, D(2025, 1, 1))
    assert read_clock(replace(HELD, printed=D(2031, 1, 1)), D(2030, 1, 1)).runs
    assert read_clock(HELD, D(2026, 12, 13)).runs
    assert not read_clock(HELD, D(2026, 12, 14)).runs


def test_a_decision_without_any_day_goes_by_its_school_year() -> None:
    held = Held("2021-2022", None, grade=1)
    assert span(held) == (D(2021, 8, 1), D(2026, 7, 31))
    clock = read_clock(held, D(2026, 7, 31))
    assert (clock.runs, clock.dated, clock.upgrade_from) == (True, False, None)
    assert span(replace(held, printed=D(2020, 1, 1))) == (D(2020, 1, 1), D(2020, 1, 1))


@pytest.mark.parametrize(
    ("held", "day"),
    [
        (HELD, D(2023, 12, 14)),
        (replace(HELD, decided_on=D(2024, 2, 29)), D(2026, 3, 1)),
        (replace(HELD, degree=2), None),
        (replace(HELD, degree=None, grade=3), D(2023, 12, 14)),
        (replace(HELD, degree=None, grade=4), None),
        (replace(HELD, decided_on=D(2016, 1, 5), degree=None, grade=3), None),
        (replace(HELD, degree=2, grade=1), D(2023, 12, 14)),
    ],
)
def test_from_when_a_higher_degree_may_be_asked_for(held: Held, day: D | None) -> None:
    assert read_clock(held, D(2022, 1, 1)).upgrade_from == day


def test_five_months_before_the_end_the_school_has_registered_again() -> None:
    clock = read_clock(HELD, D(2026, 1, 1))
    assert (clock.window_from, clock.register_by) == (D(2025, 12, 13), D(2026, 7, 13))
    old = read_clock(replace(HELD, decided_on=D(2015, 1, 1)), D(2016, 1, 1))
    assert old.register_by is None, "no rule was found for the oldest regulation"


def test_revoked_and_replaced() -> None:
    revoked = replace(HELD, revoked_on=D(2024, 1, 1))
    assert read_clock(revoked, D(2023, 12, 31)).standing == Standing.VALID
    assert read_clock(revoked, D(2024, 1, 1)).standing == Standing.REVOKED
    assert read_clock(revoked, D(2040, 1, 1)).standing == Standing.REVOKED
    replaced = replace(HELD, superseded_on=D(2024, 1, 1))
    clock = read_clock(replaced, D(2026, 11, 1))
    assert (clock.standing, clock.runs, clock.months_left) == (Standing.SUPERSEDED, False, None)
    assert read_clock(replaced, D(2027, 1, 1)).standing == Standing.EXPIRED
    assert read_clock(replaced, D(2023, 1, 1)).standing == Standing.VALID


def test_a_regulation_without_a_rule_knows_no_end() -> None:
    content = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    content["regimes"][1]["validity_years"]["value"] = None
    law = read_law(content)
    assert span(HELD, law) == (SIGNED, D.max)
    clock = read_clock(HELD, D(2050, 1, 1), law)
    assert (clock.runs, clock.marks, clock.register_by) == (True, (), None)


def test_other_years_in_the_data_move_the_end() -> None:
    content = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    content["regimes"][1]["validity_years"]["value"] = 4
    assert span(HELD, read_law(content))[1] == last_day(SIGNED, 4)
    assert span(replace(HELD, regime="tt57-2026"), read_law(content))[1] == last_day(SIGNED, 5)
