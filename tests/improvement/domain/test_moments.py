"""When the year's monitorings are due: data, and the clock."""

import datetime as dt

import pytest
import yaml

from minhdinh.assessments.calendars import FOLDER
from minhdinh.assessments.models import Milestone
from minhdinh.improvement.domain.moments import DATA, days_of_plan, due_moments, due_on
from minhdinh.improvement.domain.plans import open_plan
from minhdinh.improvement.domain.queries import monitorings_of
from minhdinh.improvement.enums import Moment
from tests.assessments.cases import YEAR
from tests.improvement.plans import Desk

MID, END = dt.date(2027, 1, 31), dt.date(2027, 6, 30)


def owed(desk: Desk, day: dt.date) -> list[str]:
    return [
        one.moment.value
        for one in due_moments(days_of_plan(desk.plan), monitorings_of(desk.plan), day)
        if one.owed
    ]


def test_both_moments_are_data() -> None:
    assert [due_on(moment, YEAR) for moment in Moment] == [MID, END]


def test_the_calendar_of_the_year_names_the_same_days() -> None:
    """Two files say when; they are one advice."""
    calendar = yaml.safe_load((FOLDER / "tt57-2026.yaml").read_text(encoding="utf-8"))
    told = {row["facts"][0]: row["day"] for row in calendar["duties"] if row["id"].startswith("monitoring_")}
    assert told == {f"monitored_{moment}": f"{due_on(moment, YEAR):%d/%m}" for moment in Moment}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2026, 11, 20), []),
        (MID, []),
        (MID + dt.timedelta(days=1), ["mid_year"]),
        (END, ["mid_year"]),
        (END + dt.timedelta(days=1), ["mid_year", "year_end"]),
    ],
)
def test_the_clock_warns_from_the_day_after(desk: Desk, day: dt.date, expected: list[str]) -> None:
    assert owed(desk, day) == expected


def test_every_value_says_where_it_is_from() -> None:
    rows = yaml.safe_load(DATA.read_text(encoding="utf-8"))["moments"]
    assert [row["id"] for row in rows] == list(Moment)
    assert all(row["legal_reference"] and row["confidence"] in {"high", "medium", "low"} for row in rows)


def test_the_days_follow_an_office_that_moved_the_duty(desk: Desk) -> None:
    Milestone.objects.create(
        office=desk.department, duty="tt57/monitoring_1", title="Giám sát", day=15, month=2,
        legal_reference="CV 9", from_year=YEAR, made_by_name="Mẫu",
    )  # fmt: skip
    assert days_of_plan(desk.plan) == {"mid_year": dt.date(2027, 2, 15), "year_end": END}
    assert owed(desk, dt.date(2027, 2, 15)) == []
    assert owed(desk, dt.date(2027, 2, 16)) == ["mid_year"]
    page = desk.client().get(desk.url("giam-sat/mid_year/")).content.decode()
    assert "15/02/2027" in page


def test_a_year_without_a_self_assessment_has_the_packaged_days(desk: Desk) -> None:
    later = open_plan(actor=desk.actor(), school=desk.school, year="2029-2030")
    assert days_of_plan(later) == {moment: due_on(moment, "2029-2030") for moment in Moment}
