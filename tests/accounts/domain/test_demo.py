import json
from pathlib import Path

import pytest
from pytest_django import Settings

from minhdinh.accounts.domain.demo import DemoAccount, accounts_file, demo_user, listed_accounts
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
ROW = {"username": "thuky", "label": "Lê Thu Hà", "role_label": "Thư ký", "place": "Trường THCS Sao Mai"}


@pytest.fixture(autouse=True)
def _demo(settings: Settings, tmp_path: Path) -> None:
    settings.MINHDINH_DEMO = True
    settings.MINHDINH_DATA = tmp_path
    UserFactory(username="thuky")
    UserFactory(username="khong-trong-danh-sach")
    write(ROW)


def write(*rows: dict[str, str]) -> None:
    accounts_file().write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def test_listed_accounts_in_the_files_order() -> None:
    UserFactory(username="hieutruong")
    write({**ROW, "username": "hieutruong"}, ROW)
    assert [account.username for account in listed_accounts()] == ["hieutruong", "thuky"]
    assert listed_accounts()[1] == DemoAccount(**ROW)


def test_an_account_that_cannot_sign_in_is_left_out() -> None:
    UserFactory(username="nghi", is_active=False)
    write(ROW, {**ROW, "username": "nghi"}, {**ROW, "username": "chua-co"})
    assert [account.username for account in listed_accounts()] == ["thuky"]
    assert demo_user("nghi") is None


def test_only_listed_accounts_can_be_entered() -> None:
    user = demo_user("thuky")
    assert user is not None
    assert user.username == "thuky"
    assert demo_user("khong-trong-danh-sach") is None
    assert demo_user("") is None


def test_outside_a_demo_there_are_none(settings: Settings) -> None:
    settings.MINHDINH_DEMO = False
    assert listed_accounts() == []
    assert demo_user("thuky") is None


def test_without_the_file_there_are_none() -> None:
    accounts_file().unlink()
    assert listed_accounts() == []


def test_missing_words_are_blank() -> None:
    write({"username": "thuky"})
    assert listed_accounts() == [DemoAccount("thuky", "", "", "")]
