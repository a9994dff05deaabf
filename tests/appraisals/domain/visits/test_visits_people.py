"""Who is what around a registration."""

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.appraisals.domain.bodies.declaring import NotDeclared
from minhdinh.appraisals.domain.visits.people import (
    examining,
    from_department,
    leading,
    may_follow,
    require_open,
)
from minhdinh.appraisals.models import Body, BodyMember
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from tests.appraisals.registered import DAY, TT57, World, make_registered
from tests.appraisals.visiting import everybody
from tests.factories import acting, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_registered(TT57, stage="study")


def test_members_examine_and_two_lead(world: World) -> None:
    with school_scope(world.school.pk):
        for who, actor in everybody(world).items():
            for verb, allowed in (
                (examining, {"leader", "body secretary", "member"}),
                (leading, {"leader", "body secretary"}),
            ):
                if who in allowed:
                    assert verb(actor, world.fresh()).user_id == actor.user_id
                else:
                    with pytest.raises((NotAllowed, NotHere)):
                        verb(actor, world.fresh())


def test_a_member_reads_nothing_after_the_days_of_the_body_or_with_an_interest(world: World) -> None:
    today = timezone.localdate()
    with scopes_disabled():
        BodyMember.objects.filter(role="leader").update(conflict="Em ruột là giáo viên")
        with pytest.raises(NotDeclared):
            examining(world.examiner("leader"), world.fresh())
        Body.objects.update(starts_on=today - 9 * DAY, ends_on=today - DAY)
        with pytest.raises(NotHere):
            examining(world.examiner("member"), world.fresh())


def test_who_follows(world: World) -> None:
    case = world.fresh()
    commune = acting(world.user(world.commune, Role.COMMUNE_OFFICER), world.school)  # type: ignore[arg-type]
    department = acting(world.user(world.department, Role.DEPARTMENT_LEADER), world.school)
    viewer = acting(member(world.school, Role.VIEWER), world.school)
    assert [may_follow(one, case) for one in (world.principal(), viewer, department)] == [True] * 3
    assert [may_follow(one, case) for one in (commune, world.examiner())] == [False] * 2
    assert from_department(department, case)
    assert not from_department(world.principal(), case)


def test_an_ended_registration_takes_nothing_more(world: World) -> None:
    require_open(world.fresh())
    world.put("refused")
    with pytest.raises(Problem):
        require_open(world.fresh())
