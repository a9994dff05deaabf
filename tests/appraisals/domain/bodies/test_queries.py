"""Reads of teams and councils."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.appraisals.domain.bodies.changing import dissolve_body, withdraw_member
from minhdinh.appraisals.domain.bodies.queries import bodies_of, members_of, own_bodies
from tests.appraisals.domain.bodies.test_facts import second_body
from tests.appraisals.forming import Office, make_office
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


def test_own_bodies_without_a_scope_and_in_one_read(office: Office) -> None:
    person = office.experts[0]
    office.form()
    with CaptureQueriesContext(connection) as asked:
        (found,) = own_bodies(person.pk)
        assert found.body.case.school == office.world.school
        assert found.body.case.department == office.world.department
    assert len(asked) == 2
    second_body(office, person)
    with CaptureQueriesContext(connection) as again:
        assert len(own_bodies(person.pk)) == 2
    assert len(again) == 2


def test_nobody_elses(office: Office) -> None:
    office.form()
    assert own_bodies(UserFactory().pk) == []
    assert {one.user_id for one in own_bodies(office.experts[1].pk)} == {office.experts[1].pk}


def test_who_left_is_still_among_the_members(office: Office) -> None:
    body = office.form()
    withdraw_member(actor=office.world.specialist(), member=office.members()[0], reason="Ốm.")
    with school_scope(office.world.school.pk):
        found = members_of(body)
    assert [one.user_id for one in found] == [one.pk for one in office.experts]
    assert [one.ended_at is not None for one in found] == [True, False, False, False, False]


def test_the_newest_body_first(office: Office) -> None:
    first = office.form()
    dissolve_body(actor=office.world.specialist(), body=first, reason="Thu hồi.")
    second = office.form()
    with scopes_disabled():
        assert [one.pk for one in bodies_of(office.world.fresh())] == [second.pk, first.pk]
