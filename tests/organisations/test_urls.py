import pytest
from django.urls import resolve, reverse

ADDRESSES = {
    "home": "/",
    "organisations:system": "/quan-tri/",
}
WITH_CODE = {
    "enter": "/vao/a.b-c/",
    "organisations:profile": "/truong/a.b-c/ho-so/",
    "organisations:people": "/truong/a.b-c/nguoi-dung/",
    "organisations:audit": "/truong/a.b-c/nhat-ky/",
    "organisations:people-import": "/truong/a.b-c/nguoi-dung/nhap/",
    "organisations:office-home": "/co-quan/a.b-c/",
    "organisations:office-people": "/co-quan/a.b-c/nguoi-dung/",
    "organisations:office-audit": "/co-quan/a.b-c/nhat-ky/",
    "organisations:office-tree": "/co-quan/a.b-c/cay/",
    "organisations:office-add": "/co-quan/a.b-c/don-vi/moi/",
    "organisations:office-schools-import": "/co-quan/a.b-c/truong/nhap/",
}


@pytest.mark.parametrize(("name", "address"), ADDRESSES.items())
def test_addresses(name: str, address: str) -> None:
    assert reverse(name) == address
    assert resolve(address).view_name == name


@pytest.mark.parametrize(("name", "address"), WITH_CODE.items())
def test_addresses_of_an_organisation(name: str, address: str) -> None:
    assert reverse(name, kwargs={"code": "a.b-c"}) == address
    assert resolve(address).view_name == name


def test_a_code_may_hold_any_letters() -> None:
    address = reverse("organisations:profile", kwargs={"code": "Trường số 1"})
    assert resolve("/truong/Trường số 1/ho-so/").kwargs == {"code": "Trường số 1"}
    assert address == "/truong/Tr%C6%B0%E1%BB%9Dng%20s%E1%BB%91%201/ho-so/"
