"""Steering committees over time, members, and whom schools may ask."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.access.permissions import Role
from minhdinh.common.problems import NotAllowed, NotHere, Problem
from minhdinh.oversight.domain.committee import (
    add_contact,
    add_member,
    committees_of,
    contacts_for,
    contacts_of,
    form_committee,
    members_of,
    remove_contact,
    remove_member,
)
from minhdinh.oversight.enums import Post
from minhdinh.oversight.models import CommitteeMember, SteeringCommittee, SupportContact
from tests.factories import World, acting, make_world, member

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 9, 15)


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def officer(world: World) -> Actor:
    return acting(world.officer, world.department)


def committee(
    world: World, actor: Actor, day: dt.date = DAY, number: str = "12/QĐ-SGDĐT"
) -> SteeringCommittee:
    return form_committee(
        actor=actor, office=world.department, name="Ban điều hành", decision_number=number, decided_on=day
    )


def add(world: World, actor: Actor, **values: object) -> CommitteeMember:
    given = {
        "name": "Lê Văn Lãnh Đạo",
        "post": Post.MEMBER,
        "phone": "",
        "email": "",
        "shown": False,
        **values,
    }
    return add_member(actor=actor, office=world.department, values=given)


def test_a_new_decision_ends_the_former_committee(world: World, officer: Actor) -> None:
    former = committee(world, officer)
    add(world, officer)
    current = committee(world, officer, dt.date(2026, 3, 1), "20/QĐ-SGDĐT")
    former.refresh_from_db()
    assert former.ended_on == dt.date(2026, 3, 1)
    assert list(committees_of(world.department)) == [current, former]
    assert [one.name for one in members_of(former)] == ["Lê Văn Lãnh Đạo"]
    assert members_of(current) == []


def test_days_of_decisions_stand_in_order(world: World, officer: Actor) -> None:
    with pytest.raises(Problem, match="phía trước"):
        committee(world, officer, timezone.localdate() + dt.timedelta(days=1))
    committee(world, officer)
    with pytest.raises(Problem, match="phải sau ngày ấy"):
        committee(world, officer, DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        SteeringCommittee.objects.create(office=world.department, name="Ban hai", decided_on=DAY)


def test_members_stand_by_post_and_there_is_one_head(world: World, officer: Actor) -> None:
    with pytest.raises(Problem, match="chưa có ban điều hành"):
        add(world, officer)
    current = committee(world, officer)
    add(world, officer, name="Ủy viên")
    add(world, officer, name="Chuyên viên", post=Post.SPECIALIST)
    add(world, officer, name="Trưởng ban", post=Post.HEAD)
    with pytest.raises(Problem, match="đã có trưởng ban"):
        add(world, officer, post=Post.HEAD)
    assert [one.name for one in members_of(current)] == ["Trưởng ban", "Chuyên viên", "Ủy viên"]


def test_who_is_shown_can_be_reached(world: World, officer: Actor) -> None:
    committee(world, officer)
    with pytest.raises(Problem) as caught:
        add(world, officer, shown=True)
    assert caught.value.field == "phone"
    assert add(world, officer, shown=True, email="ban@example.edu.vn").shown


def test_members_leave_the_current_committee_only(world: World, officer: Actor) -> None:
    committee(world, officer)
    kept = add(world, officer)
    committee(world, officer, dt.date(2026, 3, 1))
    gone = add(world, officer)
    remove_member(actor=officer, office=world.department, member_id=gone.pk)
    with pytest.raises(NotHere):
        remove_member(actor=officer, office=world.department, member_id=kept.pk)
    assert list(CommitteeMember.objects.all()) == [kept]


def test_contacts_come_and_go(world: World, officer: Actor) -> None:
    with pytest.raises(Problem, match="điện thoại hoặc thư"):
        add_contact(actor=officer, office=world.department, values={"name": "Phòng Nghiệp vụ 2"})
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportContact.objects.create(office=world.department, name="Không số")
    contact = add_contact(
        actor=officer,
        office=world.department,
        values={"name": " Phòng  Nghiệp vụ 2", "phone": "0251 3843287"},
    )
    assert [one.name for one in contacts_of(world.department)] == ["Phòng Nghiệp vụ 2"]
    other = acting(world.commune_officer, world.commune)
    with pytest.raises(NotHere):
        remove_contact(actor=other, office=world.commune, contact_id=contact.pk)
    remove_contact(actor=officer, office=world.department, contact_id=contact.pk)
    assert not contacts_of(world.department)


@pytest.mark.parametrize("role", [Role.DEPARTMENT_LEADER, Role.SUPERVISOR])
def test_who_may_not(world: World, role: str) -> None:
    actor = acting(member(world.department, role), world.department)
    with pytest.raises(NotAllowed):
        committee(world, actor)
    with pytest.raises(NotAllowed):
        add_contact(actor=actor, office=world.department, values={"name": "A", "phone": "1"})


def test_the_nearest_office_stands_first(world: World, officer: Actor) -> None:
    committee(world, officer)
    add(world, officer, name="Chuyên viên Sở", phone="0900", shown=True, post=Post.SPECIALIST)
    add(world, officer, name="Không cho thấy", phone="0911")
    add_contact(
        actor=acting(world.commune_officer, world.commune),
        office=world.commune,
        values={"name": "Văn phòng xã", "phone": "0922"},
    )
    add_contact(
        actor=acting(member(world.other_commune, Role.COMMUNE_OFFICER), world.other_commune),
        office=world.other_commune,
        values={"name": "Xã khác", "phone": "0933"},
    )
    found = contacts_for([world.school.path])
    assert [(one.office.code, [line.name for line in one.lines]) for one in found] == [
        ("xa-an-binh", ["Văn phòng xã"]),
        ("so", ["Chuyên viên Sở"]),
    ]
    assert found[1].lines[0].duty == "Chuyên viên phụ trách"
    both = contacts_for([world.school.path, world.other_school.path])
    assert [one.office.code for one in both] == ["xa-an-binh", "xa-phu-son", "so"]
    assert contacts_for([]) == []


def test_members_of_former_committees_are_not_shown(world: World, officer: Actor) -> None:
    committee(world, officer)
    add(world, officer, phone="0900", shown=True)
    committee(world, officer, dt.date(2026, 3, 1))
    assert contacts_for([world.school.path]) == []


def test_contacts_cost_the_same_for_more(world: World, officer: Actor) -> None:
    counts = []
    for number in range(2):
        for step in range(3):
            add_contact(
                actor=officer, office=world.department, values={"name": f"{number}{step}", "phone": "1"}
            )
        with CaptureQueriesContext(connection) as captured:
            contacts_for([world.school.path])
        counts.append(len(captured))
    assert counts == [3, 3]
