import pytest
from django.test import Client
from django.urls import reverse

from minhdinh.access.permissions import Role
from minhdinh.accounts.models import User
from minhdinh.organisations.models import Membership
from tests.counting import queries_of
from tests.factories import World, member

LIST = "/truong/thcs-an-binh/nguoi-dung/"
NEW = {"full_name": "Hoàng Thị Lan", "username": "lanht", "role": "secretary", "position": "Giáo viên"}


@pytest.fixture
def owner(client: Client, world: World) -> Client:
    client.force_login(world.owner)
    return client


def shown(client: Client, query: str = "") -> list[str]:
    return [row["cells"]["name"] for row in client.get(f"{LIST}{query}").context["table"]["rows"]]


def test_the_list_in_vietnamese_order(owner: Client, world: World) -> None:
    member(world.school, Role.MEMBER, full_name="Lê Thị An", must_change_password=True)
    assert shown(owner) == ["Lê Thị An", "Đỗ Thị Lan", "Phạm Quang Minh"]
    page = owner.get(LIST).content.decode()
    assert "Chưa đổi mật khẩu đầu" in page
    assert "Vũ Văn Xa" not in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?q=do+thi", ["Đỗ Thị Lan"]),
        ("?role=principal", ["Phạm Quang Minh"]),
        ("?q=lan&role=principal", []),
        ("?state=left", []),
    ],
)
def test_filters_stand_in_the_address(owner: Client, query: str, expected: list[str]) -> None:
    assert shown(owner, query) == expected


def test_those_who_left(owner: Client, world: World) -> None:
    Membership.objects.filter(user=world.colleague).update(ended=True)
    User.objects.filter(pk=world.colleague.pk).update(is_active=False)
    assert shown(owner) == ["Phạm Quang Minh"]
    assert shown(owner, "?state=left") == ["Đỗ Thị Lan"]
    assert "Đã ngừng" in owner.get(f"{LIST}?state=left").content.decode()


def test_pages_of_fifty(owner: Client, world: World) -> None:
    for number in range(60):
        member(world.school, Role.MEMBER, full_name=f"Người {number:02d}")
    first = owner.get(LIST).context["table"]["page"]
    assert (first.shown, first.total) == (50, 62)
    assert len(shown(owner, f"?after={first.next}")) == 12


def test_as_many_queries_for_many_as_for_few(owner: Client, world: World) -> None:
    few = queries_of(owner, LIST)
    for _ in range(3):
        member(world.school, Role.MEMBER)
    assert queries_of(owner, LIST) == few <= 12


def test_the_department_looks_after_a_schools_people(client: Client, world: World) -> None:
    client.force_login(world.manager)
    assert client.get(LIST).status_code == 200


@pytest.mark.parametrize(("person", "status"), [("colleague", 403), ("officer", 403), ("stranger", 404)])
def test_who_does_not_see_the_list(client: Client, world: World, person: str, status: int) -> None:
    client.force_login(getattr(world, person))
    assert client.get(LIST).status_code == status


def test_an_office_has_people_too(client: Client, world: World) -> None:
    client.force_login(world.manager)
    response = client.get("/co-quan/so/nguoi-dung/")
    rows = response.context["table"]["rows"]
    assert [row["cells"]["name"] for row in rows] == ["Lưu Thị Hằng", "Tôn Thất Hiếu"]
    assert rows[0]["url"].startswith("/co-quan/so/nguoi-dung/")


def test_issuing_an_account_shows_the_password_once(owner: Client) -> None:
    response = owner.post(f"{LIST}moi/", NEW)
    assert response.status_code == 200
    password = response.context["password"]
    page = response.content.decode()
    assert password in page
    assert "chỉ hiện lần này" in page
    assert "no-store" in response["Cache-Control"]
    user = User.objects.get(username="lanht")
    assert user.check_password(password)
    assert user.memberships.get().position == "Giáo viên"
    assert (
        password
        not in owner.get(
            reverse("organisations:people-person", args=["thcs-an-binh", user.pk])
        ).content.decode()
    )


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"username": "nguoixem"}, "username"),
        ({"username": "có dấu"}, "username"),
        ({"role": "department_admin"}, "role"),
        ({"role": ""}, "role"),
        ({"full_name": ""}, "full_name"),
        ({"email": "sai"}, "email"),
    ],
)
def test_what_is_wrong_shows_at_its_field(owner: Client, values: dict[str, str], field: str) -> None:
    response = owner.post(f"{LIST}moi/", {**NEW, **values})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert "Hoàng Thị Lan" in response.content.decode() or field == "full_name"


def test_somebody_with_an_account_elsewhere_gets_a_role_here(owner: Client, world: World) -> None:
    response = owner.post(f"{LIST}da-co/", {"username": "NguoiLa", "role": "viewer"}, follow=True)
    assert "Đã giao vai trò cho Vũ Văn Xa" in response.content.decode()
    assert world.stranger.memberships.filter(organisation=world.school, role="viewer").exists()


@pytest.mark.parametrize("values", [{"username": "khong-co", "role": "viewer"}, {"username": "nguoila"}])
def test_who_cannot_be_found_changes_nothing(owner: Client, values: dict[str, str]) -> None:
    before = Membership.objects.count()
    response = owner.post(f"{LIST}da-co/", values, headers={"referer": f"http://testserver{LIST}moi/"})
    assert (response.status_code, response["Location"]) == (303, f"http://testserver{LIST}moi/")
    assert 'role="alert"' in owner.get(f"{LIST}moi/").content.decode()
    assert Membership.objects.count() == before


def test_a_superuser_is_nobody_to_a_school(owner: Client, world: World) -> None:
    User.objects.filter(pk=world.stranger.pk).update(is_superuser=True)
    owner.post(f"{LIST}da-co/", {"username": "nguoila", "role": "viewer"})
    assert not world.stranger.memberships.filter(organisation=world.school).exists()


def test_forms_need_their_token(world: World) -> None:
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(world.owner)
    assert careful.post(f"{LIST}moi/", NEW).status_code == 403
    assert not User.objects.filter(username="lanht").exists()
