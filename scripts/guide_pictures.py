"""Take the pictures of the guides: start a fresh demo, walk to every page that docs/user names, and keep what matters of it.

``.venv/bin/python scripts/guide_pictures.py`` takes all of them into ``docs/user/hinh``, with names only those. The
demo lives in a folder of its own for the time of the taking, so nothing that a picture needs written stays anywhere.
"""

from __future__ import annotations

import argparse
import io
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from guide_shots import SHOTS, GuideShot
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Error, FloatRect, Page, expect
from take_pictures import PATIENCE_MS, SPEECH, chromium, shrink, sign_in, wanted

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "user" / "hinh"
MOST_BYTES = 80_000
COLOURS = (128, 64, 32, 16)
START_S = 600
EDGE = 12
CALM = """
.topbar, .sticky-actions, .bulk-acts, .rail, .side-nav { position: static !important; max-height: none !important }
.demo-strip, .toast-area { display: none !important }
* { caret-color: transparent !important }
"""
"""Nothing floats over the page and nothing blinks while it is photographed."""


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(url: str) -> bool:
    """Tell whether the server at ``url`` answers."""
    try:
        with urllib.request.urlopen(f"{url}/dang-nhap/", timeout=5):  # noqa: S310 (our own server)
            return True
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def demo() -> Iterator[str]:
    """Serve a fresh demo from a folder of its own and yield its address."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as data:
        settings = {
            "MINHDINH_DATA": data,
            "MINHDINH_MODE": "demo",
            "MINHDINH_PORT": str(port),
            "MINHDINH_PUBLIC_URL": url,
        }
        server = subprocess.Popen(
            [sys.executable, "-m", "minhdinh", "demo"],
            env={**os.environ, **settings},
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            wait_for(server, url)
            yield url
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(60)


def wait_for(server: subprocess.Popen[bytes], url: str) -> None:
    """Wait until the demo is loaded and answers; TimeoutError when it stopped or takes too long."""
    latest = time.monotonic() + START_S
    while not answers(url):
        if server.poll() is not None or time.monotonic() > latest:
            raise TimeoutError(f"The demo did not start at {url}.")
        time.sleep(1)


def part_of(page: Page, shot: GuideShot) -> FloatRect | None:
    """Return the rectangle around everything that ``shot.crop`` finds, an edge above; None for the whole window."""
    if not shot.crop:
        return None
    boxes = [box for one in page.locator(shot.crop).all() if (box := one.bounding_box()) and box["width"]]
    if not boxes:
        raise Error(f"{shot.name}: nothing on the page is {shot.crop}")
    scrolled: float = page.evaluate("window.scrollY")
    left = min(box["x"] for box in boxes)
    top = max(scrolled + min(box["y"] for box in boxes) - EDGE, 0)
    right = min(max(box["x"] + box["width"] for box in boxes), shot.size[0])
    bottom = scrolled + max(box["y"] + box["height"] for box in boxes)
    return {"x": left, "y": top, "width": right - left, "height": min(bottom - top, shot.tallest)}


def trimmed(png: bytes) -> bytes:
    """Return the picture without the empty part below what it shows."""
    with Image.open(io.BytesIO(png)) as image:
        full = image.convert("RGB")
    empty = Image.new("RGB", full.size, full.getpixel((full.width - 1, full.height - 1)))
    shown = ImageChops.difference(full, empty).getbbox()
    if shown is None:
        return png
    target = io.BytesIO()
    full.crop((0, 0, full.width, min(shown[3] + EDGE, full.height))).save(target, "PNG")
    return target.getvalue()


def light(png: bytes) -> bytes:
    """Return the picture with as many colours as fit into the size that a guide may carry."""
    small = shrink(png, COLOURS[0])
    for colours in COLOURS[1:]:
        if len(small) <= MOST_BYTES:
            break
        small = shrink(png, colours)
    return small


def take(browser: Browser, url: str, shot: GuideShot, folder: Path) -> Path:
    """Take one picture in a browser of its own and return its file."""
    width, height = shot.size
    context = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=True, **SPEECH)
    page = context.new_page()
    if shot.username:
        sign_in(page, url, shot.username)
    page.goto(url + shot.path)
    page.wait_for_load_state("networkidle")
    if shot.prepare is not None:
        shot.prepare(page)
        page.wait_for_load_state("networkidle")
    page.add_style_tag(content=CALM)
    page.wait_for_timeout(400)
    clip = part_of(page, shot)
    raw = page.screenshot(clip=clip, full_page=True) if clip else page.screenshot()
    context.close()
    target = folder / f"{shot.name}.png"
    target.write_bytes(light(trimmed(raw)))
    return target


def main(arguments: list[str]) -> int:
    """Take all pictures, or those named; 1 where the demo or a page of it did not answer."""
    parser = argparse.ArgumentParser(description="Take the pictures of docs/user from a fresh demo.")
    parser.add_argument("--url", help="address of a demo that runs already; without it one is started")
    parser.add_argument("--to", type=Path, default=PICTURES, help="folder to write to")
    parser.add_argument("only", nargs="*", help="names of pictures; none: all")
    given = parser.parse_args(arguments)
    given.to.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=PATIENCE_MS)
    if given.url:
        return take_all(given.url, given.to, given.only)
    with demo() as url:
        return take_all(url, given.to, given.only)


def take_all(url: str, folder: Path, only: list[str]) -> int:
    """Take the pictures asked for and say how heavy each is; 1 when one could not be taken."""
    missed = 0
    with chromium() as browser:
        for shot in SHOTS:
            if not wanted(shot.name, only):
                continue
            try:
                path = take(browser, url, shot, folder)
            except (Error, AssertionError) as error:
                missed += 1
                print(f"{shot.name}: {str(error).splitlines()[0]}", file=sys.stderr)
                continue
            print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
