import pytest

from minhdinh.access.actor import Actor, system_actor
from minhdinh.access.permissions import OFFICE_ROLES, PASSING_ROLES, SCHOOL_ROLES, Role
from minhdinh.accounts.models import User
from minhdinh.audit.models import Entry
from minhdinh.audit.registry import sentence
from minhdinh.common.problems import NotAllowed, Problem
from minhdinh.organisations.domain.membership import (
    end_role,
    grant_role,
    issue_account,
    leave_organisation,
    roles_for,
    set_first_password,
)
from minhdinh.organisations.models import Membership
from tests.factories import PASSWORD, MembershipFactory, UserFactory, World, acting


@pytest.fixture
def principal(world: World) -> Actor:
    return acting(world.owner, world.school)


def issue(world: World, actor: Actor, **values: str):
    given = {"username": "lanht", "full_name": "Hoàng Thị Lan", "role": Role.MEMBER.value}
    return issue_account(actor=actor, organisation=world.school, **{**given, **values})


def said() -> list[str]:
    return [sentence(entry.action, entry.data) for entry in Entry.objects.order_by("id")]


def test_which_roles_fit_which_organisation(world: World) -> None:
    assert set(roles_for(world.school)) == SCHOOL_ROLES - PASSING_ROLES
    assert set(roles_for(world.department)) == OFFICE_ROLES
    assert set(roles_for(world.ministry)) == OFFICE_ROLES | {Role.SYSTEM_ADMIN}


def test_issuing_an_account(world: World, principal: Actor) -> None:
    issued = issue(
        world, principal, username=" LanHT ", email="LAN@truong.example", position="Giáo  viên", phone="09"
    )
    user = User.objects.get(username="lanht")
    assert user == issued.user
    assert user.check_password(issued.password)
    assert user.must_change_password
    assert (user.email, user.phone) == ("lan@truong.example", "09")
    membership = user.memberships.get()
    assert (membership.organisation, membership.role, membership.position) == (
        world.school,
        "member",
        "Giáo viên",
    )
    assert said() == ["Cấp tài khoản lanht cho Hoàng Thị Lan"]
    assert issued.password not in str(Entry.objects.get().data)


def test_a_given_password_is_the_persons_own(world: World, principal: Actor) -> None:
    issued = issue(world, principal, password="mưa rơi trên phố cũ")
    assert not issued.user.must_change_password
    assert issued.user.check_password("mưa rơi trên phố cũ")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"username": "ab"}, "username"),
        ({"username": "có dấu"}, "username"),
        ({"username": ".lan"}, "username"),
        ({"username": "x" * 61}, "username"),
        ({"username": "NguoiXem"}, "username"),
        ({"full_name": "   "}, "full_name"),
        ({"email": "CO@truong.example"}, "email"),
        ({"role": "department_admin"}, "role"),
        ({"role": "king"}, "role"),
    ],
)
def test_what_is_refused_names_its_field(
    world: World, principal: Actor, values: dict[str, str], field: str
) -> None:
    UserFactory(email="co@truong.example")
    before = User.objects.count()
    with pytest.raises(Problem) as caught:
        issue(world, principal, **values)
    assert caught.value.field == field
    assert User.objects.count() == before
    assert said() == []


@pytest.mark.parametrize("person", ["colleague", "officer", "commune_officer"])
def test_only_administrators_issue_accounts(world: World, person: str) -> None:
    with pytest.raises(NotAllowed):
        issue(world, acting(getattr(world, person), world.school))


def test_nobody_issues_accounts_elsewhere(world: World) -> None:
    with pytest.raises(NotAllowed):
        issue(world, acting(world.stranger, world.other_school))


def test_the_department_issues_a_schools_first_account(world: World) -> None:
    issue(world, acting(world.manager, world.school), role=Role.SCHOOL_ADMIN.value)
    entry = Entry.objects.get()
    assert (entry.organisation_id, entry.home_id) == (world.school.pk, world.department.pk)


def test_only_the_system_makes_system_administrators(world: World) -> None:
    person = UserFactory()
    wanted = {"organisation": world.ministry, "user": person, "role": Role.SYSTEM_ADMIN.value}
    MembershipFactory(user=world.manager, organisation=world.ministry, role=Role.DEPARTMENT_ADMIN)
    with pytest.raises(NotAllowed):
        grant_role(actor=acting(world.manager, world.ministry), **wanted)
    grant_role(actor=acting(world.system, world.ministry), **wanted)
    assert person.memberships.get().role == Role.SYSTEM_ADMIN


def test_granting_a_role_once(world: World, principal: Actor) -> None:
    wanted = {"actor": principal, "organisation": world.school, "user": world.colleague, "role": "secretary"}
    first = grant_role(**wanted, position=" Tổ  trưởng ")
    assert grant_role(**wanted) == first
    assert (first.position, first.source) == ("Tổ trưởng", "admin")
    assert said() == ["Giao vai trò Thư ký hội đồng tự đánh giá cho Đỗ Thị Lan"]


def test_a_role_can_be_held_again(world: World, principal: Actor) -> None:
    membership = world.colleague.memberships.get()
    MembershipFactory(user=world.colleague, organisation=world.school, role=Role.MEMBER)
    end_role(actor=principal, membership=membership)
    grant_role(actor=principal, organisation=world.school, user=world.colleague, role=Role.VIEWER.value)
    assert Membership.objects.filter(user=world.colleague, role=Role.VIEWER).count() == 2


def test_ending_the_last_role_closes_the_account_and_keeps_the_name(world: World, principal: Actor) -> None:
    end_role(actor=principal, membership=world.colleague.memberships.get())
    world.colleague.refresh_from_db()
    assert not world.colleague.is_active
    assert world.colleague.full_name == "Đỗ Thị Lan"
    membership = world.colleague.memberships.get()
    assert membership.ended
    assert membership.valid_to is not None
    assert said() == ["Thôi vai trò Người xem của Đỗ Thị Lan"]


def test_a_role_elsewhere_keeps_the_account_open(world: World, principal: Actor) -> None:
    MembershipFactory(user=world.colleague, organisation=world.other_school)
    end_role(actor=principal, membership=world.colleague.memberships.get(organisation=world.school))
    world.colleague.refresh_from_db()
    assert world.colleague.is_active


def test_whoever_comes_back_can_sign_in_again(world: World, principal: Actor) -> None:
    leave_organisation(actor=principal, organisation=world.school, user=world.colleague)
    world.colleague.refresh_from_db()
    assert not world.colleague.is_active
    grant_role(
        actor=acting(world.stranger, world.other_school),
        organisation=world.other_school,
        user=world.colleague,
        role=Role.MEMBER.value,
    )
    world.colleague.refresh_from_db()
    assert world.colleague.is_active


def test_leaving_ends_every_role_here_and_none_elsewhere(world: World, principal: Actor) -> None:
    MembershipFactory(user=world.colleague, organisation=world.school, role=Role.MEMBER)
    MembershipFactory(user=world.colleague, organisation=world.other_school)
    assert leave_organisation(actor=principal, organisation=world.school, user=world.colleague) == 2
    assert [row.organisation for row in world.colleague.memberships.filter(ended=False)] == [
        world.other_school
    ]
    assert said() == ["Đỗ Thị Lan thôi làm việc ở đơn vị"]
    assert leave_organisation(actor=principal, organisation=world.school, user=world.colleague) == 0
    assert len(said()) == 1


def test_nobody_locks_the_door_behind_oneself(world: World, principal: Actor) -> None:
    with pytest.raises(Problem, match="tự bỏ"):
        end_role(actor=principal, membership=world.owner.memberships.get())
    with pytest.raises(Problem, match="tự cho mình"):
        leave_organisation(actor=principal, organisation=world.school, user=world.owner)


def test_a_new_first_password(world: World, principal: Actor) -> None:
    password = set_first_password(actor=principal, organisation=world.school, user=world.colleague)
    world.colleague.refresh_from_db()
    assert world.colleague.check_password(password)
    assert world.colleague.must_change_password
    assert said() == ["Đặt lại mật khẩu cho Đỗ Thị Lan"]


def test_not_for_somebody_who_also_belongs_elsewhere(world: World, principal: Actor) -> None:
    MembershipFactory(user=world.colleague, organisation=world.other_school)
    with pytest.raises(Problem, match="đơn vị khác"):
        set_first_password(actor=principal, organisation=world.school, user=world.colleague)
    world.colleague.refresh_from_db()
    assert world.colleague.check_password(PASSWORD)


def test_not_for_strangers_nor_for_the_system(world: World, principal: Actor) -> None:
    with pytest.raises(Problem):
        set_first_password(actor=principal, organisation=world.school, user=world.stranger)
    root = UserFactory(is_superuser=True)
    MembershipFactory(user=root, organisation=world.school)
    with pytest.raises(Problem):
        set_first_password(actor=principal, organisation=world.school, user=root)


def test_the_command_line_acts_as_the_system(world: World) -> None:
    issue(world, system_actor(world.school.pk))
    assert Entry.objects.get().actor_name == "Hệ thống"
