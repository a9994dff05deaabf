import datetime as dt

import pytest
from django.utils import timezone

from minhdinh.access.permissions import Role
from minhdinh.organisations.models import Membership
from minhdinh.oversight.domain.population import school_years
from minhdinh.oversight.domain.recipients import people_in_charge, without_anybody
from tests.factories import MembershipFactory, World, make_world, member
from tests.oversight.boards import YEAR

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def lines(world: World) -> list[str]:
    return [one.line for one in people_in_charge([world.school.pk]).get(world.school.pk, [])]


def test_principal_chair_and_secretary_each_once(world: World) -> None:
    MembershipFactory(user=world.owner, organisation=world.school, role=Role.CHAIR)
    member(world.school, Role.SECRETARY, full_name="Trần Thị An")
    member(world.school, Role.VICE_CHAIR)
    member(world.school, Role.MEMBER)
    assert lines(world) == [
        "Trần Thị An (Thư ký hội đồng tự đánh giá)",
        "Phạm Quang Minh (Hiệu trưởng, Chủ tịch hội đồng tự đánh giá)",
    ]


def test_only_who_is_there_today(world: World) -> None:
    today = timezone.localdate()
    held = Membership.objects.filter(user=world.owner)
    for change in (
        {"ended": True},
        {"ended": False, "valid_to": today},
        {"valid_to": None, "valid_from": today + dt.timedelta(days=1)},
    ):
        held.update(**change)
        assert lines(world) == [], change
    held.update(valid_from=today)
    assert len(lines(world)) == 1
    world.owner.is_active = False
    world.owner.save()
    assert lines(world) == []


def test_schools_without_anybody(world: World) -> None:
    rows = school_years(world.department, YEAR)
    assert without_anybody(rows).count() == 0
    Membership.objects.filter(user=world.stranger).delete()
    assert [row.school.code for row in without_anybody(rows)] == ["thcs-phu-son"]


def test_one_query_for_many_schools(world: World, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        found = people_in_charge([world.school.pk, world.other_school.pk])
    assert {school: [one.name for one in people] for school, people in found.items()} == {
        world.school.pk: ["Phạm Quang Minh"],
        world.other_school.pk: ["Vũ Văn Xa"],
    }
