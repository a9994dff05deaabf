import io
import json

import pytest
from django.core.management import CommandError, call_command

from minhdinh.accounts.models import User
from tests.factories import World

LAN = [
    "--organisation",
    "thcs-an-binh",
    "--username",
    "lanht",
    "--name",
    "Hoàng Thị Lan",
    "--role",
    "school_admin",
]


def add(*words: str) -> str:
    out = io.StringIO()
    call_command("users", "add", *LAN, *words, stdout=out)
    return out.getvalue()


def test_the_first_password_is_printed_once(world: World) -> None:
    username, name, password = add().rstrip("\n").split("\t")
    user = User.objects.get(username="lanht")
    assert (username, name) == ("lanht", "Hoàng Thị Lan")
    assert user.check_password(password)
    assert user.must_change_password
    assert user.memberships.get().role == "school_admin"


def test_a_given_password_is_not_printed(world: World) -> None:
    shown = json.loads(add("--password", "mưa rơi trên phố cũ", "--email", "lan@x.vn", "--json"))
    assert shown == {"username": "lanht", "name": "Hoàng Thị Lan", "first_password": ""}
    user = User.objects.get(username="lanht")
    assert user.check_password("mưa rơi trên phố cũ")
    assert user.email == "lan@x.vn"


def test_json_carries_the_password(world: World) -> None:
    assert User.objects.filter(username="lanht").count() == 0
    password = json.loads(add("--json"))["first_password"]
    assert User.objects.get(username="lanht").check_password(password)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--organisation", "khong-co"], "mang mã khong-co"),
        (["--username", "nguoixem"], "đã có người dùng"),
        (["--username", "?"], "Tên đăng nhập gồm"),
        (["--role", "department_admin"], "không dùng ở"),
        (["--role", "king"], "không dùng ở"),
        (["--name", " "], "họ và tên"),
    ],
)
def test_mistakes_end_with_two(world: World, words: list[str], message: str) -> None:
    with pytest.raises(CommandError, match=message) as caught:
        add(*words)
    assert caught.value.returncode == 2
    assert not User.objects.filter(username="lanht").exists()


def test_a_system_administrator(world: World) -> None:
    add("--organisation", "bo", "--role", "system_admin")
    assert User.objects.get(username="lanht").memberships.get().organisation == world.ministry
