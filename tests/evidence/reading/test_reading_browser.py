"""A scan in a real browser: uploaded, read, proposed, taken by a person, found by its words."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.evidence import test_browser
from tests.evidence.factories import House, make_item
from tests.evidence.reading.papers import Paper, needs_eyes, scan

house, opened = test_browser.house, test_browser.opened
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"width": 360, "height": 800}
PLAN = Paper(
    number="45/KH-THCSSM",
    day="ngày 17 tháng 10 năm 2026",
    word="KẾ HOẠCH",
    subject="Phòng, chống tai nạn thương tích và bạo lực học đường",
)


def upload(page: Page, content: bytes) -> None:
    page.set_input_files(
        "input[type=file][name=files]",
        [{"name": "scan01.pdf", "mimeType": "application/pdf", "buffer": content}],
    )


@needs_eyes
@pytest.mark.parametrize("viewport", [None, PHONE])
def test_a_scan_is_read_its_number_and_day_taken_and_found(
    house: House, opened: Callable[..., Page], viewport: dict[str, int] | None
) -> None:
    item = make_item(house, name="scan01", criterion="")
    page = opened(f"{item.pk}/", **({"viewport": viewport} if viewport else {}))
    upload(page, scan(PLAN))
    offer = page.locator("#item-proposals")
    expect(offer.get_by_text("45/KH-THCSSM")).to_be_visible()
    expect(offer.get_by_text("17/10/2026")).to_be_visible()
    expect(offer.get_by_text("nhận dạng chữ trên ảnh")).to_be_visible()
    expect(offer.get_by_role("button", name="Xếp vào 4.2")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # By key: just after the page scrolled, Chromium may hand a click to the frame in which it shows the PDF.
    offer.get_by_role("button", name="Nhận đề xuất đã chọn").press("Enter")
    expect(page.get_by_text("Đã nhận 5 đề xuất")).to_be_visible()
    expect(page.locator("h1")).to_have_text("Kế hoạch phòng, chống tai nạn thương tích và bạo lực học đường")
    page.goto(house.url("tra-cuu/"))
    page.get_by_label("Tìm, không cần dấu").fill("thu thap minh chung")
    page.get_by_label("Tìm, không cần dấu").press("Enter")
    expect(page.locator("mark").first).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.get_by_role("link", name="scan01.pdf")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
