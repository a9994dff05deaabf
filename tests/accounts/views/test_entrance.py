import json
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from minhdinh.audit.models import Entry
from tests.factories import PASSWORD, World

WRONG = "không đúng"


def sign_in(client: Client, login: str, password: str = PASSWORD, **more: str):
    return client.post("/dang-nhap/", {"login": login, "password": password, **more})


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.django_db
def test_the_page_is_in_vietnamese_without_demo_accounts(client: Client) -> None:
    page = client.get("/dang-nhap/").content.decode()
    assert "Tên đăng nhập hoặc thư điện tử" in page
    assert "Quên mật khẩu?" in page
    assert "Vào thử" not in page


@pytest.mark.parametrize(
    "login", ["hieutruong", "HieuTruong", " hieutruong ", "ht@truong.example", "HT@truong.example"]
)
def test_by_username_or_email_in_any_case(client: Client, world: World, login: str) -> None:
    world.owner.email = "ht@truong.example"
    world.owner.save()
    response = sign_in(client, login)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert signed_in(client)


def test_back_to_where_one_wanted_to_go(client: Client, world: World) -> None:
    response = sign_in(client, "hieutruong", next="/truong/thcs-an-binh/ho-so/")
    assert response["Location"] == "/truong/thcs-an-binh/ho-so/"


def test_never_to_a_foreign_site(client: Client, world: World) -> None:
    assert sign_in(client, "hieutruong", next="https://nơi-khác.vn/")["Location"] == "/"


@pytest.mark.parametrize(("login", "password"), [("hieutruong", "sai mật khẩu"), ("khong-co", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_look_alike(
    client: Client, world: World, login: str, password: str
) -> None:
    response = sign_in(client, login, password)
    assert response.status_code == 200
    assert WRONG in response.content.decode()
    assert not signed_in(client)


def test_someone_who_left_everywhere_cannot_sign_in(client: Client, world: World) -> None:
    world.colleague.is_active = False
    world.colleague.save()
    sign_in(client, "nguoixem")
    assert not signed_in(client)


def test_too_many_wrong_tries_are_stopped(client: Client, world: World) -> None:
    for _ in range(5):
        assert WRONG in sign_in(client, "hieutruong", "sai").content.decode()
    page = sign_in(client, "hieutruong").content.decode()
    assert "quá nhiều lần" in page
    assert not signed_in(client)


def test_the_limit_counts_by_person(client: Client, world: World) -> None:
    for _ in range(5):
        sign_in(client, "hieutruong", "sai")
    assert sign_in(client, "nguoixem").status_code == 302


def test_signed_in_people_do_not_see_the_form(client: Client, world: World) -> None:
    client.force_login(world.owner)
    assert client.get("/dang-nhap/")["Location"] == "/"


@pytest.mark.parametrize(("remember", "closes"), [("on", False), ("", True)])
def test_staying_signed_in(client: Client, world: World, remember: str, closes: bool) -> None:
    sign_in(client, "hieutruong", **({"remember": remember} if remember else {}))
    assert client.session.get_expire_at_browser_close() is closes


def test_signing_out(client: Client, world: World) -> None:
    client.force_login(world.owner)
    assert "Những gì đã lưu vẫn còn nguyên" in client.get("/dang-xuat/").content.decode()
    assert client.post("/dang-xuat/")["Location"] == "/dang-nhap/"
    assert not signed_in(client)


@pytest.fixture
def _demo(settings: Settings, tmp_path: Path) -> None:
    settings.MINHDINH_DEMO = True
    settings.MINHDINH_DATA = tmp_path
    row = {
        "username": "hieutruong",
        "label": "Phạm Quang Minh",
        "role_label": "Hiệu trưởng",
        "place": "THCS An Bình",
    }
    (tmp_path / "demo-accounts.json").write_text(json.dumps([row]), encoding="utf-8")


@pytest.mark.usefixtures("_demo")
def test_every_demo_role_is_one_click_away(client: Client, world: World) -> None:
    page = client.get("/dang-nhap/").content.decode()
    assert "Hiệu trưởng" in page
    assert "Phạm Quang Minh" in page
    response = client.post("/dang-nhap/dung-thu/", {"username": "hieutruong"})
    assert response["Location"] == "/"
    assert signed_in(client)
    assert Entry.objects.get().action == "account.demo_sign_in"


@pytest.mark.usefixtures("_demo")
@pytest.mark.parametrize("username", ["nguoixem", "", "quantri"])
def test_no_other_account_is_open(client: Client, world: World, username: str) -> None:
    assert client.post("/dang-nhap/dung-thu/", {"username": username}).status_code == 404
    assert not signed_in(client)


@pytest.mark.usefixtures("_demo")
def test_one_click_is_a_post_with_its_token(world: World) -> None:
    careful = Client(enforce_csrf_checks=True)
    assert careful.post("/dang-nhap/dung-thu/", {"username": "hieutruong"}).status_code == 403
    assert careful.get("/dang-nhap/dung-thu/").status_code == 405


def test_outside_a_demo_there_is_no_such_door(client: Client, world: World, settings: Settings) -> None:
    settings.MINHDINH_DEMO = False
    assert client.post("/dang-nhap/dung-thu/", {"username": "hieutruong"}).status_code == 404
