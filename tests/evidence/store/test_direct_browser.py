"""Large files straight to a real bucket in a real browser: filed, refused, paused, gone on with, and where no way leads."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Request, expect
from pytest_django import Settings

from minhdinh.access.permissions import Role
from minhdinh.access.scope import scopes_disabled
from minhdinh.evidence.models import ArrivalState, DirectArrival
from minhdinh.jobs.domain import start
from minhdinh.jobs.enums import JobStatus
from minhdinh.jobs.tasks import run_job
from minhdinh.lib.hashing import sha256
from tests.browser import PageErrors
from tests.evidence.factories import House, make_house
from tests.evidence.resumable.sender import hashes, uploads
from tests.evidence.resumable.test_resumable_browser import CUT_LINE, Room, large, opened
from tests.s3 import BUCKET, Bucket, script

pytestmark = [
    pytest.mark.browser,
    pytest.mark.s3,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
MEGABYTE = 1024 * 1024
NAME = "Quay phim giờ dạy.pdf"


@pytest.fixture
def house(transactional_db: None) -> House:
    return make_house("sao-mai")


@pytest.fixture(autouse=True)
def incoming(settings: Settings, tmp_path: Path) -> None:
    settings.MINHDINH_INCOMING = tmp_path / "incoming"
    settings.MINHDINH_INCOMING.mkdir()


class DirectRoom(Room):
    """The list of evidence with its drop zone; hears what is brought to the store."""

    def __init__(self, context: BrowserContext, house: House) -> None:
        page = context.new_page()
        page.goto(house.url("?criterion=1.3"))
        page.get_by_text("Tải nhiều tệp lên một lúc").click()
        self.brought: list[Request] = []
        super().__init__(page)

    def _hear(self, request: Request) -> None:
        super()._hear(request)
        if request.method == "PUT":
            self.brought.append(request)

    def parts(self) -> list[str]:
        """Return the numbers of the parts that were begun, in the order of asking."""
        return [request.url.partition("partNumber=")[2].partition("&")[0] for request in self.brought]

    def await_first_part(self) -> None:
        offsets = "Object.values(localStorage).map((text) => JSON.parse(text).offset ?? 0)"
        self.until(lambda: any(self.page.evaluate(offsets)))

    def await_checking(self) -> None:
        expect(self.rows).to_contain_text("có thể rời trang này", timeout=60_000)
        with scopes_disabled():
            assert DirectArrival.objects.get().state == ArrivalState.CHECKING


@pytest.fixture
def context(live_server: object, house: House, new_context: Callable[..., BrowserContext]) -> BrowserContext:
    return opened(live_server, house, new_context, Role.SECRETARY)


class Queue:
    """The queue of jobs while its worker is busy: nothing is done before the test lets it."""

    def __init__(self) -> None:
        self.waiting: list[int] = []

    def take(self, _task: str, job_id: int, **_options: object) -> None:
        self.waiting.append(job_id)

    def work(self) -> list[str]:
        """Do everything that waits; return how each ended."""
        jobs, self.waiting = self.waiting, []
        return [run_job(job_id) for job_id in jobs]


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> Queue:
    waiting = Queue()
    monkeypatch.setattr(start, "async_task", waiting.take)
    return waiting


def test_from_the_drop_to_the_filed_item(
    in_bucket: Bucket, context: BrowserContext, house: House, tmp_path: Path, queue: Queue
) -> None:
    room, file = DirectRoom(context, house), large(tmp_path, megabytes=18)
    room.choose(file)
    room.await_checking()
    assert hashes() == []
    assert queue.work() == [JobStatus.DONE]
    expect(room.rows.get_by_text("MC.1.3.01")).to_be_visible(timeout=60_000)
    expect(room.page.locator("#evidence-list tbody tr")).to_have_count(1)
    assert hashes() == [sha256(file.read_bytes())]
    assert room.parts() == ["1", "2", "3"]
    for request in room.brought:
        assert not {"cookie", "x-csrftoken"} & request.all_headers().keys()
    assert room.asked == []
    assert not room.kept()


def test_a_program_in_the_dress_of_a_paper_is_refused_and_told(
    in_bucket: Bucket, context: BrowserContext, house: House, tmp_path: Path, queue: Queue
) -> None:
    bad = tmp_path / "giả.pdf"
    bad.write_bytes(b"MZ\x90" + bytes(5 * MEGABYTE))
    room = DirectRoom(context, house)
    room.choose(bad)
    room.await_checking()
    room.page.reload()
    shown = room.page.locator("#evidence-list li", has_text="giả.pdf")
    expect(shown).to_contain_text("đang kiểm tra")
    room.page.get_by_text("Tải nhiều tệp lên một lúc").click()
    room.choose(bad)
    expect(room.rows).to_contain_text("có thể rời trang này", timeout=60_000)
    assert queue.work() == [JobStatus.FAILED] * 2
    expect(room.rows).to_contain_text("không thuộc loại được nhận", timeout=60_000)
    room.page.reload()
    expect(shown).to_have_count(2)
    for left in (1, 0):
        expect(shown.first).to_contain_text("không thuộc loại được nhận")
        shown.get_by_role("button", name="Bỏ khỏi danh sách: giả.pdf").first.click()
        expect(shown).to_have_count(left)
    with scopes_disabled():
        assert not DirectArrival.objects.exists()
    assert in_bucket.keys() == []


def test_paused_gone_on_with_and_chosen_again_after_a_reload(
    in_bucket: Bucket,
    context: BrowserContext,
    house: House,
    tmp_path: Path,
    page_errors: PageErrors,
    queue: Queue,
) -> None:
    for words in CUT_LINE:
        page_errors.expect(words)
    room, file = DirectRoom(context, house), large(tmp_path, megabytes=18)
    room.speed(4 * MEGABYTE)
    room.choose(file)
    room.await_first_part()
    room.page.get_by_role("button", name=f"Tạm dừng: {NAME}").click()
    expect(room.rows).to_contain_text("đã dừng ở")
    room.page.get_by_role("button", name=f"Gửi tiếp: {NAME}").click()
    expect(room.page.get_by_role("button", name=f"Tạm dừng: {NAME}")).to_be_visible()
    room.speed(0)
    expect(room.rows).to_contain_text("tự gửi tiếp")
    room.page.get_by_role("button", name=f"Tạm dừng: {NAME}").click()
    room.speed(-1)
    room.page.reload()
    expect(room.rows).to_contain_text("chọn lại đúng tệp này để gửi tiếp")
    room.choose(file)
    room.await_checking()
    assert queue.work() == [JobStatus.DONE]
    expect(room.rows.get_by_text("MC.1.3.01")).to_be_visible(timeout=60_000)
    assert hashes() == [sha256(file.read_bytes())]
    assert room.parts().count("1") == 1
    assert room.asked == []


def test_given_up_nothing_is_left_in_the_bucket(
    in_bucket: Bucket, context: BrowserContext, house: House, tmp_path: Path
) -> None:
    room = DirectRoom(context, house)
    room.speed(4 * MEGABYTE)
    room.choose(large(tmp_path, megabytes=18))
    room.await_first_part()
    room.page.get_by_role("button", name=f"Bỏ: {NAME}").click()
    expect(room.rows).to_have_count(0)
    room.speed(-1)

    def nothing() -> bool:
        with scopes_disabled():
            return not DirectArrival.objects.exists()

    room.until(nothing)
    assert list(in_bucket.storage().unfinished("")) == []
    assert not room.kept()


@pytest.fixture
def closed_server() -> Iterator[str]:
    """Return the address of a server that answers every browser with a refusal and without a word of CORS."""

    class Refusing(BaseHTTPRequestHandler):
        def do_OPTIONS(self) -> None:
            self.send_error(403)

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.parametrize("kind", ["closed", "nowhere"])
def test_a_bucket_that_the_browser_does_not_reach_is_left_alone(
    in_bucket: Bucket,
    context: BrowserContext,
    house: House,
    tmp_path: Path,
    settings: Settings,
    page_errors: PageErrors,
    closed_server: str,
    kind: str,
) -> None:
    for words in ("CORS policy", "ERR_FAILED", "ERR_CONNECTION_REFUSED"):
        page_errors.expect(words)
    public = closed_server if kind == "closed" else f"http://127.0.0.1:{script().free_port()}"
    options = {**in_bucket.options, "public_endpoint": public}
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": BUCKET, "OPTIONS": options}}
    room = DirectRoom(context, house)
    room.page.evaluate(
        """window.heard = [];
        new MutationObserver(() => heard.push(document.querySelector(".upload-list").textContent))
        .observe(document.querySelector(".upload-list"), { childList: true, subtree: true })"""
    )
    files = [large(tmp_path, f"{number}.pdf", 6, number) for number in range(2)]
    room.choose(files[0])
    expect(room.rows.get_by_text("MC.1.3.01")).to_be_visible(timeout=60_000)
    tries = len(room.brought)
    room.choose(files[1])
    expect(room.rows.get_by_text("MC.1.3.02")).to_be_visible(timeout=60_000)
    assert hashes() == sorted(sha256(file.read_bytes()) for file in files)
    assert [upload.became is not None for upload in uploads()] == [True, True]
    assert (tries, len(room.brought)) == (2, 2)
    words = room.page.evaluate("heard")
    assert any("MC.1.3.01" in text for text in words)
    assert not any("mất mạng" in text or "Chưa" in text for text in words), json.dumps(words)
    with scopes_disabled():
        assert not DirectArrival.objects.exists()
