"""The registry of people's days."""

import datetime as dt
from collections.abc import Collection, Iterator

import pytest

from minhdinh.notifications import calendar
from minhdinh.notifications.calendar import CalendarEntry, entries_of, register_calendar

DAY = dt.date(2027, 6, 14)


@pytest.fixture
def only() -> Iterator[list[Collection[int]]]:
    """Let one provider stand alone: it gives everybody two days, and one to somebody nobody asked for."""
    before, asked = list(calendar._providers), []

    def provider(people: Collection[int]) -> Iterator[tuple[int, CalendarEntry]]:
        asked.append(people)
        for person in [*people, 999]:
            yield person, CalendarEntry("b", DAY, "Muộn", "/")
            yield person, CalendarEntry("a", DAY - dt.timedelta(days=1), "Sớm", "/")

    calendar._providers[:] = []
    register_calendar(provider)
    register_calendar(provider)
    yield asked
    calendar._providers[:] = before


def test_days_come_in_order_to_whom_they_belong(only: list[Collection[int]]) -> None:
    found = entries_of([1, 2])
    assert set(found) == {1, 2}
    assert [one.title for one in found[1]] == ["Sớm", "Muộn"]
    assert only == [[1, 2]]


def test_nobody_asked_no_provider_asked(only: list[Collection[int]]) -> None:
    assert entries_of([]) == {}
    assert only == []


@pytest.mark.parametrize(
    ("warn", "days"), [((7, 1), {7, 1, 0, -1}), ((), {0, -1}), ((45, 21), {45, 21, 0, -1})]
)
def test_it_warns_on_its_days_and_once_when_late(warn: tuple[int, ...], days: set[int]) -> None:
    entry = CalendarEntry("x", DAY, "Việc", "/", warn=warn)
    found = {left for left in range(-10, 60) if entry.warns_on(DAY - dt.timedelta(days=left))}
    assert found == days
