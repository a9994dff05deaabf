"""The browser fixtures themselves: they are Vietnamese, and a page's error fails the test that caused it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser import CONTEXT, PageErrors, let_errors_arrive

pytestmark = pytest.mark.browser


def errors_of(browser: Browser, script: str) -> PageErrors:
    """Return what was reported by a page that runs ``script``, collected the way the fixtures do it."""
    errors = PageErrors()
    context = browser.new_context(**CONTEXT)
    errors.watch(context)
    context.new_page().set_content(f"<script>{script}</script>")
    let_errors_arrive(context)
    context.close()
    return errors


def test_the_visitor_is_in_viet_nam(page: Page) -> None:
    assert page.evaluate("navigator.language") == "vi-VN"
    assert page.evaluate("new Date(2026, 0, 1).getTimezoneOffset()") == -7 * 60


def test_two_people_do_not_share_cookies(new_context: Callable[..., BrowserContext]) -> None:
    one, two = new_context(), new_context(viewport={"width": 360, "height": 740})
    one.add_cookies([{"name": "who", "value": "one", "url": "http://localhost"}])
    assert [cookie["name"] for cookie in one.cookies()] == ["who"]
    assert two.cookies() == []
    assert two.new_page().evaluate("innerWidth") == 360


def test_a_thrown_error_is_noticed(browser: Browser) -> None:
    assert "hỏng" in errors_of(browser, "throw new Error('hỏng')").unexpected()[0]


def test_a_console_error_is_noticed(browser: Browser) -> None:
    assert errors_of(browser, "console.error('hỏng')").unexpected() == ["console: hỏng ()"]


def test_a_warning_is_no_error(browser: Browser) -> None:
    assert errors_of(browser, "console.warn('lưu ý'); console.log('xong')").seen == []


def test_only_the_expected_error_is_let_pass(browser: Browser) -> None:
    errors = errors_of(browser, "console.error('409 Conflict'); console.error('500 hỏng')")
    errors.expect("409")
    assert [error.split(" (")[0] for error in errors.unexpected()] == ["console: 500 hỏng"]
