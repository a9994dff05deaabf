"""What the browser fixtures need: where Chromium is, how it starts, and the errors a page reported."""

import os
import shutil
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]
CONTEXT = {
    "locale": "vi-VN",
    "timezone_id": "Asia/Ho_Chi_Minh",
    "viewport": {"width": 1366, "height": 768},
    "accept_downloads": True,
}


def chromium_path() -> str | None:
    """Return the path of Chromium on this machine (``MINHDINH_TEST_CHROMIUM`` goes first), or None."""
    given = os.environ.get("MINHDINH_TEST_CHROMIUM")
    return given or next((path for name in NAMES if (path := shutil.which(name))), None)


@dataclass
class PageErrors:
    """Collects what a browser complained about; a test names beforehand what it expects."""

    seen: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, fragment: str) -> None:
        """Do not fail on errors that contain ``fragment``, such as ``ERR_INTERNET_DISCONNECTED`` or ``409``."""
        self.expected.append(fragment)

    def unexpected(self) -> list[str]:
        """Return the errors that no ``expect`` named."""
        return [error for error in self.seen if not any(part in error for part in self.expected)]

    def watch(self, context: BrowserContext) -> None:
        """Listen to every page of ``context``, now and later."""
        context.on("weberror", lambda error: self.seen.append(f"uncaught: {error.error}"))
        context.on("console", self._on_console)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            place = message.location.get("url", "")
            self.seen.append(f"console: {message.text} ({place})")


def let_errors_arrive(context: BrowserContext) -> None:
    """Wait for what open pages are just reporting; without it the error of a test's last step would be lost."""
    for page in context.pages[:1]:
        page.wait_for_timeout(50)


EMPTY_PDF_FRAMES = """new MutationObserver((changes) => {
  for (const { addedNodes } of changes)
    for (const node of addedNodes)
      if (node.matches?.('object[type="application/pdf"]')) node.replaceWith(...node.childNodes);
}).observe(document, { childList: true, subtree: true });"""


def keep_pdf_frames_empty(context: BrowserContext) -> None:
    """Let no page of ``context`` show a PDF inside itself; the link beside it stays.

    Chromium shows it in a process of its own, and hands that process a click which comes just after a scroll,
    though the click was meant for what has meanwhile moved under the pointer: no hand is as quick, a test is.
    """
    context.add_init_script(EMPTY_PDF_FRAMES)
