import pytest
from django.test import Client

from minhdinh.access.permissions import Role
from minhdinh.accounts.models import User
from tests.factories import PASSWORD, MembershipFactory, World

LIST = "/truong/thcs-an-binh/nguoi-dung/"


@pytest.fixture
def owner(client: Client, world: World) -> Client:
    client.force_login(world.owner)
    return client


@pytest.fixture
def page(world: World) -> str:
    return f"{LIST}{world.colleague.pk}/"


def test_a_person_with_roles_and_what_may_be_done(owner: Client, world: World, page: str) -> None:
    MembershipFactory(user=world.colleague, organisation=world.school, role=Role.MEMBER, ended=True)
    text = owner.get(page).content.decode()
    assert "Người xem" in text
    assert "Vai trò đã qua" in text
    assert "Đặt lại mật khẩu" in text
    assert "chưa lần nào" in text


def test_nobody_resets_oneself_here(owner: Client, world: World) -> None:
    text = owner.get(f"{LIST}{world.owner.pk}/").content.decode()
    assert "Đặt lại mật khẩu" not in text
    assert "Thôi làm việc" not in text


def test_a_person_of_two_places_keeps_the_password(owner: Client, world: World, page: str) -> None:
    MembershipFactory(user=world.colleague, organisation=world.other_school)
    text = owner.get(page).content.decode()
    assert "còn thuộc đơn vị khác" in text
    assert f"{page}mat-khau/" not in text
    assert owner.post(f"{page}mat-khau/").status_code == 422
    world.colleague.refresh_from_db()
    assert world.colleague.check_password(PASSWORD)


def test_one_more_role(owner: Client, world: World, page: str) -> None:
    response = owner.post(f"{page}vai-tro/", {"role": "secretary", "position": "Tổ trưởng"})
    assert response["Location"] == page
    assert world.colleague.memberships.filter(role="secretary", position="Tổ trưởng").exists()


def test_a_role_of_an_office_is_refused(owner: Client, world: World, page: str) -> None:
    assert owner.post(f"{page}vai-tro/", {"role": "department_admin"}).status_code == 422
    assert world.colleague.memberships.count() == 1


def test_ending_a_role(owner: Client, world: World, page: str) -> None:
    membership = world.colleague.memberships.get()
    assert owner.post(f"{page}vai-tro/{membership.pk}/thoi/")["Location"] == page
    membership.refresh_from_db()
    assert membership.ended
    assert "Đã thôi mọi vai trò ở đây" in owner.get(page).content.decode()


def test_a_role_of_somebody_else_is_not_there(owner: Client, world: World, page: str) -> None:
    for membership in (world.owner.memberships.get(), world.stranger.memberships.get()):
        assert owner.post(f"{page}vai-tro/{membership.pk}/thoi/").status_code == 404
        membership.refresh_from_db()
        assert not membership.ended


def test_a_new_first_password_is_shown_once(owner: Client, world: World, page: str) -> None:
    response = owner.post(f"{page}mat-khau/")
    world.colleague.refresh_from_db()
    assert world.colleague.check_password(response.context["password"])
    assert world.colleague.must_change_password
    assert "no-store" in response["Cache-Control"]


def test_leaving(owner: Client, world: World, page: str) -> None:
    response = owner.post(f"{page}thoi/", follow=True)
    assert "tên vẫn được giữ" in response.content.decode()
    world.colleague.refresh_from_db()
    assert not world.colleague.is_active
    assert world.colleague.full_name == "Đỗ Thị Lan"


def test_leaving_signs_the_person_out(owner: Client, world: World, page: str) -> None:
    theirs = Client()
    theirs.force_login(world.colleague)
    owner.post(f"{page}thoi/")
    assert theirs.get("/tai-khoan/").status_code == 302


@pytest.mark.parametrize("action", ["", "vai-tro/", "mat-khau/", "thoi/"])
def test_people_of_other_schools_are_not_there(owner: Client, world: World, action: str) -> None:
    address = f"{LIST}{world.stranger.pk}/{action}"
    response = owner.post(address, {"role": "viewer"}) if action else owner.get(address)
    assert response.status_code == 404
    assert User.objects.get(pk=world.stranger.pk).check_password(PASSWORD)


@pytest.mark.parametrize("action", ["vai-tro/", "mat-khau/", "thoi/"])
def test_changes_are_posts(owner: Client, page: str, action: str) -> None:
    assert owner.get(f"{page}{action}").status_code == 405
