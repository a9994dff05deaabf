import pytest
from django.http import HttpRequest, HttpResponse

from minhdinh.access.permissions import P
from minhdinh.organisations.web.paths import both, import_url, url_in
from tests.factories import World


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_one_view_two_addresses_with_the_same_permission() -> None:
    school, office = both("viec-moi/", page, "new-thing", P.AUDIT_VIEW)
    assert (str(school.pattern), school.name) == ("truong/<str:code>/viec-moi/", "new-thing")
    assert (str(office.pattern), office.name) == ("co-quan/<str:code>/viec-moi/", "office-new-thing")
    assert school.callback.access == office.callback.access == "audit.view"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("place", "address"),
    [("school", "/truong/thcs-an-binh/nguoi-dung/7/"), ("department", "/co-quan/so/nguoi-dung/7/")],
)
def test_addresses_follow_the_organisation(world: World, place: str, address: str) -> None:
    assert url_in(getattr(world, place), "people-person", user_id=7) == address


def test_addresses_of_imports(world: World) -> None:
    assert import_url(world.school, "people") == "/truong/thcs-an-binh/nguoi-dung/nhap/"
    assert import_url(world.department, "schools", "draft", draft_id=3) == "/co-quan/so/truong/nhap/3/"
