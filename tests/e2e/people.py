"""People with browsers of their own, and what they do over and over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Locator, Page, expect

from tests.factories import PASSWORD

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = {"serious", "critical"}


@dataclass
class Person:
    """Somebody signed in, in a browser of the own."""

    page: Page
    base: str

    def go(self, path: str) -> Page:
        """Open a page of the program."""
        answer = self.page.goto(self.base + path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        return self.page


def sign_in(
    new_context: Callable[..., BrowserContext],
    base: str,
    username: str,
    *,
    password: str = PASSWORD,
    **options: object,
) -> Person:
    """Sign in as a person would and return the browser."""
    context = new_context(**options)
    # Every page of the journey is checked, so the content policy must let the checker in.
    page = context.new_page()
    page.goto(f"{base}/dang-nhap/")
    page.locator("input[name=login]").fill(username)
    page.locator("input[name=password]").fill(password)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.locator("input[name=password]")).to_have_count(0)
    return Person(page, base)


def card(page: Page, requirement: str) -> Locator:
    """Return the card of one requirement on a criterion's page."""
    return page.locator(f'[id="yc-{requirement}"]')


def write(page: Page, requirement: str, words: str) -> Locator:
    """Click into a requirement's text, go to its end and type; return the line about saving."""
    own = card(page, requirement)
    own.locator("[data-passage-target=editor]").click()
    editor = own.locator("[contenteditable=true]")
    expect(editor).to_be_visible()
    editor.press("Control+End")
    page.keyboard.type(words)
    return own.locator("[data-passage-target=state]")


def cite(page: Page, words: str) -> None:
    """Open the picker by typing two brackets, search and take the first find; wait until it stands in the text."""
    page.keyboard.type("[[")
    box = page.get_by_role("combobox", name="Tìm minh chứng để trích dẫn")
    box.fill(words)
    option = page.get_by_role("listbox", name="Minh chứng").get_by_role("option").first
    expect(option).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_count(0)
    expect(box).to_be_hidden()


def serious_violations(page: Page) -> list[str]:
    """Return what axe finds serious or worse on the page, as "rule: element".

    A click just before may be leaving the page: then the next one is looked at.
    """
    try:
        return _serious_violations(page)
    except Error:
        page.wait_for_load_state()
        return _serious_violations(page)


def _serious_violations(page: Page) -> list[str]:
    found = page.context.new_cdp_session(page).send(
        "Runtime.evaluate",
        {"expression": AXE.read_text(encoding="utf-8") + "\n;0", "returnByValue": True},
    )
    assert "exceptionDetails" not in found
    report = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]}"
        for one in report["violations"]
        if one["impact"] in SERIOUS
    ]


def width_overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than the screen."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide
