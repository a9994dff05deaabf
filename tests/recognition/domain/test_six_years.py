"""A recognised school over six years: the register, the clock and the bells say the same on every day looked at."""

import datetime as dt

import pytest

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.notifications.models import Notice
from minhdinh.organisations.models import Organisation
from minhdinh.recognition.domain.notices import tell_due
from minhdinh.recognition.domain.queries import clock_of, history_of, with_standing
from minhdinh.recognition.enums import Standing
from minhdinh.recognition.models import ClockNotice, Decision
from minhdinh.recognition.rules.days import months_before
from tests.factories import World, make_world, member
from tests.organisations.reorganising import carry_out, get, merger, new, there
from tests.recognition.register import recognise

D = dt.date
ONE, WEEK = dt.timedelta(days=1), dt.timedelta(days=7)
LEAP = D(2028, 2, 29)


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def standing(decision: Decision, day: D) -> tuple[str, str]:
    """Return how a decision stands by the register's query and by the clock."""
    with scopes_disabled():
        row = with_standing(Decision.objects.all(), day).get(pk=decision.pk)
    return row.standing, clock_of(row, day).standing


def rings(decision: Decision) -> list[tuple[int, D]]:
    with scopes_disabled():
        rows = ClockNotice.objects.filter(decision=decision).order_by("told_on", "-months")
        return list(rows.values_list("months", "told_on"))


def walk(first: D, last: D) -> None:
    day = first
    while day <= last:
        tell_due(day)
        day += WEEK
    tell_due(last)


@pytest.mark.parametrize(
    ("decided", "printed", "ends"),
    [
        (D(2024, 2, 29), None, LEAP + 366 * ONE - ONE),  # signed on 29 February: five years end on 28/2/2029
        (D(2023, 3, 1), None, LEAP),  # the last day is 29 February
        (D(2023, 2, 28), LEAP, LEAP),
        (D(2024, 6, 1), None, D(2029, 5, 31)),
    ],
)
def test_every_day_around_what_matters(world: World, decided: D, printed: D | None, ends: D) -> None:
    held = recognise(world.school, decided_on=decided, valid_to=printed)
    assert held.ends_on == ends
    marks = [months_before(ends, months) for months in (12, 6, 5, 3)]
    looked_at = {one + shift * ONE for one in (*marks, ends, decided) for shift in (-1, 0, 1)}
    rung: list[D] = []
    for day in sorted(looked_at | {decided + count * 61 * ONE for count in range(37)}):
        if day < decided:
            continue
        by_query, by_clock = standing(held, day)
        assert by_query == by_clock, day
        ended = Standing.EXPIRED if day > ends else by_query
        assert (by_query == Standing.EXPIRED) == (day > ends), (day, ended)
        rung += [day] * tell_due(day)
    assert [months for months, _day in rings(held)] == [12, 6, 5, 3]
    assert rung == marks, "each mark on its own day, none twice"


def test_the_earliest_upgrade_is_two_years_full(world: World) -> None:
    held = recognise(world.school, decided_on=D(2024, 2, 29), degree=1)
    with scopes_disabled():
        row = with_standing(Decision.objects.all(), D(2025, 1, 1)).get(pk=held.pk)
    assert clock_of(row, D(2025, 1, 1)).upgrade_from == D(2026, 3, 1)
    higher = recognise(world.school, decided_on=D(2026, 3, 1), degree=2, number="2/QĐ")
    assert standing(held, D(2026, 2, 28)) == (Standing.VALID, Standing.VALID)
    assert standing(held, D(2026, 3, 1))[0] == Standing.SUPERSEDED
    with scopes_disabled():
        best = with_standing(Decision.objects.all(), D(2027, 1, 1)).get(pk=higher.pk)
    assert clock_of(best, D(2027, 1, 1)).upgrade_from is None, "nothing stands above"


def test_recognised_again_before_the_end_leaves_no_day_without(world: World) -> None:
    first = recognise(world.school, decided_on=D(2020, 3, 1))
    tell_due(months_before(first.ends_on, 6))
    again, day, signed = first, D(2024, 12, 1), D(2025, 1, 10)
    while day < D(2025, 5, 1):
        if day == signed:
            again = recognise(world.school, decided_on=signed, number="2/QĐ")
        shown = history_of(world.school, day).standing("degree")
        assert shown is not None
        assert shown.decision == again, day
        tell_due(day)
        day += ONE
    assert [months for months, _day in rings(first)] == [6, 3], (
        "the replaced one rings no more after 10/1/2025"
    )
    assert rings(again) == []
    walk(D(2025, 5, 1), D(2030, 2, 1))
    assert [months for months, _day in rings(again)] == [12, 6, 5, 3]


@pytest.mark.parametrize("kept", [True, False])
def test_a_merger_on_the_way_sends_the_bells_to_the_heir(world: World, kept: bool) -> None:
    held = recognise(world.school, decided_on=D(2023, 3, 1))
    walk(D(2023, 3, 1), months_before(LEAP, 12))
    day = D(2025, 7, 1)
    into = there(world.other_school) if kept else new("thcs-moi", world.commune, kind="school")
    schools = (world.school,) if kept else (world.school, world.other_school)
    carry_out(merger(*schools, into=into, day=day))
    heir: Organisation = world.other_school if kept else get("thcs-moi")
    head = member(heir, Role.PRINCIPAL)
    walk(months_before(LEAP, 11), LEAP + 370 * ONE)
    assert [months for months, _day in rings(held)] == [12, 6, 5, 3], "no mark is lost or told twice"
    assert Notice.objects.filter(person=head).count() == 3
    (line,) = history_of(heir, LEAP).lines
    assert (line.own, line.decision, line.clock.ends_on) == (False, held, LEAP)
    assert history_of(heir, LEAP + ONE).standing("degree") is None
