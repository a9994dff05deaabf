"""Who may be a member: people with an account and a standing role at or below the department."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.appraisals.domain.bodies.people import SHOWN, candidates, people_by_id
from minhdinh.organisations.models import Membership
from tests.appraisals.forming import DAY, Office, make_office
from tests.factories import SchoolFactory, UserFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


def known(office: Office, *people: int) -> list[int]:
    return sorted(people_by_id(office.world.department, people))


def test_a_person_of_the_department_or_below(office: Office) -> None:
    officer = office.world.specialist().user_id
    principal = office.world.principal().user_id
    assert officer is not None
    assert principal is not None
    assert known(office, officer, principal) == sorted([officer, principal])


def test_nobody_from_elsewhere_or_without_a_standing_role(office: Office) -> None:
    school, today = office.home, timezone.localdate()
    strangers = [
        member(SchoolFactory(), Role.MEMBER),
        UserFactory(),
        office.expert(is_active=False),
        *(UserFactory() for _ in range(4)),
    ]
    passing, left, later, over = strangers[-4:]
    Membership.objects.create(user=passing, organisation=school, role=Role.CROSS_REVIEWER)
    Membership.objects.create(user=left, organisation=school, role=Role.MEMBER, ended=True)
    Membership.objects.create(user=later, organisation=school, role=Role.MEMBER, valid_from=today + DAY)
    Membership.objects.create(user=over, organisation=school, role=Role.MEMBER, valid_to=today)
    assert known(office, *(one.pk for one in strangers)) == []


def test_a_closed_school_is_no_workplace(office: Office) -> None:
    office.home.active = False
    office.home.save()
    assert known(office, office.experts[0].pk) == []


def test_the_office_is_the_workplace_before_the_school(office: Office) -> None:
    person = office.experts[0]
    department = office.world.department
    Membership.objects.create(
        user=person, organisation=department, role=Role.DEPARTMENT_SPECIALIST, position="Chuyên viên"
    )
    found = people_by_id(department, [person.pk])[person.pk]
    assert found.workplace == department
    assert found.workplaces == (department, office.home)
    assert found.position == "Chuyên viên"


def test_the_newest_training_is_shown(office: Office) -> None:
    person = office.experts[0]
    office.train(person, office.home, course="Lớp mới", completed_on=timezone.localdate())
    office.train(person, office.home, course="Lớp cũ", completed_on=timezone.localdate() - 900 * DAY)
    found = people_by_id(office.world.department, [person.pk])[person.pk]
    assert found.trained is not None
    assert found.trained.course == "Lớp mới"


def test_a_namesake_elsewhere_is_not_trained_by_name(office: Office) -> None:
    person = office.expert(trained=False, full_name="Tạ Thị Danh")
    office.train(person, SchoolFactory(under=office.world.department), user=None)
    assert people_by_id(office.world.department, [person.pk])[person.pk].trained is None


def test_never_more_than_a_page(office: Office) -> None:
    for _ in range(SHOWN + 3):
        office.expert(trained=False, full_name="Nguyễn Văn Đông")
    department = office.world.department
    assert len(candidates(department, "nguyen van dong")) == SHOWN
    with CaptureQueriesContext(connection) as asked:
        candidates(department, "nguyen van dong")
    assert len(asked) == 3  # the register, the people, their memberships


def test_signs_that_nobody_sees_are_not_looked_for(office: Office) -> None:
    person = office.expert(trained=False, full_name="Quách Uyển Đình")
    found = candidates(office.world.department, "quách\x00 uyển\x07 đình\x00")
    assert [one.user for one in found] == [person]


@pytest.mark.parametrize("search", ["%", "_", "' OR 1=1 --", "\x00", "a" * 5000, "   "])
def test_what_is_typed_is_only_looked_for(office: Office, search: str) -> None:
    found = candidates(office.world.department, search)
    assert len(found) in {0, 5}
