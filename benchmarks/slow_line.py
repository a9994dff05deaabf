"""Pages of the demo school over a slow line, in Chromium: ``python -m benchmarks.slow_line``.

Cold is the first visit, with nothing in the browser's cache; warm the next visit to the same page.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from benchmarks.page import machine, table, write
from tests.browser import ARGUMENTS, CONTEXT, chromium_path
from tests.robustness.installation import installation

MEGABITS, LATENCY_MS = 1.6, 150
LINE = {
    "offline": False,
    "latency": LATENCY_MS,
    "downloadThroughput": MEGABITS * 1_000_000 / 8,
    "uploadThroughput": MEGABITS * 1_000_000 / 8,
}
YEAR = "/truong/thcs-sao-mai/2026-2027"
SIGN_IN = "sign-in page"
PATHS = {
    SIGN_IN: "/dang-nhap/",
    "criterion page (workspace)": f"{YEAR}/tieu-chi/thcs/1.3/",
    "evidence list": f"{YEAR}/minh-chung/",
    "result of the school": f"{YEAR}/ket-qua/",
}
ROUNDS = 5
HEAD = ("page", "visit", "first content, s", "page ready, s", "over the line, kB", "requests")
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
READY = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"


@dataclass(frozen=True)
class Visit:
    """One load: milliseconds to the first content and to DOMContentLoaded, bytes and requests over the line."""

    paint: float
    ready: float
    size: float
    requests: int


@dataclass
class Line:
    """Counts what one page fetches over the line; what comes out of the browser's cache is not counted."""

    sizes: dict[str, float] = field(default_factory=dict)
    cached: set[str] = field(default_factory=set)

    def watch(self, session: CDPSession) -> None:
        session.on("Network.requestServedFromCache", lambda event: self.cached.add(event["requestId"]))
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._finished)

    def _answered(self, event: dict[str, Any]) -> None:
        answer = event["response"]
        if answer.get("fromDiskCache") or not answer["url"].startswith("http"):
            self.cached.add(event["requestId"])

    def _finished(self, event: dict[str, Any]) -> None:
        self.sizes[event["requestId"]] = event["encodedDataLength"]

    def fetched(self) -> dict[str, float]:
        """Return the bytes of each request that went over the line, with its headers."""
        return {one: size for one, size in self.sizes.items() if one not in self.cached}


def visit(page: Page, address: str) -> Visit:
    """Load a page and wait until nothing more comes."""
    line, session = Line(), page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)
    line.watch(session)
    answer = page.goto(address, wait_until="networkidle", timeout=120_000)
    assert answer is not None
    assert answer.status == 200, (address, answer.status)
    paint = page.wait_for_function(PAINT).json_value()
    ready = page.evaluate(READY)
    fetched = line.fetched()
    session.detach()
    return Visit(paint, ready, sum(fetched.values()), len(fetched))


def cold_and_warm(context: BrowserContext, address: str) -> tuple[Visit, Visit]:
    """Visit with an empty cache, then once more."""
    page = context.new_page()
    first = visit(page, address)
    page.goto("about:blank")
    second = visit(page, address)
    return first, second


def middle(visits: Sequence[Visit]) -> Visit:
    """Return the medians of several visits."""
    return Visit(
        statistics.median(one.paint for one in visits),
        statistics.median(one.ready for one in visits),
        statistics.median(one.size for one in visits),
        round(statistics.median(one.requests for one in visits)),
    )


def line_table(found: dict[str, dict[str, Visit]]) -> str:
    """Return the table of all pages, cold and warm."""
    return table(
        HEAD,
        [
            (
                name,
                kind,
                f"{one.paint / 1000:.2f}",
                f"{one.ready / 1000:.2f}",
                f"{one.size / 1000:.0f}",
                one.requests,
            )
            for name, kinds in found.items()
            for kind, one in kinds.items()
        ],
    )


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        yield browser
        browser.close()


def measure(folder: Path, rounds: int = ROUNDS) -> str:
    """Return the measured part of the page; ``folder`` takes the installation."""
    with installation(folder) as place:
        said = machine()
        print("Loading the demo's main school…", file=sys.stderr)
        seed = place.run_script("benchmarks.demo_seed")
        place.start()
        print("Measuring over a slow line…", file=sys.stderr)
        base = f"http://127.0.0.1:{place.port}"
        with chromium() as browser:
            found = {
                name: rounds_of(browser, base, path, seed["session"], rounds) for name, path in PATHS.items()
            }
    return f"{said}\n\n{line_table(found)}"


def rounds_of(browser: Browser, base: str, path: str, session: str, rounds: int) -> dict[str, Visit]:
    """Return the medians of a page, each round in a browser of its own; the sign-in page is for strangers."""
    pairs = []
    for _round in range(rounds):
        context = browser.new_context(**CONTEXT)  # type: ignore[arg-type]
        if path != PATHS[SIGN_IN]:
            context.add_cookies([{"name": "sessionid", "value": session, "url": base}])
        pairs.append(cold_and_warm(context, base + path))
        context.close()
    return {
        "cold": middle([first for first, _second in pairs]),
        "warm": middle([second for _first, second in pairs]),
    }


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="minhdinh-line-") as folder:
        measured = measure(Path(folder) / "data")
    print(measured)
    write("slow-line", measured)


if __name__ == "__main__":
    main()
