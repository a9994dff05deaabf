"""An office publishes what it decided, a head a report; a stranger reads both, and on paper nothing is folded."""

import re

import pytest
from django.core.cache import caches
from playwright.sync_api import Page, expect

from tests.appraisals.concluded import STRENGTH
from tests.e2e.people import serious_violations, sign_in, width_overflow
from tests.portal.decided import decided
from tests.portal.domain.test_publishing import publish as publish_own

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"viewport": {"width": 360, "height": 780}}


def check(page: Page) -> None:
    """Fail where the page is wider than the screen or axe finds something serious."""
    assert serious_violations(page) == []
    assert width_overflow(page) <= 0


def test_published_by_the_office_and_read_by_a_stranger(live_server, new_context, no_office) -> None:
    caches["public"].clear()
    world = decided()
    publish_own(world)
    office = sign_in(
        new_context, live_server.url, world.user(world.department, "department_specialist").username
    )
    page = office.go(world.office_url())
    page.get_by_role("link", name=re.compile("Công bố báo cáo đánh giá ngoài")).last.click()
    check(page)
    page.get_by_label(re.compile("Tôi đã đọc")).check()
    page.get_by_role("button", name="Công bố báo cáo này").click()
    expect(page.get_by_text("Đã công bố báo cáo trên trang công khai của trường")).to_be_visible()
    expect(page.get_by_text(re.compile("^Công bố ngày"))).to_be_visible()
    check(page)
    for options in ({}, PHONE):
        stranger = new_context(**options).new_page()
        stranger.goto(f"{live_server.url}/tra-cuu/truong/{world.school.code}/")
        check(stranger)
        stranger.get_by_role("link", name=re.compile("Báo cáo đánh giá ngoài năm học")).click()
        expect(stranger.get_by_text(STRENGTH).first).to_be_hidden()
        stranger.locator("summary").first.click()
        expect(stranger.get_by_text(STRENGTH).first).to_be_visible()
        check(stranger)
        stranger.emulate_media(media="print")
        expect(stranger.get_by_alt_text("Mã QR của trang xác minh")).to_be_visible()
        stranger.emulate_media(media="screen")
        stranger.go_back()
        stranger.get_by_role("link", name=re.compile("Báo cáo tự đánh giá năm học")).click()
        check(stranger)
        stranger.emulate_media(media="print")
        expect(stranger.get_by_alt_text("Mã QR của trang xác minh")).to_be_visible()
        stranger.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert stranger.locator(".print-open details:not([open])").count() == 0
        stranger.evaluate("dispatchEvent(new Event('afterprint'))")
        assert stranger.locator(".print-open details[open]").count() == 0
        assert stranger.context.cookies() == []
