"""Codes that change, in a real browser: moved, merged with a look before, taken back, a whole store anew."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from minhdinh.access.scope import scopes_disabled
from tests.evidence import test_browser
from tests.evidence.factories import House, cite, link, make_file, make_item, pdf_bytes
from tests.evidence.moves.test_recoding import boxed_item

house, opened = test_browser.house, test_browser.opened
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_two_items_become_one_and_apart_again(house: House, opened: Callable[..., Page]) -> None:
    gone = make_item(house, name="Kế hoạch giáo dục (bản quét)", number="12/KH-THCS")
    survivor = make_item(house, name="Kế hoạch giáo dục năm học")
    make_file(gone, pdf_bytes("quét"), "ban-quet.pdf")
    cite(house, gone, criterion="1.3")
    page = opened(f"{gone.pk}/")
    page.get_by_role("link", name="Gộp vào minh chứng khác").click()
    page.get_by_role("link", name="Xem trước khi gộp vào MC.1.1.02").click()
    expect(page.get_by_text("ban-quet.pdf")).to_be_visible()
    expect(page.get_by_text("năm học 2026-2027, tiêu chí 1.3")).to_be_visible()
    page.get_by_label("Lý do").fill("Nhập hai lần cùng một kế hoạch")
    page.get_by_role("button", name="Gộp MC.1.1.01 vào MC.1.1.02").click()
    expect(page.get_by_text("Mã và đường dẫn cũ nay dẫn tới đây")).to_be_visible()
    page.goto(house.url(f"{gone.pk}/"))
    page.wait_for_url(f"**{house.url(f'{survivor.pk}/')}")
    page.get_by_role("button", name="Tách lại").click()
    page.get_by_role("dialog").get_by_role("button", name="Tách lại").click()
    expect(page.get_by_text("Đã tách lại MC.1.1.01 khỏi MC.1.1.02")).to_be_visible()
    expect(page.get_by_role("heading", name="Kế hoạch giáo dục (bản quét)")).to_be_visible()


def test_an_item_moves_and_its_old_code_finds_it(house: House, opened: Callable[..., Page]) -> None:
    item = make_item(house)
    link(house, item, "1.1")
    page = opened(f"{item.pk}/chuyen/")
    page.get_by_label("Tiêu chí gốc mới").select_option("1.2")
    page.get_by_label("Lý do").fill("Thuộc về quản lý tài chính")
    page.get_by_role("button", name="Chuyển và cấp mã mới").click()
    expect(page.get_by_text("MC.1.1.01 nay mang mã MC.1.2.01")).to_be_visible()
    page.goto(house.url("?q=MC.1.1.01"))
    expect(page.locator("#evidence-list tbody tr")).to_have_count(1)
    expect(page.locator("#evidence-list tbody tr")).to_contain_text("MC.1.2.01")


def test_a_store_changes_its_box(house: House, opened: Callable[..., Page]) -> None:
    with scopes_disabled():
        for number in (1, 2):
            boxed_item(house, f"H1-1.1-0{number}", name=f"Kế hoạch số {number}")
    page = opened("doi-ma/")
    page.get_by_label("Hộp mới").fill("3")
    page.get_by_role("button", name="Xem bảng đổi hộp").click()
    expect(page.get_by_role("row", name="H1-1.1-02 H3-1.1-02")).to_be_visible()
    page.get_by_label("Lý do").fill("Dồn hộp")
    page.get_by_role("button", name="Đổi các mã này").click()
    expect(page.get_by_text("Đã đổi mã 2 minh chứng")).to_be_visible()
