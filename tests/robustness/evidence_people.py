"""People at work in the evidence room over HTTP, who go on after a kill as a browser does: ask again, go on, look first."""

from __future__ import annotations

import hashlib
import http.client
import io
import random
import re
import threading
import time
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Self

from benchmarks.client import TOKEN
from tests.robustness.evidence_seed import PACKED_CRITERION
from tests.robustness.evidence_state import LIST_MARK, Acknowledged

TIMEOUT = 30
PAUSE = 0.05
LARGEST = 1_500_000
PATIENCE = 3  # seconds that somebody looks at a list being written before bringing the next one
HEADER = "Tiêu chí,Mã minh chứng,Tên minh chứng,Số hiệu,Nơi ban hành,Ghi chú"
UNAVAILABLE = 503
FORM = "application/x-www-form-urlencoded"


class UnansweredError(Exception):
    """The line broke before the answer was there: whether it was done is not known."""


class OverError(Exception):
    """Everybody was told to stop."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Any
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Person:
    """Somebody signed in with one connection, which is opened again whenever it breaks."""

    port: int
    seed: dict[str, Any]
    said: Acknowledged
    stop: threading.Event
    rng: random.Random
    connection: http.client.HTTPConnection | None = field(default=None)

    @property
    def base(self) -> str:
        return f"/truong/{self.seed['school']}/{self.seed['year']}/minh-chung/"

    def run(self) -> None:
        """Work until told to stop."""
        with suppress(OverError):
            while not self.stop.is_set():
                self.once()
        self.close()

    def once(self) -> None:
        raise NotImplementedError

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = FORM) -> Answer:
        """Ask once; raises UnansweredError where the line broke."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        headers = {
            "Cookie": f"sessionid={self.seed['session']}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Content-Type": kind,
        }
        try:
            self.connection.request(method, path, body or None, headers)
            answer = self.connection.getresponse()
            found = Answer(answer.status, answer.headers, answer.read())
        except (OSError, http.client.HTTPException) as error:
            self.rest(sent=not isinstance(error, ConnectionRefusedError))
            raise UnansweredError from error
        if found.status == UNAVAILABLE:
            self.away(found)
            raise UnansweredError
        return found

    def away(self, answer: Answer) -> None:
        """Meet an answer that the store is away: a folder never is."""
        raise AssertionError(answer.text)

    def rest(self, *, sent: bool) -> None:
        """Wait a little after the line broke, noting it where something was sent; raises OverError when all is to stop."""
        self.close()
        with self.said.lock:
            self.said.again += sent
        if self.stop.is_set():
            raise OverError
        time.sleep(PAUSE)

    def until_answered(self, work: Callable[[], Answer]) -> Answer:
        """Do it again until it is answered."""
        while True:
            try:
                return work()
            except UnansweredError:
                continue

    def form_data(self, name: str, file_name: str, content: bytes, **fields: str) -> tuple[bytes, str]:
        """Return the body of a form with one file, and its kind."""
        mark = f"{self.rng.getrandbits(64):x}"
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            for key, value in fields.items()
        ]
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n\r\n'
        body = ("".join(parts) + head).encode() + content + f"\r\n--{mark}--\r\n".encode()
        return body, f"multipart/form-data; boundary={mark}"

    def upload(self, criterion: str, largest: int = LARGEST) -> int:
        """Send a file that becomes an item of a criterion; return the item once the server has said that it is there."""
        content = b"%PDF-1.4\n" + self.rng.randbytes(int(largest ** self.rng.uniform(0.5, 1)))
        body, kind = self.form_data("file", "ho-so.pdf", content, criterion=criterion)
        answer = self.until_answered(lambda: self.ask("POST", f"{self.base}tai-len", body, kind))
        assert answer.status == 200, (answer.status, answer.body[:500])
        found = re.search(rb'"id": (\d+)', answer.body)
        assert found, answer.body
        with self.said.lock:
            self.said.uploads.append(hashlib.sha256(content).hexdigest())
        return int(found[1])


class Sender(Person):
    """Sends files of all sizes."""

    def once(self) -> None:
        self.upload("1.3")


class Merger(Person):
    """Sends two files and makes their items one."""

    def once(self) -> None:
        gone, kept = self.upload("1.4", 20_000), self.upload("1.4", 20_000)
        path = f"{self.base}{gone}/gop/?into={kept}"
        answer = self.until_answered(lambda: self._merge(path, gone))
        assert answer.status in {302, 301}, (answer.status, answer.text[:800])
        assert f"/{kept}/" in answer.headers["Location"]
        with self.said.lock:
            self.said.merges.append((gone, kept))

    def _merge(self, path: str, gone: int) -> Answer:
        """Look at the preview, then agree to it; where there is none any more the item's own page leads to the survivor."""
        shown = self.ask("GET", path)
        if shown.status != 200:
            return self.ask("GET", f"{self.base}{gone}/")
        versions = dict(re.findall(r'name="(\w+_version)"[^>]*value="(\d+)"', shown.text))
        form = "&".join(["reason=trung", *(f"{name}={value}" for name, value in versions.items())])
        return self.ask("POST", path, form.encode())


class Bringer(Person):
    """Brings lists of some batches: sends one, looks at the preview, confirms, waits until it is written."""

    rows = 60

    def once(self) -> None:
        mark = f"{LIST_MARK} {self.rng.getrandbits(48):x}"
        lines = [HEADER, *(f"1.1,,{mark} dòng {number},,," for number in range(self.rows))]
        body, kind = self.form_data("list-file", "danh-muc.csv", "\n".join(lines).encode(), list="1")
        kept = self.until_answered(lambda: self.ask("POST", f"{self.base}nhap/", body, kind))
        assert kept.status == 302, (kept.status, kept.text[:800])
        address = kept.headers["Location"]
        answer = self.until_answered(lambda: self.ask("POST", f"{address}ghi"))
        # Confirmed before the line broke: it says so, and that is as good.
        assert answer.status == 302 or "xác nhận rồi" in answer.text, (answer.status, answer.text[:800])
        with self.said.lock:
            self.said.lists[mark] = self.rows
        self.look(address)

    def look(self, address: str) -> None:
        """Watch a list being written; where its writing stopped half-way, confirm again."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and not self.stop.is_set():
            shown = self.until_answered(lambda: self.ask("GET", address))
            assert shown.status == 200, shown.status
            if "Đang ghi" not in shown.text:
                return
            time.sleep(4 * PAUSE)


class Packer(Person):
    """Asks for a pack and takes it, going on where a kill broke it off; compares every byte."""

    def once(self) -> None:
        wanted = f"scope=criterion&criterion={PACKED_CRITERION}".encode()
        made = self.until_answered(lambda: self.ask("POST", f"{self.base}goi/", wanted))
        assert made.status == 302, (made.status, made.text[:800])
        page = self.until_answered(lambda: self.ask("GET", f"{self.base}goi/"))
        found = re.search(r'href="([^"]+/tai)"', page.text)
        assert found, page.text
        content = self.take(found[1])
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.testzip() is None
            packed = {hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}
        assert packed >= set(self.seed["packed"])
        with self.said.lock:
            self.said.packs += 1

    def take(self, path: str) -> bytes:
        """Take a pack to its end, in as many pieces as the line makes of it."""
        head = self.until_answered(lambda: self.ask("HEAD", path))
        size, mark = int(head.headers["Content-Length"]), head.headers["ETag"]
        content, pieces = bytearray(), 0
        while len(content) < size:
            had = len(content)
            try:
                self._go_on(path, mark, content)
            except (OSError, http.client.HTTPException):
                self.rest(sent=False)
            pieces += len(content) > had
        with self.said.lock:
            self.said.broken += pieces - 1
        return bytes(content)

    def _go_on(self, path: str, mark: str, content: bytearray) -> None:
        """Read on from where the content ends, slowly, as over a thin line."""
        had = len(content)
        headers = {"Cookie": f"sessionid={self.seed['session']}"}
        headers |= {"Range": f"bytes={had}-", "If-Range": mark} if had else {}
        self.close()
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        self.connection.request("GET", path, headers=headers)
        with self.connection.getresponse() as answer:
            if answer.status == UNAVAILABLE:
                self.away(Answer(answer.status, answer.headers, answer.read()))
                return
            assert answer.status == (206 if had else 200), (answer.status, had)
            while chunk := answer.read(500_000):
                content += chunk
                time.sleep(PAUSE)
                if self.stop.is_set():
                    raise OverError


class Staff:
    """Everybody at work in threads; leaving the block ends them and raises what any of them met."""

    def __init__(
        self,
        port: int,
        seed: dict[str, Any],
        rng: random.Random,
        kinds: Sequence[type[Person]] = (Sender, Sender, Merger, Bringer, Packer),
    ) -> None:
        self.said, self.stop = Acknowledged(), threading.Event()
        self.met: list[BaseException] = []
        people = [kind(port, seed, self.said, self.stop, random.Random(rng.random())) for kind in kinds]
        self.threads = [threading.Thread(target=self._guarded, args=(one,), daemon=True) for one in people]

    def _guarded(self, person: Person) -> None:
        try:
            person.run()
        except BaseException as error:  # what ends a person fails the test
            self.met.append(error)
            raise

    def __enter__(self) -> Self:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, kind: object, *_error: object) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join(2 * TIMEOUT)
        assert kind is not None or self.met == []
        assert kind is not None or not any(thread.is_alive() for thread in self.threads)
