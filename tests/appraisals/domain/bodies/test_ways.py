"""The way into the examined school."""

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.appraisals.domain.bodies.ways import end_ways, end_ways_of_ended, move_ways, open_way
from minhdinh.appraisals.models import Body, BodyMember
from minhdinh.common.problems import Problem
from minhdinh.organisations.models import Membership
from tests.appraisals.forming import DAY, Office, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def body(office: Office) -> Body:
    return office.form()


def ways() -> list[Membership]:
    return list(Membership.objects.filter(role=Role.EXAMINER, ended=False).order_by("pk"))


def test_it_lasts_from_the_first_to_the_last_day(office: Office, body: Body) -> None:
    person = office.expert()
    way = open_way(body, person)
    assert (way.user, way.organisation_id, way.source) == (person, office.world.school.pk, "examination")
    assert (way.valid_from, way.valid_to) == (body.starts_on, body.ends_on + DAY)


def test_one_that_is_over_makes_room(office: Office, body: Body) -> None:
    person = office.expert()
    old = Membership.objects.create(
        user=person, organisation=office.world.school, role=Role.EXAMINER, valid_to=timezone.localdate()
    )
    open_way(body, person)
    old.refresh_from_db()
    assert old.ended


def test_two_at_once_are_refused(office: Office, body: Body) -> None:
    with pytest.raises(Problem):
        open_way(body, office.experts[0])


def test_ending_takes_only_who_is_meant(office: Office, body: Body) -> None:
    with scopes_disabled():
        end_ways(BodyMember.objects.filter(user=office.experts[0]))
    assert {row.user_id for row in ways()} == {one.pk for one in office.experts[1:]}
    ended = Membership.objects.get(role=Role.EXAMINER, ended=True)
    assert ended.valid_to == timezone.localdate()
    assert Membership.objects.filter(user=office.experts[0], role=Role.MEMBER, ended=False).exists()
    assert body.dissolved_at is None


def test_moving_leaves_who_left_outside(office: Office, body: Body) -> None:
    with scopes_disabled():
        BodyMember.objects.filter(user=office.experts[0]).update(ended_at=timezone.now())
        end_ways(BodyMember.objects.filter(user=office.experts[0]))
        body.starts_on, body.ends_on = body.starts_on + 5 * DAY, body.ends_on + 5 * DAY
        move_ways(body)
    assert {(row.valid_from, row.valid_to) for row in ways()} == {(body.starts_on, body.ends_on + DAY)}
    assert len(ways()) == 4


def test_only_the_end_of_a_registration_ends_all(office: Office, body: Body) -> None:
    with scopes_disabled():
        case = office.world.fresh()
        end_ways_of_ended(case)
        assert len(ways()) == 5
        case.closed_at = timezone.now()
        end_ways_of_ended(case)
    assert ways() == []
    assert body.pk
