"""Figures from Excel as a secretary brings them in: a foreign file, picked by clicks, previewed, written, explained."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from minhdinh.access.permissions import Role
from minhdinh.organisations.data.kinds import KINDS
from minhdinh.organisations.models import OrganisationKind
from tests.assessments.figures.books import CLASSES, LAST, YEARS, book, stored, type_in
from tests.assessments.setup.desk import Desk, make_desk, signed_in
from tests.e2e.people import serious_violations, width_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"width": 360, "height": 780}
Open = Callable[..., Page]


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    # A test with real transactions empties every table afterwards, also of what migrations put there.
    for pk, name, rank, is_school in KINDS:
        OrganisationKind.objects.get_or_create(
            pk=pk, defaults={"name": name, "rank": rank, "is_school": is_school}
        )
    return make_desk()


@pytest.fixture
def opened(desk: Desk, live_server: LiveServer, new_context: Callable[..., object]) -> Open:
    """Return a function that opens one of the pages as the secretary."""
    cookie = signed_in(desk.person(Role.SECRETARY)).cookies["sessionid"].value

    def open_page(name: str, query: str = "", **options: object) -> Page:
        context = new_context(**options)
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])  # type: ignore[attr-defined]
        page: Page = context.new_page()  # type: ignore[attr-defined]
        page.goto(live_server.url + desk.url(name, query))
        return page

    return open_page


def check(page: Page) -> None:
    """Fail where the page is wider than the screen or axe finds something serious."""
    assert serious_violations(page) == []
    assert width_overflow(page) <= 0


def test_a_foreign_file_is_mapped_by_clicks_and_known_the_next_time(
    desk: Desk, opened: Open, tmp_path: Path
) -> None:
    sent = tmp_path / "smas.xlsx"
    sent.write_bytes(book({"Lớp": CLASSES}))
    page = opened("tables")
    page.get_by_role("link", name="Nhập từ Excel").click()
    check(page)
    page.get_by_label("Tệp Excel").set_input_files(sent)
    page.get_by_label("Tệp lấy từ").select_option("smas")
    page.get_by_role("button", name="Đọc và xem trước").click()
    expect(page.get_by_role("heading", name="1. Số lớp học")).to_be_visible()
    check(page)
    picks = page.locator("[data-kind=row]")
    for place in range(4):
        expect(picks.nth(place)).to_have_value(str(5 + place))
    picks.first.fill("")
    picks.first.focus()
    page.locator('[data-at="C5"]').click()
    expect(picks.first).to_have_value("5")
    column = page.get_by_label(f"Năm học {LAST}")
    column.focus()
    page.locator('th[data-at="D"]').click()
    expect(column).to_have_value("D")
    column.focus()
    page.locator('[data-at="C6"]').click()
    expect(column).to_have_value("C")
    page.get_by_role("button", name="Giữ cách ghép và xem trước").click()
    expect(page.get_by_text("Lớp, ô C5")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Ghi 4 ô").click()
    expect(page.get_by_text("Đã ghi 4 ô số liệu.")).to_be_visible()
    expect(page.locator(f'output[data-name="cong:{LAST}"]')).to_have_text("18")
    with desk.scope():
        assert stored(desk)["classes", "khoi_6", LAST] == "5"
    sent.write_bytes(
        book({"Lớp": [row if row[:2] != [1, "Khối 6"] else [1, "Khối 6", 6] for row in CLASSES]})
    )
    page.goto(page.url.split("so-lieu/")[0] + "so-lieu/nhap/")
    page.get_by_label("Tệp Excel").set_input_files(sent)
    page.get_by_label("Tệp lấy từ").select_option("smas")
    page.get_by_role("button", name="Đọc và xem trước").click()
    expect(page.get_by_text("đổi từ 5 thành 6")).to_be_visible()


def test_a_jump_is_explained_under_its_table(desk: Desk, opened: Open) -> None:
    with desk.scope():
        type_in(desk, {("pupils", "nu", YEARS[1]): "450", ("pupils", "nu", LAST): "280"})
    page = opened("tables", "bang=pupils")
    question = page.locator("#soat")
    expect(question).to_contain_text("giảm 38 %")
    question.get_by_text("Giải trình", exact=True).click()
    question.get_by_label("Vì sao số này đúng").fill("Tách trường từ tháng 8/2026.")
    question.get_by_role("button", name="Lưu giải trình").click()
    expect(page.get_by_text("Tách trường từ tháng 8/2026.").first).to_be_visible()
    check(page)


def test_the_pages_fit_a_phone(desk: Desk, opened: Open, tmp_path: Path) -> None:
    sent = tmp_path / "smas.xlsx"
    sent.write_bytes(book({"Lớp": CLASSES}))
    page = opened("tables-import", viewport=PHONE)
    check(page)
    page.get_by_label("Tệp Excel").set_input_files(sent)
    page.get_by_label("Tệp lấy từ").select_option("vnedu")
    page.get_by_role("button", name="Đọc và xem trước").click()
    expect(page.get_by_role("heading", name="1. Số lớp học")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Giữ cách ghép và xem trước").click()
    expect(page.get_by_role("button", name="Ghi 4 ô")).to_be_visible()
    check(page)
