"""Large files over a weak line in a real browser: cut, paused, given up, gone on with after a reload."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Locator, Page, Request, expect

from minhdinh.access.permissions import Role
from minhdinh.lib.hashing import sha256
from tests.browser import PageErrors
from tests.evidence.factories import House, make_house, pdf_bytes, signed_in
from tests.evidence.resumable.sender import hashes, uploads
from tests.factories import member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
MEGABYTE = 1024 * 1024
PHONE = {"width": 360, "height": 780}
CUT_LINE = ("ERR_INTERNET_DISCONNECTED", "ERR_NETWORK_CHANGED", "ERR_FAILED")


class Room:
    """The list of evidence with its drop zone, open in a browser on a slow line."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[tuple[str, str]] = []
        self.line: CDPSession = page.context.new_cdp_session(page)
        page.on("request", self._hear)

    def _hear(self, request: Request) -> None:
        if "/phan/" in request.url:
            self.asked.append((request.method, request.headers.get("upload-offset", "")))

    def speed(self, bytes_a_second: int) -> None:
        """Let the line carry so much upwards; 0 breaks it, -1 sets it free."""
        self.line.send(
            "Network.emulateNetworkConditions",
            {
                "offline": bytes_a_second == 0,
                "latency": 0,
                "downloadThroughput": -1,
                "uploadThroughput": bytes_a_second or -1,
            },
        )

    def choose(self, *files: Path) -> None:
        self.page.set_input_files("input[type=file][name=files]", [str(file) for file in files])

    @property
    def rows(self) -> Locator:
        return self.page.locator(".upload-list li")

    def await_part(self) -> None:
        """Wait until some of the file is acknowledged."""
        self.until(lambda: any(upload.offset for upload in uploads()))

    def until(self, true: Callable[[], bool]) -> None:
        """Wait until something is true on the server or on the page."""
        for _try in range(600):
            if true():
                return
            self.page.wait_for_timeout(100)
        pytest.fail("it never came to it")

    def kept(self) -> bool:
        """Tell whether the browser remembers an upload that was broken off."""
        return "minhdinh.upload" in self.page.evaluate("JSON.stringify(localStorage)")


@pytest.fixture
def house(transactional_db: None) -> House:
    return make_house("sao-mai")


def opened(
    live_server: object, house: House, new_context: Callable[..., BrowserContext], role: Role
) -> BrowserContext:
    """Return somebody's browser, signed in."""
    client = signed_in(member(house.school, role))
    address = str(live_server.url)  # type: ignore[attr-defined]
    context = new_context(base_url=address)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])
    return context


@pytest.fixture
def room(live_server: object, house: House, new_context: Callable[..., BrowserContext]) -> Room:
    page = opened(live_server, house, new_context, Role.SECRETARY).new_page()
    page.goto(house.url("?criterion=1.3"))
    page.get_by_text("Tải nhiều tệp lên một lúc").click()
    return Room(page)


def large(folder: Path, name: str = "Quay phim giờ dạy.pdf", megabytes: int = 12, seed: int = 1) -> Path:
    path = folder / name
    path.write_bytes(pdf_bytes() + random.Random(seed).randbytes(megabytes * MEGABYTE))
    return path


def test_a_cut_line_goes_on_where_it_was(room: Room, tmp_path: Path, page_errors: PageErrors) -> None:
    for words in CUT_LINE:
        page_errors.expect(words)
    file = large(tmp_path)
    room.speed(4 * MEGABYTE)
    room.choose(file)
    room.await_part()
    room.speed(0)
    expect(room.rows).to_contain_text("tự gửi tiếp")
    assert hashes() == []
    room.speed(-1)
    expect(room.rows.get_by_text("MC.1.3.01")).to_be_visible(timeout=60_000)
    assert hashes() == [sha256(file.read_bytes())]
    assert [at for method, at in room.asked if method == "PATCH"].count("0") == 1
    expect(room.page.locator("#evidence-list tbody tr")).to_have_count(1)


def test_paused_then_chosen_again_after_a_reload(room: Room, tmp_path: Path, house: House) -> None:
    file = large(tmp_path)
    room.speed(4 * MEGABYTE)
    room.choose(file)
    room.await_part()
    room.page.get_by_role("button", name="Tạm dừng: Quay phim giờ dạy.pdf").press("Enter")
    expect(room.rows).to_contain_text("đã dừng ở")
    go_on = room.page.get_by_role("button", name="Gửi tiếp: Quay phim giờ dạy.pdf")
    expect(go_on).to_be_focused()
    (held,) = uploads()
    assert 0 < held.offset < held.length
    go_on.press("Enter")
    expect(room.page.get_by_role("button", name="Tạm dừng: Quay phim giờ dạy.pdf")).to_be_visible()
    room.page.get_by_role("button", name="Tạm dừng: Quay phim giờ dạy.pdf").click()
    expect(room.rows).to_contain_text("đã dừng ở")
    room.page.reload()
    expect(room.rows).to_contain_text("chọn lại đúng tệp này để gửi tiếp")
    expect(room.rows).to_be_visible()
    room.speed(-1)
    room.asked.clear()
    room.choose(file)
    expect(room.rows.get_by_text("MC.1.3.01")).to_be_visible(timeout=60_000)
    expect(room.rows).to_have_count(1)
    assert room.asked[0][0] == "HEAD"
    assert ("PATCH", "0") not in room.asked
    assert hashes() == [sha256(file.read_bytes())]
    assert [upload.key for upload in uploads()] == [held.key]


def test_given_up_nothing_is_left(room: Room, tmp_path: Path, incoming: Path) -> None:
    room.speed(4 * MEGABYTE)
    room.choose(large(tmp_path))
    room.await_part()
    room.page.get_by_role("button", name="Bỏ: Quay phim giờ dạy.pdf").click()
    expect(room.rows).to_have_count(0)
    room.speed(-1)
    room.until(lambda: not room.kept() and uploads() == [])
    room.until(
        lambda: list(incoming.iterdir()) == []
    )  # a piece that was just being written ends with its upload
    assert hashes() == []


def test_large_and_small_files_together(room: Room, tmp_path: Path, page_errors: PageErrors) -> None:
    page_errors.expect("422")
    files = [large(tmp_path, f"lớn {number}.pdf", 5, number) for number in range(3)]
    small = tmp_path / "nhỏ.pdf"
    small.write_bytes(pdf_bytes("nhỏ"))
    bad = tmp_path / "giả.pdf"
    bad.write_bytes(b"MZ\x90" + bytes(5 * MEGABYTE))
    room.choose(*files, small, bad)
    expect(room.rows.get_by_text("MC.1.3.")).to_have_count(4, timeout=60_000)
    expect(room.rows.filter(has_text="giả.pdf")).to_contain_text("không thuộc loại được nhận")
    assert len(hashes()) == 4
    assert [method for method, _at in room.asked].count("PATCH") >= 8


def test_the_list_fits_a_phone(room: Room, tmp_path: Path) -> None:
    room.page.set_viewport_size(PHONE)
    room.speed(MEGABYTE)
    room.choose(large(tmp_path, "Biên bản " + "rất-dài-" * 14 + ".pdf", 6))
    expect(room.page.get_by_role("button", name="Tạm dừng")).to_be_visible()
    assert room.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    room.page.get_by_role("button", name="Tạm dừng").click()
    expect(room.rows).to_contain_text("đã dừng")
    assert room.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_teacher_with_a_phone_and_a_weak_line(
    live_server: object,
    house: House,
    new_context: Callable[..., BrowserContext],
    tmp_path: Path,
    page_errors: PageErrors,
) -> None:
    for words in CUT_LINE:
        page_errors.expect(words)
    file = large(tmp_path, "Phim giờ dạy lớp 6A.pdf", 6)
    page = opened(live_server, house, new_context, Role.CONTRIBUTOR).new_page()
    page.set_viewport_size(PHONE)
    page.goto(house.url("gui/"))
    page.get_by_text("Tệp lớn hoặc mạng yếu").click()
    room = Room(page)
    room.speed(2 * MEGABYTE)
    room.choose(file)
    room.await_part()
    room.speed(0)
    expect(room.rows).to_contain_text("tự gửi tiếp")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    room.speed(-1)
    expect(page.locator("#sent").get_by_text("Phim giờ dạy lớp 6A")).to_be_visible(timeout=60_000)
    assert hashes() == [sha256(file.read_bytes())]
