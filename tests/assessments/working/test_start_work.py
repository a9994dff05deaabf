"""What is registered at start-up."""

from minhdinh.assessments import work
from minhdinh.assessments.presenters.people_calendar import days_of_people
from minhdinh.assessments.presenters.work_items import report_work, sheet_work, step_work, verifying_work
from minhdinh.assessments.start_work import start_work
from minhdinh.notifications import calendar


def test_the_rooms_own_work_and_days_are_known() -> None:
    assert {sheet_work, verifying_work, report_work, step_work} <= set(work._providers)
    assert days_of_people in calendar._providers


def test_starting_twice_changes_nothing() -> None:
    before = list(work._providers), list(calendar._providers)
    start_work()
    assert (list(work._providers), list(calendar._providers)) == before
