"""The calendars as data: their shape, their days."""

import datetime as dt

import pytest

from minhdinh.access.permissions import Permission
from minhdinh.assessments.calendars import all_calendars, calendar_of, day_in_year, day_of
from minhdinh.assessments.enums import Certainty
from minhdinh.assessments.facts import LABELS
from minhdinh.assessments.presenters.my_work import KINDS
from minhdinh.lib.school_year import SchoolYearError
from minhdinh.standards.catalogue import packaged_sets


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("30/09", dt.date(2026, 9, 30)),
        ("01/08", dt.date(2026, 8, 1)),
        ("31/07", dt.date(2027, 7, 31)),
        ("15/06", dt.date(2027, 6, 15)),
        ("31/01", dt.date(2027, 1, 31)),
        ("29/02", dt.date(2027, 2, 28)),
    ],
)
def test_days_lie_in_the_school_year(written: str, expected: dt.date) -> None:
    assert day_of(written, "2026-2027") == expected


def test_a_leap_year_keeps_its_day() -> None:
    assert day_in_year("2027-2028", 29, 2) == dt.date(2028, 2, 29)


@pytest.mark.parametrize("written", ["31/11", "0/1", "30/02", "1/13"])
def test_a_day_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        day_of(written, "2026-2027")


def test_a_year_that_is_none_is_refused() -> None:
    with pytest.raises(SchoolYearError):
        day_of("15/06", "2026")


def test_every_packaged_set_has_a_calendar_of_its_own_family() -> None:
    for one in packaged_sets():
        calendar = calendar_of(one.id)
        assert any(one.id.startswith(word) for word in calendar.prefixes), one.id


def test_a_set_of_nobodys_family_follows_the_newest_regulation() -> None:
    assert calendar_of("bo-cua-tinh") == calendar_of("tt57-2026-mam-non")


@pytest.mark.parametrize("calendar", all_calendars(), ids=lambda one: one.prefixes[0])
class TestEveryCalendar:
    def test_steps_and_duties_are_told_apart(self, calendar) -> None:
        for rows in (calendar.steps, calendar.duties):
            assert len({one.id for one in rows}) == len(rows)
        assert calendar.step(calendar.steps[0].id) == calendar.steps[0]
        assert calendar.duty(calendar.duties[-1].id) == calendar.duties[-1]
        assert calendar.step("khong-co") is None
        assert calendar.duty("khong-co") is None

    def test_facts_and_kinds_of_work_are_known(self, calendar) -> None:
        facts = {name for one in (*calendar.steps, *calendar.duties) for name in one.facts}
        assert facts <= set(LABELS)
        assert {kind for step in calendar.steps for kind in step.work} <= {*KINDS, "approve"}

    def test_every_row_says_where_it_is_written_and_how_sure(self, calendar) -> None:
        for one in (*calendar.steps, *calendar.duties):
            assert "Thông tư" in one.legal_reference
            assert one.certainty in Certainty
            suggested = "gợi ý" in one.legal_reference
            assert not suggested or one.certainty == Certainty.LOW

    def test_duties_can_be_read_and_warn_before_their_day(self, calendar) -> None:
        for one in calendar.duties:
            assert day_of(one.day, "2026-2027")
            assert Permission(one.permission)
            assert one.warn == tuple(sorted(one.warn, reverse=True))
            assert min(one.warn) >= 1

    def test_steps_follow_each_other(self, calendar) -> None:
        ends = [day_of(step.ends, "2026-2027") for step in calendar.steps[:-1]]
        assert ends == sorted(ends)


def test_the_steps_are_as_many_as_the_regulations_have() -> None:
    assert len(calendar_of("tt57-2026-pho-thong").steps) == 5
    assert len(calendar_of("tt19-2018-mam-non").steps) == 7
    assert len(calendar_of("tt25-2014-mam-non").steps) == 6
