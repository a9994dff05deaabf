import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from minhdinh.access import web
from minhdinh.access.web import on_signed_in, public_view, signed_in_view, stopped_at_the_door
from minhdinh.accounts.models import User
from tests.factories import World


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Trang")


def visit(user: User | AnonymousUser, path: str = "/x/?a=1", **headers: str) -> HttpRequest:
    request = RequestFactory().get(path, **headers)
    request.user = user
    request.resolver_match = None
    return request


def test_a_public_page_is_open_and_says_so() -> None:
    view = public_view(page)
    assert view.access == "public"  # type: ignore[attr-defined]
    assert view(visit(AnonymousUser())).content.decode() == "Trang"


def test_decorating_leaves_the_view_itself_alone() -> None:
    public_view(page)
    assert not hasattr(page, "access")


def test_a_signed_out_visitor_is_led_to_sign_in_and_back() -> None:
    response = signed_in_view(page)(visit(AnonymousUser()))
    assert response.status_code == 302
    assert response.headers["Location"] == "/dang-nhap/?next=/x/%3Fa%3D1"


def test_a_script_gets_the_sentence_instead() -> None:
    response = signed_in_view(page)(visit(AnonymousUser(), HTTP_ACCEPT="application/json"))
    assert response.status_code == 401
    assert "đăng nhập lại" in json.loads(response.content)["message"]


@pytest.mark.django_db
def test_an_own_password_comes_first(world: World) -> None:
    world.owner.must_change_password = True
    response = stopped_at_the_door(visit(world.owner))
    assert response is not None
    assert response.headers["Location"] == "/tai-khoan/mat-khau-dau/"
    script = stopped_at_the_door(visit(world.owner, HTTP_ACCEPT="application/json"))
    assert script is not None
    assert script.status_code == 403


def test_somebody_signed_in_goes_on(world: World) -> None:
    assert stopped_at_the_door(visit(world.owner)) is None
    assert signed_in_view(page)(visit(world.owner)).content.decode() == "Trang"


def test_upper_rooms_prepare_the_page_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "_hooks", [])
    seen: list[str] = []

    def hook(request: HttpRequest) -> None:
        seen.append(request.path)

    on_signed_in(hook)
    on_signed_in(hook)
    signed_in_view(page)(visit(world.owner))
    assert seen == ["/x/"]


def test_hooks_do_not_see_the_signed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "_hooks", [])
    on_signed_in(lambda request: pytest.fail("a signed-out visitor reached the hook"))
    signed_in_view(page)(visit(AnonymousUser()))


def test_pages_outside_organisations_carry_the_persons_menu(client: Client, world: World) -> None:
    client.force_login(world.owner)
    response = client.get("/tai-khoan/")
    links = [link["url"] for link in response.context["place"].user_links]
    assert links == [
        "/viec-cua-toi/",
        "/thong-bao/cach-nhan/",
        "/tai-khoan/",
        "/viec/",
        "/tai-khoan/ma-truy-cap/",
    ]
