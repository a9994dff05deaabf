"""By which day each kind of work is wanted."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhdinh.assessments import work as registry
from minhdinh.assessments.domain.deadlines import OF_REPORT, due_days, report_day
from minhdinh.assessments.domain.plan import approval_deadline, suggested_plan
from minhdinh.assessments.models import Milestone
from minhdinh.assessments.work import Worker, WorkItem, register_work, work_of
from tests.assessments.cases import YEAR, make_case
from tests.assessments.working.staff import plan_until
from tests.factories import CommuneFactory, DepartmentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_scopes_open")]
MAY, REPORT = dt.date(2027, 5, 15), dt.date(2027, 6, 14)


def test_the_report_has_a_day_and_steps_have_earlier_ones() -> None:
    case = make_case()
    assert due_days(case.assessment) == dict.fromkeys(OF_REPORT, REPORT)
    plan_until(case, MAY)
    days = due_days(case.assessment)
    assert {kind for kind, day in days.items() if day == MAY} == {"write", "mend", "review", "comment"}
    assert days["approve"] == REPORT


def test_the_day_follows_an_office_that_moved_it() -> None:
    department = DepartmentFactory()
    case = make_case(under=CommuneFactory(under=department))
    Milestone.objects.create(
        office=department, duty="tt57/report_approved", title="Báo cáo", day=1, month=6, legal_reference="CV 9",
        from_year=YEAR, made_by_name="Mẫu",
    )  # fmt: skip
    assert report_day(case.assessment) == dt.date(2027, 6, 1)
    assert due_days(case.assessment)["evidence"] == dt.date(2027, 6, 1)
    assert approval_deadline(case.assessment) == dt.date(2027, 6, 2), "the day before which it is approved"
    ends = {step.key: step.ends_on for step in suggested_plan(case.assessment).steps}
    assert ends["confirm"] == dt.date(2027, 6, 1)


@pytest.mark.parametrize(
    ("item", "due"),
    [
        (WorkItem("comment", "Trả lời", "/"), MAY),
        (WorkItem("evidence", "Thu thập", "/"), REPORT),
        (WorkItem("comment", "Trả lời", "/", dt.date(2027, 1, 1)), dt.date(2027, 1, 1)),
        (WorkItem("action", "Cải tiến", "/"), None),
        (WorkItem("plan", "Duyệt kế hoạch cải tiến", "/"), None),
    ],
)
def test_work_without_a_day_gets_that_of_its_kind(item: WorkItem, due: dt.date | None) -> None:
    case = make_case()
    plan_until(case, MAY)
    provider = lambda _year, workers: [(workers[0].person_id, item)]  # noqa: E731
    register_work(provider)
    try:
        found = [one for one in work_of(case.fresh(), Worker(1, "Lan")) if one.title == item.title]
    finally:
        registry._providers.remove(provider)
    assert [one.due for one in found] == [due]


def test_two_queries_whatever_the_offices_set() -> None:
    department = DepartmentFactory()
    case = make_case(under=department)

    def count() -> int:
        assessment = case.fresh()
        _loaded = assessment.school.path, assessment.standard_set.content
        with CaptureQueriesContext(connection) as captured:
            due_days(assessment)
        return len(captured)

    before = count()
    for day in range(1, 9):
        Milestone.objects.create(
            office=department, title="Mốc", day=day, month=6, legal_reference="CV", from_year=YEAR,
            made_by_name="Mẫu",
        )  # fmt: skip
    assert count() == before == 2
