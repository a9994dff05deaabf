import pytest

from minhdinh.access.permissions import Role
from minhdinh.organisations.domain import people
from minhdinh.organisations.models import Membership
from tests.factories import MembershipFactory, World, member


def names(world: World, **wanted: object) -> list[str]:
    return [user.full_name for user in people.people_of(world.school, **wanted)]  # type: ignore[arg-type]


def test_the_people_of_an_organisation_in_vietnamese_order(world: World) -> None:
    member(world.school, Role.MEMBER, full_name="Nguyễn Văn Ân")
    member(world.school, Role.MEMBER, full_name="Lê Thị An")
    assert names(world) == ["Lê Thị An", "Nguyễn Văn Ân", "Đỗ Thị Lan", "Phạm Quang Minh"]


@pytest.mark.parametrize("words", ["do thi", "ĐỖ", "lan", "nguoixem", " Lan "])
def test_searching_without_diacritics(world: World, words: str) -> None:
    assert names(world, search=words) == ["Đỗ Thị Lan"]


def test_filters(world: World) -> None:
    MembershipFactory(user=world.colleague, organisation=world.school, role=Role.MEMBER)
    assert names(world, role="member") == ["Đỗ Thị Lan"]
    assert names(world, role="secretary") == []
    assert names(world, role="principal", search="lan") == []


def test_those_who_left(world: World) -> None:
    gone = member(world.school, Role.SECRETARY, full_name="Trần Đã Nghỉ")
    Membership.objects.filter(user=gone).update(ended=True)
    MembershipFactory(user=world.colleague, organisation=world.school, role=Role.MEMBER, ended=True)
    assert names(world, left=True) == ["Trần Đã Nghỉ"]
    assert names(world, left=True, role="secretary") == ["Trần Đã Nghỉ"]
    assert "Trần Đã Nghỉ" not in names(world)


def test_a_person_appears_once_with_all_roles_here(world: World) -> None:
    MembershipFactory(user=world.owner, organisation=world.school, role=Role.CHAIR)
    MembershipFactory(user=world.owner, organisation=world.other_school, role=Role.VIEWER)
    owner = people.people_of(world.school).get(pk=world.owner.pk)
    assert {row.role for row in owner.roles_here} == {Role.PRINCIPAL, Role.CHAIR}  # type: ignore[attr-defined]


def test_a_person_of_the_organisation(world: World) -> None:
    assert people.person_of(world.school, world.colleague.pk) == world.colleague
    assert people.person_of(world.school, world.stranger.pk) is None
    Membership.objects.filter(user=world.colleague).update(ended=True)
    assert people.person_of(world.school, world.colleague.pk) == world.colleague


def test_roles_held_come_before_ended_ones(world: World) -> None:
    ended = MembershipFactory(user=world.owner, organisation=world.school, role=Role.CHAIR, ended=True)
    MembershipFactory(user=world.owner, organisation=world.other_school)
    found = people.roles_of(world.school, world.owner)
    assert [row.ended for row in found] == [False, True]
    assert people.held_role(world.school, found[0].pk) == found[0]
    assert people.held_role(world.school, ended.pk) is None
    assert people.held_role(world.other_school, found[0].pk) is None


def test_belonging_elsewhere(world: World) -> None:
    assert not people.belongs_elsewhere(world.school, world.colleague)
    other = MembershipFactory(user=world.colleague, organisation=world.other_school)
    assert people.belongs_elsewhere(world.school, world.colleague)
    Membership.objects.filter(pk=other.pk).update(ended=True)
    assert not people.belongs_elsewhere(world.school, world.colleague)


def test_roles_in_words_weightiest_first() -> None:
    rows = [Membership(role=Role.VIEWER), Membership(role=Role.PRINCIPAL), Membership(role=Role.VIEWER)]
    assert people.roles_in_words(rows) == "Hiệu trưởng, Người xem"
