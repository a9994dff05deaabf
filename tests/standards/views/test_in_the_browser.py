"""The pages of the room as people use them: read by the checker of accessibility, on a laptop and on a phone."""

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
from tests.standards.pages import ONE, SCHOOL, SETS, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"width": 360, "height": 800}
SYSTEM_PAGES = {
    "the list": SETS,
    "a set": ONE,
    "a criterion": f"{ONE}tieu-chi/1.3/",
    "the rules": f"{ONE}quy-tac/",
    "the history": f"{ONE}lich-su/",
    "a correction": f"{ONE}dieu-chinh/?muc=set:effective_from",
    "the wording": f"{SETS}nguyen-van/",
}
SCHOOL_PAGES = {
    "the school's set": SCHOOL,
    "a criterion of the school's set": f"{SCHOOL}tt57-2026-pho-thong/2026.1/1.3/",
}
Open = Callable[..., Page]


@pytest.fixture
def world(transactional_db: None, browser: object) -> World:
    """Return the small world with all sets (the browser is started before)."""
    # A test with real transactions empties every table afterwards, also of what migrations put there.
    for pk, name, rank, is_school in KINDS:
        OrganisationKind.objects.get_or_create(
            pk=pk, defaults={"name": name, "rank": rank, "is_school": is_school}
        )
    load_packaged_sets()
    return make_world()


@pytest.fixture
def opened(world: World, live_server: LiveServer, new_context: Callable[..., BrowserContext]) -> Open:
    """Return a function that signs a person of the world in and gives the first page."""

    def open_page(path: str, who: str = "system", **options: object) -> Page:
        cookie = signed_in(getattr(world, who)).cookies["sessionid"].value
        context = new_context(base_url=live_server.url, **options)
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        go(page, path)
        return page

    return open_page


def go(page: Page, path: str) -> None:
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200, f"{path}: {answer.status}"


def problems_of(page: Page, pages: dict[str, str]) -> list[str]:
    """Return what is wrong on any of the pages, with the page's name."""
    found = []
    for name, path in pages.items():
        go(page, path)
        found += [f"{name}: {one}" for one in serious_violations(page)]
        if wide := width_overflow(page):
            found.append(f"{name}: {wide} px wider than the screen")
    return found


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["laptop", "phone"])
def test_system_pages_are_accessible_and_fit(opened: Open, viewport: dict[str, int] | None) -> None:
    page = opened(SETS, **({"viewport": viewport} if viewport else {}))
    assert problems_of(page, SYSTEM_PAGES) == []


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["laptop", "phone"])
def test_school_pages_are_accessible_and_fit(opened: Open, viewport: dict[str, int] | None) -> None:
    page = opened(SCHOOL, "owner", **({"viewport": viewport} if viewport else {}))
    assert problems_of(page, SCHOOL_PAGES) == []


def test_a_correction_is_made_and_taken_back_on_a_phone(opened: Open, page_errors: PageErrors) -> None:
    page = opened(f"{ONE}dieu-chinh/?muc=set:effective_from", viewport=PHONE)
    page_errors.expect("422")
    day = page.get_by_role("textbox", name="Giá trị mới", exact=True)
    expect(day).to_have_attribute("inputmode", "numeric")
    day.fill("31/02/2026")
    page.get_by_label("Căn cứ pháp lý").fill("Điều 1 Thông tư mẫu")
    page.get_by_label("Lý do").fill("Thử")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("tháng 2 năm 2026 chỉ có các ngày từ 1 đến 28")).to_be_visible()
    expect(day).to_have_value("31/02/2026")
    assert (serious_violations(page), width_overflow(page)) == ([], 0)
    day.fill("1/7/2026")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("heading", name="Xem lại trước khi ghi")).to_be_visible()
    assert (serious_violations(page), width_overflow(page)) == ([], 0)
    page.get_by_role("button", name="Ghi điều chỉnh").click()
    expect(page.locator("main")).to_contain_text("01/07/2026")
    page.get_by_role("link", name="Bỏ", exact=False).first.click()
    assert (serious_violations(page), width_overflow(page)) == ([], 0)
    page.get_by_label("Lý do").fill("Thử xong")
    page.get_by_role("button", name="Bỏ điều chỉnh").click()
    expect(page.get_by_text("Giá trị trước đó có hiệu lực trở lại")).to_be_visible()
    go(page, f"{ONE}lich-su/")
    expect(page.get_by_role("row", name="Ngày bắt đầu có hiệu lực")).to_contain_text("Thử xong")
    assert (serious_violations(page), width_overflow(page)) == ([], 0)


def test_the_tab_that_is_open_is_in_sight_on_a_phone(opened: Open) -> None:
    page = opened(f"{ONE}lich-su/", viewport=PHONE)
    expect(page.locator(".lvl [aria-current]")).to_be_in_viewport(ratio=0.95)
    assert page.evaluate("scrollY") == 0


def test_the_day_of_the_school_is_written_the_vietnamese_way(opened: Open) -> None:
    """Also where the browser speaks English."""
    page = opened(SCHOOL, "owner", locale="en-US")
    day = page.get_by_label("Xét vào ngày", exact=True)
    day.fill("5-9-2012")
    day.press("Tab")
    page.wait_for_url("**/?ngay=05%2F09%2F2012")
    expect(day).to_have_value("05/09/2012")
    expect(page.locator("main")).to_contain_text("42/2012")
    day.fill("31/02/2026")
    day.press("Tab")
    expect(page.get_by_role("alert")).to_contain_text("chỉ có các ngày từ 1 đến 28")
    assert serious_violations(page) == []
