"""Take the pictures of the papers: drive Chromium through a running demo and write small PNG files.

``make demo`` in one window, ``.venv/bin/python scripts/take_pictures.py`` in another. What a picture needs written is
taken back afterwards, so a demo may be photographed again and again.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Error, Locator, Page, expect, sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PASSWORD = "thu-nghiem-2026"  # noqa: S105 (the demo's, printed at its start)
SCHOOL = "/truong/thcs-sao-mai/2026-2027"
SEALED = "/truong/th-sao-mai-1/2026-2027"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
COLOURS = 160
PATIENCE_MS = 20_000
COLLEAGUE = "thanhvien"
SPEECH: dict[str, Any] = {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}
LAPTOP, PHONE = (1280, 800), (360, 740)


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: who is signed in, where, what is done before, and the size of the window."""

    name: str
    username: str
    path: str
    prepare: Callable[[Page], None] | None = None
    size: tuple[int, int] = LAPTOP


def shrink(png: bytes, colours: int = COLOURS) -> bytes:
    """Return the same picture with a palette, which makes a page of text several times smaller."""
    target = io.BytesIO()
    with Image.open(io.BytesIO(png)) as full:
        small = full.convert("RGB").quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        small.save(target, "PNG", optimize=True)
    return target.getvalue()


def requirement(page: Page, number: str) -> Locator:
    """Return the card of one requirement on a criterion's page, scrolled to the top."""
    card = page.locator(f'[id="yc-{number}"]')
    card.evaluate("card => window.scrollTo({top: card.getBoundingClientRect().top + scrollY - 130})")
    return card


def write(page: Page, number: str, words: str) -> Locator:
    """Click into a requirement's text, go to its end and type; return its card."""
    card = requirement(page, number)
    card.locator("[data-passage-target=editor]").click(position={"x": 6, "y": 6})
    expect(card.locator("[contenteditable=true]")).to_be_visible()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)
    return card


def open_picker(page: Page) -> None:
    """Open the list of evidence at the end of a text and search in it."""
    write(page, "1.3.1b", " [[")
    page.get_by_role("combobox", name="Tìm minh chứng để trích dẫn").fill("kiem ke")
    expect(page.get_by_role("listbox", name="Minh chứng").get_by_text("kiểm kê").first).to_be_visible()
    page.wait_for_timeout(600)


def meet(page: Page) -> None:
    """Let a colleague write first, so that this person is shown both texts; ``leave`` takes it back."""
    browser = page.context.browser
    assert browser is not None  # noqa: S101 (the context was made by it)
    colleague = browser.new_context(**SPEECH).new_page()
    sign_in(colleague, page.url.split("/truong/", maxsplit=1)[0], COLLEAGUE)
    colleague.goto(page.url)
    card = write(colleague, "1.3.1b", " Phòng bộ môn có sổ theo dõi.")
    expect(card.locator("[data-passage-target=state]")).to_contain_text("Đã lưu")
    write(page, "1.3.1b", " Thư viện quản lý sách bằng phần mềm.")
    expect(page.get_by_role("dialog", name="Đoạn này vừa được sửa ở nơi khác")).to_be_visible()


def leave(page: Page) -> None:
    """Close the window, and undo what ``meet`` wrote in the colleague's."""
    browser = page.context.browser
    page.context.close()
    for context in browser.contexts if browser else []:
        for other in context.pages:
            with other.expect_response(lambda answer: answer.url.endswith("/doan-van/luu")):
                for _ in range(3):
                    other.keyboard.press("Control+z")
        context.close()


def try_levels(page: Page) -> None:
    """Ask what the school would reach with three criteria better than they are."""
    for number in ("1.3", "2.2", "4.2"):
        row = page.locator("tr", has_text=number).filter(has=page.locator("select")).first
        select = row.locator("select")
        with page.expect_navigation():
            select.select_option(index=level_index(select, "Đạt Mức 1"))
    page.wait_for_load_state("networkidle")


def level_index(select: Locator, label: str) -> int:
    """Return the place of the option whose words begin with ``label``."""
    words = [one.strip() for one in select.locator("option").all_inner_texts()]
    return next(index for index, one in enumerate(words) if one.startswith(label))


SHOTS = (
    Shot("dang-nhap", "", "/dang-nhap/"),
    Shot("tong-quan", "thuky", f"{SCHOOL}/"),
    Shot("tieu-chi", "thuky", f"{SCHOOL}/tieu-chi/thcs/1.3/"),
    Shot("trich-dan", "thuky", f"{SCHOOL}/tieu-chi/thcs/1.3/", open_picker),
    Shot("xung-dot", "thuky", f"{SCHOOL}/tieu-chi/thcs/1.3/", meet),
    Shot("minh-chung", "thuky", f"{SCHOOL}/minh-chung/"),
    Shot("phan-cong", "thuky", f"{SCHOOL}/phan-cong/"),
    Shot("thu-neu", "hieutruong", f"{SCHOOL}/ket-qua/", try_levels),
    Shot("niem-phong", "hieutruong.th", f"{SEALED}/duyet/"),
    Shot("gui-minh-chung", "giaovien", f"{SCHOOL}/minh-chung/gui/", None, PHONE),
    Shot("co-quan", "quantriso", "/co-quan/so-gddt-an-hoa/"),
)
REPORT = "bieu-1"
REPORT_PAGES = (1, 9)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium in Vietnamese, so that dates in fields read day first."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    options = {"args": ["--no-sandbox", "--lang=vi"], "env": {**os.environ, "LANGUAGE": "vi"}}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, **options)  # type: ignore[arg-type]
        yield browser
        browser.close()


def sign_in(page: Page, base: str, username: str) -> None:
    """Sign in as a person of the demo."""
    page.goto(f"{base}/dang-nhap/")
    page.locator("input[name=login]").fill(username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.locator("input[name=password]")).to_have_count(0)


@contextmanager
def opened(browser: Browser, base: str, shot: Shot) -> Iterator[Page]:
    """Open the page of a shot in a browser of its own, ready to be photographed."""
    width, height = shot.size
    page = browser.new_context(viewport={"width": width, "height": height}, **SPEECH).new_page()
    if shot.username:
        sign_in(page, base, shot.username)
    page.goto(base + shot.path)
    page.wait_for_load_state("networkidle")
    if shot.prepare is not None:
        shot.prepare(page)
    yield page
    leave(page)


def take(browser: Browser, base: str, shot: Shot, folder: Path) -> Path:
    """Take one picture and return its file."""
    with opened(browser, base, shot) as page:
        page.wait_for_timeout(400)
        target = folder / f"{shot.name}.png"
        target.write_bytes(shrink(page.screenshot()))
    return target


def take_report(browser: Browser, base: str, folder: Path) -> Path | None:
    """Take pages of the sealed report side by side; None with a word where Poppler is missing."""
    if shutil.which("pdftoppm") is None:
        print("bieu-1: pdftoppm is missing, the picture stays as it is", file=sys.stderr)
        return None
    with opened(browser, base, Shot(REPORT, "hieutruong.th", f"{SEALED}/duyet/")) as page:
        link = page.get_by_role("link", name="Báo cáo tự đánh giá (PDF)").first
        answer = page.request.get(base + str(link.get_attribute("href")))
        pages = [page_image(answer.body(), number) for number in REPORT_PAGES]
    sheet = Image.new(
        "RGB", (sum(one.width for one in pages) + 20 * (len(pages) - 1), pages[0].height), "#8a94a6"
    )
    for index, one in enumerate(pages):
        sheet.paste(one, (index * (one.width + 20), 0))
    raw = io.BytesIO()
    sheet.save(raw, "PNG")
    target = folder / f"{REPORT}.png"
    target.write_bytes(shrink(raw.getvalue(), 32))
    return target


def page_image(pdf: bytes, number: int) -> Image.Image:
    """Return one page of a PDF as a picture."""
    with tempfile.TemporaryDirectory() as name:
        source, target = Path(name) / "report.pdf", Path(name) / "page"
        source.write_bytes(pdf)
        command = ["pdftoppm", "-png", "-r", "72", "-singlefile", "-f", str(number), str(source), str(target)]
        subprocess.run(command, check=True)
        with Image.open(target.with_suffix(".png")) as image:
            return image.convert("RGB")


def main(arguments: list[str]) -> int:
    """Take all pictures, or those named; 1 where the demo or a page of it did not answer."""
    parser = argparse.ArgumentParser(description="Take the pictures of the papers from a running demo.")
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="address of the demo")
    parser.add_argument("--to", type=Path, default=PICTURES, help="folder to write to")
    parser.add_argument("only", nargs="*", help="names of pictures; none: all")
    given = parser.parse_args(arguments)
    given.to.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=PATIENCE_MS)
    try:
        with chromium() as browser:
            taken = [
                take(browser, given.url, shot, given.to) for shot in SHOTS if wanted(shot.name, given.only)
            ]
            report = take_report(browser, given.url, given.to) if wanted(REPORT, given.only) else None
    except (Error, AssertionError) as error:
        reason = str(error).splitlines()[0]
        print(f"Not every picture was taken. Is the demo running at {given.url}? {reason}", file=sys.stderr)
        return 1
    for path in [*taken, *([report] if report else [])]:
        print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")
    return 0


def wanted(name: str, only: list[str]) -> bool:
    """Tell whether a picture was asked for; with no names, all are."""
    return not only or name in only


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
