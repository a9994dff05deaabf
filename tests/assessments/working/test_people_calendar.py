"""The days of people: duties that are theirs, steps given to them, and nobody else's."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhdinh.access.permissions import Role
from minhdinh.assessments.domain.plan import mark_step
from minhdinh.assessments.models import PlanStep
from minhdinh.assessments.presenters.people_calendar import days_of_people
from minhdinh.notifications.calendar import CalendarEntry, entries_of
from minhdinh.organisations.models import Membership
from tests.assessments.cases import Case, make_case, small_set
from tests.assessments.working.staff import Staff, make_staff, on_day, plan_until
from tests.factories import MembershipFactory, member

pytestmark = pytest.mark.django_db
MAY = dt.date(2027, 5, 15)


@pytest.fixture
def staff(small: Case, monkeypatch: pytest.MonkeyPatch) -> Staff:
    on_day(monkeypatch, dt.date(2026, 10, 1))
    return make_staff(small)


def entries(person: int) -> list[CalendarEntry]:
    return entries_of([person])[person]


def test_who_leads_has_the_duties_a_teacher_only_the_own_steps(staff: Staff) -> None:
    teacher, other = staff.teachers
    plan_until(staff.case, MAY, people=(staff.seat(teacher).pk,))
    assert "Hội đồng thông qua báo cáo tự đánh giá" in {one.title for one in entries(staff.secretary.pk)}
    assert [(one.title, one.day) for one in entries(teacher.pk)] == [("Viết phiếu", MAY)]
    assert entries(other.pk) == []


def test_days_say_which_school_and_where_they_are_written(staff: Staff) -> None:
    found = next(one for one in entries(staff.secretary.pk) if one.uid.endswith("report_approved"))
    assert found.day == dt.date(2027, 6, 14)
    assert staff.case.school.name in found.place
    assert "điểm d khoản 3 Điều 9" in found.source
    assert found.url == staff.url("lich/")


def test_a_step_that_is_done_says_so(staff: Staff) -> None:
    teacher = staff.teachers[0]
    plan_until(staff.case, MAY, key="", people=(staff.seat(teacher).pk,))
    assert not entries(teacher.pk)[0].done
    mark_step(actor=staff.case.system, step=PlanStep.objects.get(), state="done")
    assert entries(teacher.pk)[0].done


def test_the_days_of_several_schools_come_together(staff: Staff) -> None:
    elsewhere = make_case(standard_set=small_set())
    MembershipFactory(user=staff.secretary, organisation=elsewhere.school, role=Role.SECRETARY)
    places = {one.place.split(",")[0] for one in entries(staff.secretary.pk)}
    assert places == {staff.case.school.name, elsewhere.school.name}
    days = [one.day for one in entries(staff.secretary.pk)]
    assert days == sorted(days)


def test_who_left_a_school_gets_no_steps_of_it(staff: Staff) -> None:
    gone, colleague = staff.teachers
    plan_until(staff.case, MAY, people=(staff.seat(gone).pk, staff.seat(colleague).pk))
    Membership.objects.filter(user=gone, organisation=staff.case.school).update(ended=True)
    elsewhere = make_case(standard_set=small_set())
    MembershipFactory(user=gone, organisation=elsewhere.school, role=Role.MEMBER)
    assert len(list(days_of_people([gone.pk, colleague.pk]))) == 1
    assert entries(gone.pk) == []


def test_viewers_and_strangers_have_no_days(staff: Staff) -> None:
    viewer = member(staff.case.school, Role.VIEWER)
    assert list(days_of_people([viewer.pk])) == []
    assert entries_of([]) == {}


def test_many_people_cost_as_much_as_one(staff: Staff) -> None:
    plan_until(staff.case, MAY, people=tuple(staff.seat(one).pk for one in staff.teachers))
    counts = []
    for people in (
        [staff.secretary.pk],
        [staff.secretary.pk, staff.chair.pk, *(t.pk for t in staff.teachers)],
    ):
        with CaptureQueriesContext(connection) as captured:
            entries_of(people)
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("days_before", "warns"),
    [(8, False), (7, True), (3, False), (1, True), (0, True), (-1, True), (-2, False)],
)
def test_a_day_warns_on_its_days(days_before: int, warns: bool) -> None:
    entry = CalendarEntry("x", MAY, "Việc", "/", warn=(7, 1))
    assert entry.warns_on(MAY - dt.timedelta(days=days_before)) is warns


def test_what_is_done_warns_no_more() -> None:
    assert not CalendarEntry("x", MAY, "Việc", "/", done=True).warns_on(MAY)
