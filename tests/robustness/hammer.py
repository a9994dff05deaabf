"""Clients that write without pause, and go on after the server was killed as a browser does: the same save again."""

from __future__ import annotations

import hashlib
import http.client
import json
import random
import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any, Self

from tests.robustness.ledger import Ledger, Save, Upload

TIMEOUT = 30
PAUSE = 0.05
LARGEST = 3_000_000
UNANSWERED = (OSError, http.client.HTTPException, json.JSONDecodeError)


@dataclass
class Client:
    """One connection that is opened again whenever it breaks; every request is sent until it is answered."""

    port: int
    seed: dict[str, Any]
    ledger: Ledger
    stop: threading.Event
    rng: random.Random
    connection: http.client.HTTPConnection | None = field(default=None)

    def ask(self, method: str, path: str, body: bytes, content_type: str) -> tuple[int, Any, bool]:
        """Send until answered; return status, answer and whether it had to be sent again. Status 0: told to stop."""
        again = False
        while True:
            try:
                return *self._once(method, path, body, content_type), again
            except UNANSWERED:
                self.close()
                if self.stop.is_set():
                    return 0, None, again
                again = True
                time.sleep(PAUSE)

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def _once(self, method: str, path: str, body: bytes, content_type: str) -> tuple[int, Any]:
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        headers = {"Authorization": f"Bearer {self.seed['key']}", "Content-Type": content_type}
        address = f"/api/v1/schools/{self.seed['school']}{path}"
        self.connection.request(method, address, body, headers)
        answer = self.connection.getresponse()
        return answer.status, json.loads(answer.read())


class Writer(Client):
    """Saves texts at slots, its own and one that all writers share, each on top of the version it knows."""

    def run(self, slots: list[str]) -> None:
        known = dict.fromkeys(slots, 0)
        while not self.stop.is_set():
            slot = self.rng.choice(slots)
            known[slot] = self.save(slot, known[slot])
        self.close()

    def save(self, slot: str, version: int) -> int:
        """Save one text and return the version that stands now, as far as this client knows."""
        text = f"{slot} sau bản {version}: {'chữ ' * self.rng.randrange(1, 200)}{uuid.UUID(int=self.rng.getrandbits(128))}"
        paragraph = {"type": "paragraph", "content": [{"type": "text", "text": text}]}
        save_id = str(uuid.UUID(int=self.rng.getrandbits(128)))
        wanted = {"slot": slot, "version": version, "save_id": save_id}
        body = json.dumps({**wanted, "body": {"type": "doc", "content": [paragraph]}}).encode()
        path = f"/assessments/{self.seed['year']}/passages"
        status, answer, again = self.ask("PUT", path, body, "application/json")
        if status == 409:
            self.ledger.conflict()
            return int(answer["version"])
        if status == 0:
            return version
        assert status == 200, (status, answer)
        self.ledger.add(Save(slot, answer["version"], text, save_id), retried=again)
        return int(answer["version"])


class Sender(Client):
    """Uploads files of all sizes."""

    def run(self) -> None:
        while not self.stop.is_set():
            self.send(self.rng.choice(self.seed["items"]))
        self.close()

    def send(self, item: int) -> None:
        content = b"%PDF-1.4\n" + self.rng.randbytes(int(LARGEST ** self.rng.uniform(0.4, 1)))
        boundary = uuid.UUID(int=self.rng.getrandbits(128)).hex
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="ho-so.pdf"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{boundary}--\r\n".encode()
        path = f"/evidence/items/{item}/files"
        status, answer, again = self.ask("POST", path, body, f"multipart/form-data; boundary={boundary}")
        if status == 0:
            return
        sha256 = hashlib.sha256(content).hexdigest()
        assert (status, (answer.get("file") or {}).get("sha256")) == (200, sha256), (status, answer)
        self.ledger.add(Upload(item, sha256), retried=again)


class Crowd:
    """Writers and senders at work in threads; leaving the block ends them and raises what any of them met."""

    def __init__(
        self, port: int, seed: dict[str, Any], rng: random.Random, *, writers: int, senders: int
    ) -> None:
        self.ledger, self.stop = Ledger(), threading.Event()
        self.met: list[BaseException] = []
        given = (port, seed, self.ledger, self.stop)
        shared, own = seed["slots"][0], seed["slots"][1:]
        self.threads = [
            self._thread(Writer(*given, random.Random(rng.random())).run, [shared, *own[number::writers]])
            for number in range(writers)
        ]
        self.threads += [
            self._thread(Sender(*given, random.Random(rng.random())).run) for _ in range(senders)
        ]

    def _thread(self, work: Any, *arguments: Any) -> threading.Thread:
        def guarded() -> None:
            try:
                work(*arguments)
            except BaseException as error:  # what ends a client fails the test
                self.met.append(error)
                raise

        return threading.Thread(target=guarded, daemon=True)

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
