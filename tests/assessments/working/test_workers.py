"""Who works at a school now, and which years are open."""

import datetime as dt

import pytest

from minhdinh.access.permissions import Permission, Role
from minhdinh.assessments.domain.workers import open_years, schools_of_people, workers_at
from minhdinh.assessments.enums import State
from minhdinh.assessments.models import SelfAssessment
from minhdinh.assessments.work import Worker
from minhdinh.organisations.models import Membership
from tests.assessments.cases import Case
from tests.assessments.working.staff import Staff, make_staff
from tests.factories import MembershipFactory

MAY = dt.date(2027, 5, 15)
pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(small: Case) -> Staff:
    return make_staff(small)


def worker(case: Case, user_id: int) -> Worker:
    return workers_at([case.school.pk], [user_id])[case.school.pk][0]


class TestPeople:
    def test_roles_of_a_person_count_together(self, staff: Staff) -> None:
        teacher = staff.teachers[0]
        MembershipFactory(user=teacher, organisation=staff.case.school, role=Role.SCHOOL_ADMIN)
        found = worker(staff.case, teacher.pk)
        assert found.can(Permission.SHEET_WRITE)
        assert found.can(Permission.PEOPLE_MANAGE)

    def test_who_left_or_has_not_come_yet_has_no_work(self, staff: Staff) -> None:
        first, second = staff.teachers
        Membership.objects.filter(user=first).update(ended=True)
        Membership.objects.filter(user=second).update(valid_from=dt.date(2999, 1, 1))
        found = {one.person_id for one in workers_at([staff.case.school.pk])[staff.case.school.pk]}
        assert not {first.pk, second.pk} & found
        assert schools_of_people([first.pk, second.pk]) == set()

    def test_a_year_is_open_until_it_is_sealed_and_over(self, staff: Staff) -> None:
        school = [staff.case.school.pk]
        assert len(open_years(school, dt.date(2026, 7, 1))) == 1  # opened early
        assert len(open_years(school, dt.date(2027, 9, 1))) == 1  # last year's, not sealed
        assert open_years(school, dt.date(2028, 9, 1)) == []
        SelfAssessment.objects.update(state=State.SEALED, complete=True)
        assert len(open_years(school, dt.date(2027, 5, 1))) == 1
        assert open_years(school, dt.date(2027, 9, 1)) == []
