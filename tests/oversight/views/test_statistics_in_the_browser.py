"""Statistics as people use them: accessible, on a laptop and on a phone, from a number to its schools, printed."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.assessments.models import RecordedAssessment
from minhdinh.organisations.data.kinds import KINDS
from minhdinh.organisations.models import OrganisationKind
from minhdinh.oversight.statistics.registry import TABLES
from tests.e2e.people import serious_violations, width_overflow
from tests.factories import member
from tests.oversight.seed import OFFICE, ROWS, YEAR, District, make_district

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
BASE = f"/co-quan/{OFFICE}/{YEAR}/thong-ke/"
PHONE = {"width": 360, "height": 800}
Open = Callable[..., Page]


@pytest.fixture
def district(transactional_db: None, browser: object) -> District:
    """Return the seed's district (the browser is started before)."""
    # A test with real transactions empties every table afterwards, also of what migrations put there.
    for pk, name, rank, is_school in KINDS:
        OrganisationKind.objects.get_or_create(
            pk=pk, defaults={"name": name, "rank": rank, "is_school": is_school}
        )
    return make_district()


@pytest.fixture
def opened(district: District, live_server: LiveServer, new_context: Callable[..., BrowserContext]) -> Open:
    """Return a function that gives the district officer's page at an address."""

    def open_page(path: str, **options: object) -> Page:
        client = Client()
        client.force_login(member(district.office, Role.DISTRICT_OFFICER))
        context = new_context(base_url=live_server.url, **options)
        cookie = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.goto(path)
        return page

    return open_page


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["laptop", "phone"])
def test_every_table_is_accessible_and_fits(opened: Open, viewport: dict[str, int] | None) -> None:
    page = opened(BASE, **({"viewport": viewport} if viewport else {}))
    wrong = []
    for path in ("", "truong/?completed=1", *(f"{one.id}/" for one in TABLES)):
        page.goto(BASE + path)
        wrong += [f"{path}: {one}" for one in serious_violations(page)]
        if wide := width_overflow(page):
            wrong.append(f"{path}: {wide} px wider than the screen")
    assert wrong == []


def test_from_the_menu_to_the_schools_behind_a_number(opened: Open) -> None:
    page = opened(BASE)
    page.get_by_role("link", name="Tự đánh giá, đánh giá ngoài theo cấp học").click()
    expect(page.get_by_role("heading", name="Thống kê", level=1)).to_be_visible()
    lines = page.locator("table.md tbody tr")
    assert [row.inner_text().split("\t") for row in lines.all()] == ROWS
    lines.first.get_by_role("link", name="03").click()
    expect(page.locator("table.md tbody tr")).to_have_count(3)
    expect(page.get_by_text("Trường mầm non · đã hoàn thành báo cáo tự đánh giá")).to_be_visible()


def test_the_button_brings_the_figures_of_now(opened: Open, district: District) -> None:
    page = opened(f"{BASE}levels-reached/")
    total = page.locator("table.md tr.total td").nth(1)
    expect(total).to_have_text("31")
    with scopes_disabled():
        unfinished = RecordedAssessment.objects.filter(school=district.schools["mam_non 6"])
        assert unfinished.update(completed=True) == 1
    page.get_by_role("button", name="Cập nhật").click()
    expect(total).to_have_text("32")
    page.get_by_label("Các trường trực thuộc vào ngày").first.fill("11/01/2014")
    page.get_by_role("button", name="Cập nhật").click()
    expect(page.get_by_text("số liệu đến ngày 11/01/2014")).to_be_visible()


def test_paper_shows_the_table_and_the_chart_only(opened: Open) -> None:
    page = opened(f"{BASE}self-assessment-by-level/")
    expect(page.locator("svg.chart")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("table.md")).to_be_visible()
    expect(page.locator("svg.chart")).to_be_visible()
    for gone in (".table-tools", ".lvl", ".rail", ".topbar", ".page-head .btn"):
        expect(page.locator(gone).first).to_be_hidden()
