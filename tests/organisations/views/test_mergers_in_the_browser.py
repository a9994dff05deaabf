"""Merging and splitting as a department's administrator does it, on a laptop and on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from minhdinh.access.actor import system_actor
from minhdinh.access.permissions import Role
from minhdinh.organisations.data.kinds import KINDS
from minhdinh.organisations.domain.delegations import delegate
from minhdinh.organisations.models import OrganisationKind, Succession
from tests.e2e.people import serious_violations, width_overflow
from tests.evidence.factories import signed_in
from tests.factories import SchoolFactory, World, make_world, member
from tests.organisations.reorganising import BASIS, REFORM, codes_under, get

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"width": 360, "height": 800}
Open = Callable[..., Page]


@pytest.fixture
def world(transactional_db: None, browser: object) -> World:
    """Return the small world (the browser is started before)."""
    for pk, name, rank, is_school in KINDS:
        OrganisationKind.objects.get_or_create(
            pk=pk, defaults={"name": name, "rank": rank, "is_school": is_school}
        )
    made = make_world()
    SchoolFactory(code="mn-an-binh", name="Trường Mầm non An Bình", under=made.commune)
    member(made.other_commune, Role.COMMUNE_OFFICER, full_name="Đặng Thị Mẫu")
    return made


@pytest.fixture
def opened(world: World, live_server: LiveServer, new_context: Callable[..., BrowserContext]) -> Open:
    """Return a function that signs a person of the world in and gives a page."""

    def open_page(path: str, who: str = "manager", **options: object) -> Page:
        cookie = signed_in(getattr(world, who)).cookies["sessionid"].value
        context = new_context(base_url=live_server.url, **options)
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.goto(path)
        return page

    return open_page


def preview(page: Page) -> None:
    """Fill the form of a merger and ask for the preview."""
    page.get_by_label("Mã của đơn vị kế tục").fill("xa-moi")
    page.get_by_label("Tên của đơn vị mới").fill("Ủy ban nhân dân xã Mới")
    page.get_by_role("textbox", name="Có hiệu lực từ ngày").fill("01/07/2025")
    page.get_by_label("Căn cứ pháp lý").fill(BASIS)
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("heading", name="Xem trước")).to_be_visible()


def test_from_the_tree_to_a_merger(opened: Open, world: World) -> None:
    page = opened("/co-quan/so/cay/")
    for name in ("xã An Bình", "xã Phú Sơn"):
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="Sáp nhập các đơn vị đã chọn").click()
    expect(page.get_by_label("Mã các đơn vị sáp nhập")).to_have_value("xa-an-binh, xa-phu-son")
    preview(page)
    expect(page.get_by_text("Nguyễn Tấn Tài")).to_be_visible()
    assert serious_violations(page) == []
    page.get_by_role("button", name="Thực hiện đúng như trên").click()
    page.get_by_role("dialog").get_by_role("button", name="Thực hiện").click()
    expect(page.get_by_role("heading", name="Tiền thân và kế tục")).to_be_visible()
    assert Succession.objects.count() == 2
    assert codes_under(get("xa-moi"), REFORM) == {"thcs-an-binh", "thcs-phu-son", "mn-an-binh"}


@pytest.mark.parametrize("size", [None, PHONE], ids=["laptop", "phone"])
def test_the_pages_fit_and_can_be_read(opened: Open, world: World, size: dict[str, int] | None) -> None:
    delegate(actor=system_actor(), office=world.commune, acting=world.other_commune, day=REFORM, basis=BASIS)
    options = {"viewport": size} if size else {}
    page = opened("/co-quan/so/sap-nhap/?unit=xa-an-binh&unit=xa-phu-son", **options)
    preview(page)
    assert width_overflow(page) <= 0
    assert serious_violations(page) == []
    for path in (
        "/co-quan/so/don-vi/xa-an-binh/xem/",
        "/co-quan/so/cay/",
        "/co-quan/so/don-vi/xa-an-binh/tach/",
    ):
        page.goto(path)
        assert width_overflow(page) <= 0, path
        assert serious_violations(page) == [], path


def test_a_split_with_its_assignment(opened: Open, world: World) -> None:
    page = opened("/co-quan/so/don-vi/xa-an-binh/tach/")
    page.get_by_label("Các đơn vị sau khi tách").fill("xa-a; Xã A\nxa-b; Xã B")
    page.get_by_role("textbox", name="Có hiệu lực từ ngày").fill("01/07/2025")
    page.get_by_label("Căn cứ pháp lý").fill(BASIS)
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_label("Trường Mầm non An Bình về").select_option("xa-b")
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_role("button", name="Thực hiện đúng như trên").click()
    page.get_by_role("dialog").get_by_role("button", name="Thực hiện").click()
    expect(page.get_by_role("heading", name="Xã A")).to_be_visible()
    assert codes_under(get("xa-b"), REFORM) == {"mn-an-binh"}
