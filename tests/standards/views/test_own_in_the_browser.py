"""Own propositions as a principal and an officer write them, on a laptop and on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from minhdinh.organisations.data.kinds import KINDS
from minhdinh.organisations.models import OrganisationKind
from minhdinh.standards.domain.loading import load_packaged_sets
from tests.browser import PageErrors
from tests.e2e.people import serious_violations, width_overflow
from tests.factories import World, make_world
from tests.standards.own import make_own
from tests.standards.pages import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
SCHOOL, OFFICE = "/truong/thcs-an-binh/menh-de-rieng/", "/co-quan/so/menh-de-rieng/"
SIZES = {"laptop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 800}}
Open = Callable[..., Page]


@pytest.fixture
def world(transactional_db: None, browser: object) -> World:
    """Return the small world with all sets (the browser is started before)."""
    for pk, name, rank, is_school in KINDS:
        OrganisationKind.objects.get_or_create(
            pk=pk, defaults={"name": name, "rank": rank, "is_school": is_school}
        )
    load_packaged_sets()
    return make_world()


@pytest.fixture
def opened(world: World, live_server: LiveServer, new_context: Callable[..., BrowserContext]) -> Open:
    """Return a function that signs a person of the world in and gives a page."""

    def open_page(path: str, who: str, size: str = "laptop") -> Page:
        cookie = signed_in(getattr(world, who)).cookies["sessionid"].value
        context = new_context(base_url=live_server.url, viewport=SIZES[size])
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200
        return page

    return open_page


def test_a_principal_adds_a_proposition_reads_it_and_retires_it(opened: Open) -> None:
    page = opened(SCHOOL, "owner")
    page.get_by_role("link", name="Thêm mệnh đề").click()
    page.get_by_label("Yêu cầu").select_option("1.1.1a")
    page.get_by_label("Nhóm").select_option("thuc_hien")
    page.get_by_label("Mệnh đề", exact=False).first.fill("Nhà trường tổ chức ngày hội đọc sách.")
    page.get_by_label("Các câu viết").fill("Năm học {năm học}, nhà trường tổ chức {số buổi} buổi đọc sách.")
    page.get_by_label("Minh chứng phải có đủ").select_option("ke_hoach")
    page.get_by_role("button", name="Ghi").click()
    expect(page.get_by_text("Năm học 2026-2027, nhà trường tổ chức 12 buổi đọc sách.")).to_be_visible()
    page.goto(SCHOOL)
    expect(page.get_by_role("cell", name="Nhà trường tổ chức ngày hội đọc sách.")).to_be_visible()
    expect(page.get_by_text("Đang dùng")).to_be_visible()


def test_a_wrong_sentence_is_said_beside_its_field(opened: Open, page_errors: PageErrors) -> None:
    page_errors.expect("422")
    page = opened(f"{OFFICE}moi/", "officer")
    page.get_by_label("Yêu cầu").select_option("1.1.1b")
    page.get_by_label("Mệnh đề", exact=False).first.fill("Có kết quả nổi bật.")
    page.get_by_label("Các câu viết").fill("Có {số buổi} buổi.")
    page.get_by_label("Minh chứng phải có đủ").select_option("ke_hoach")
    page.get_by_role("button", name="Ghi").click()
    expect(page.get_by_text("Có lời khen “nổi bật”")).to_be_visible()
    expect(page.get_by_label("Các câu viết")).to_have_value("Có {số buổi} buổi.")


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize(("address", "who"), [(SCHOOL, "owner"), (OFFICE, "officer")])
def test_the_pages_are_accessible_and_fit(
    opened: Open, world: World, size: str, address: str, who: str
) -> None:
    owner = world.school if who == "owner" else world.department
    row = make_own(owner, text="Nhà trường duy trì câu lạc bộ đọc sách của học sinh các khối lớp.")
    make_own(world.ministry, text="Mệnh đề do Bộ bổ sung cho mọi trường.")
    page = opened(address, who, size)
    for path in (address, f"{address}moi/", f"{address}{row.pk}/"):
        page.goto(path)
        assert serious_violations(page) == []
        assert not width_overflow(page), path
