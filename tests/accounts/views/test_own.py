import pytest
from django.test import Client

from minhdinh.access.permissions import Role
from tests.factories import MembershipFactory, World

NEW = "mưa rơi trên phố cũ"


@pytest.fixture
def owner(client: Client, world: World) -> Client:
    client.force_login(world.owner)
    return client


def test_the_account_page_shows_the_person_and_every_role(owner: Client, world: World) -> None:
    MembershipFactory(user=world.owner, organisation=world.school, role=Role.CHAIR)
    MembershipFactory(user=world.owner, organisation=world.other_school, role=Role.VIEWER)
    page = owner.get("/tai-khoan/").content.decode()
    assert "Phạm Quang Minh" in page
    assert "Hiệu trưởng, Chủ tịch hội đồng tự đánh giá" in page
    assert "Trường THCS Phú Sơn" in page
    assert "Chưa bật" in page


def test_saving_the_own_account(owner: Client, world: World) -> None:
    values = {"full_name": "Phạm Quang Minh", "email": "minh@truong.example", "phone": "0912"}
    assert owner.post("/tai-khoan/", values)["Location"] == "/tai-khoan/"
    world.owner.refresh_from_db()
    assert (world.owner.email, world.owner.phone) == ("minh@truong.example", "0912")


def test_an_email_of_somebody_else_shows_at_its_field(owner: Client, world: World) -> None:
    world.colleague.email = "lan@truong.example"
    world.colleague.save()
    response = owner.post("/tai-khoan/", {"full_name": "Minh", "email": "LAN@truong.example"})
    assert response.status_code == 422
    assert "tài khoản khác" in str(response.context["form"].errors["email"])
    world.owner.refresh_from_db()
    assert (world.owner.full_name, world.owner.email) == ("Phạm Quang Minh", "")


def test_a_wrong_form_does_not_rename_the_person_in_the_bar(owner: Client) -> None:
    response = owner.post("/tai-khoan/", {"full_name": "", "email": "x"})
    assert response.status_code == 422
    assert "Phạm Quang Minh" in response.content.decode()


def test_the_username_cannot_be_changed_here(owner: Client, world: World) -> None:
    owner.post("/tai-khoan/", {"full_name": "Minh", "username": "quantri2", "is_superuser": "on"})
    world.owner.refresh_from_db()
    assert world.owner.username == "hieutruong"
    assert not world.owner.is_superuser


@pytest.fixture
def newcomer(client: Client, world: World) -> Client:
    world.owner.must_change_password = True
    world.owner.save()
    client.force_login(world.owner)
    return client


@pytest.mark.parametrize(
    "address", ["/", "/tai-khoan/", "/viec/", "/truong/thcs-an-binh/ho-so/", "/vao/thcs-an-binh/"]
)
def test_a_first_password_has_to_be_changed_before_anything(newcomer: Client, address: str) -> None:
    assert newcomer.get(address)["Location"] == "/tai-khoan/mat-khau-dau/"


def test_changing_the_first_password(newcomer: Client, world: World) -> None:
    assert "Kính chào Phạm Quang Minh" in newcomer.get("/tai-khoan/mat-khau-dau/").content.decode()
    response = newcomer.post("/tai-khoan/mat-khau-dau/", {"new_password1": NEW, "new_password2": NEW})
    assert response["Location"] == "/"
    assert newcomer.get("/tai-khoan/").status_code == 200
    world.owner.refresh_from_db()
    assert world.owner.check_password(NEW)


def test_a_weak_password_keeps_the_person_there(newcomer: Client, world: World) -> None:
    response = newcomer.post("/tai-khoan/mat-khau-dau/", {"new_password1": "123", "new_password2": "123"})
    assert response.status_code == 422
    world.owner.refresh_from_db()
    assert world.owner.must_change_password


def test_whoever_has_an_own_password_is_led_to_the_ordinary_page(owner: Client) -> None:
    assert owner.get("/tai-khoan/mat-khau-dau/")["Location"] == "/tai-khoan/mat-khau/doi/"
