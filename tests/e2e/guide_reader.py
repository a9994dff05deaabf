"""Somebody who knows the program by its guides alone: reads a sentence, presses what stands in bold in it."""

from __future__ import annotations

import re
from functools import cache

from playwright.sync_api import Locator, Page, expect

from tests.house_rules.tree import ROOT

GUIDES = ROOT / "docs" / "user"
LABEL = re.compile(r"\*\*(.+?)\*\*")
SLOW_MS = 180_000
"""Jobs run inside the request in tests, the papers of a seal among them."""
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


@cache
def guide(name: str) -> str:
    """Return a guide on one line, links as their words."""
    words = (GUIDES / f"{name}.md").read_text(encoding="utf-8")
    return re.sub(r"\s+", " ", LINK.sub(r"\1", words))


def read(name: str, sentence: str) -> list[str]:
    """Return the labels in bold of a sentence that stands in the guide, word for word."""
    assert sentence in guide(name), f"docs/user/{name}.md does not say: {sentence}"
    return [part.strip() for label in LABEL.findall(sentence) for part in label.split("→")]


def pattern(label: str) -> re.Pattern[str]:
    """Return what finds a label at the beginning of a control's words; "…" stands for anything."""
    return re.compile(".*".join(re.escape(part) for part in label.split("…")))


def control(place: Page | Locator, label: str) -> Locator:
    """Return the one that a reader would press: the exact words before the mere beginning, buttons before links."""
    beginning = pattern(label)
    exact = re.compile(rf"^\s*{beginning.pattern}\s*$")
    ways = [
        *(place.get_by_role(role, name=exact) for role in ("button", "link", "tab")),
        place.locator("summary", has_text=exact),
        *(place.get_by_role(role, name=beginning) for role in ("button", "link", "tab")),
        place.locator("summary", has_text=beginning),
    ]
    found = ways[0]
    for way in ways[1:]:
        found = found.or_(way)
    expect(found.locator("visible=true").first).to_be_visible()
    return next(way.locator("visible=true").first for way in ways if way.locator("visible=true").count())


def menu(page: Page, name: str, sentence: str) -> None:
    """Press the last label of a sentence in the menu on the left."""
    entry = read(name, sentence)[-1]
    folded = page.locator("details.rail-menu:not([open]) > summary")
    if folded.count():
        folded.click()
    page.locator(".side-nav").get_by_role("link", name=re.compile(rf"^\s*{re.escape(entry)}")).first.click()
    page.wait_for_load_state()


def press(page: Page, name: str, sentence: str, place: Locator | None = None) -> None:
    """Press every label of a sentence, one after the other."""
    for label in read(name, sentence):
        control(place or page, label).click(timeout=SLOW_MS)
        page.wait_for_load_state()


def stands(page: Page, name: str, words: str) -> None:
    """See on the page what the guide says will stand there."""
    assert words in guide(name), f"docs/user/{name}.md does not say: {words}"
    expect(
        page.locator("main, aside").get_by_text(pattern(words)).locator("visible=true").first
    ).to_be_visible()
