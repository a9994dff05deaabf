"""Strangers send little: what is larger is refused by its length, before anything of it is read."""

from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from minhdinh.access.body_limit import body_length
from tests.factories import World, make_world

MOST = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
FORM = "multipart/form-data; boundary=x"
PAGE = "/co-quan/so/cong-nhan/ghi/"


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def sent(address: str, length: object, **more: Any) -> Any:
    """Send a form that says how long it is and brings nothing; reading it would be an error of the test's client."""
    client = Client(enforce_csrf_checks=True)
    return client.generic("POST", address, b"", FORM, CONTENT_LENGTH=str(length), **more)


@pytest.mark.parametrize(
    "address", ["/dang-nhap/", "/tra-cuu/truong/thcs-an-binh/gop-y/", "/thong-bao/ngung/x/", "/ngon-ngu/"]
)
def test_a_stranger_sends_no_file_to_a_public_page(world: World, address: str) -> None:
    answer = sent(address, MOST + 1)
    assert answer.status_code == 413
    assert "quá lớn" in answer.content.decode()


def test_a_script_is_told_in_json(world: World) -> None:
    answer = sent("/dang-nhap/", 10**12, headers={"Accept": "application/json"})
    assert answer.status_code == 413
    assert "quá lớn" in answer.json()["message"]


def test_a_page_for_people_says_that_they_have_to_sign_in(world: World) -> None:
    """A session that ended while somebody sent files is told as ever, so that nothing typed is lost."""
    answer = sent(PAGE, 10**9)
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/dang-nhap/")
    asked = sent(PAGE, 10**9, headers={"Accept": "application/json"})
    assert asked.status_code == 401


def test_who_is_signed_in_sends_files(world: World) -> None:
    client = Client()
    client.force_login(world.owner)
    file = SimpleUploadedFile("to.bin", b"x" * (MOST + 1))
    assert client.post("/dang-nhap/", {"file": file}).status_code != 413


def test_the_interface_asks_for_the_token_itself(world: World) -> None:
    assert sent("/api/v1/schools/thcs-an-binh/evidence/items/1/files", 10**9).status_code == 401


def test_little_goes_through(world: World) -> None:
    answer = Client().post("/dang-nhap/", {"login": "ai-do", "password": "x" * 1000})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("told", "length"), [("12", 12), ("", 0), ("-5", 0), ("1e9", 0), ("²", 0), (str(10**15), 10**15)]
)
def test_a_length_is_a_number_or_nothing(told: str, length: int) -> None:
    assert body_length(RequestFactory().get("/", CONTENT_LENGTH=told)) == length
