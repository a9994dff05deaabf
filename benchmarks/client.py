"""A client with one kept connection that asks for several addresses in turn and keeps what each one took."""

from __future__ import annotations

import http.client
import json
import os
import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TOKEN = "0123456789abcdef0123456789abcdef"  # what a cookie and a header must agree upon


@dataclass
class Timed:
    """The answers of one address: milliseconds on the clock and of the server's processor, and the last one's size."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    size: int = 0

    @property
    def median(self) -> float:
        return statistics.median(self.clock)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.clock, n=20, method="inclusive")[-1]

    @property
    def work(self) -> float:
        """The processor's milliseconds: what other work on the machine does not change."""
        return statistics.median(self.processor)


def processor_ms(group: int) -> float:
    """Return the milliseconds that all threads of a process group have run so far (Linux)."""
    total = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(process.name)) != group:
                continue
            total += sum(int(one.read_text().split()[0]) for one in process.glob("task/*/schedstat"))
        except (ProcessLookupError, FileNotFoundError):
            continue  # it has just ended
    return total / 1e6


class Visitor:
    """Somebody signed in at the server whose processes are of one group."""

    def __init__(self, port: int, session: str, group: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Cookie": f"sessionid={session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}
        self.group = group

    def ask(self, found: Timed, method: str, path: str, data: object = None) -> bytes:
        """Ask once, note what it took, and return the answer's body; any status but 200 fails."""
        body = None if data is None else json.dumps(data)
        headers = {**self.headers, **({"Content-Type": "application/json"} if body else {})}
        worked, began = processor_ms(self.group), time.perf_counter()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        found.clock.append((time.perf_counter() - began) * 1000)
        found.processor.append(processor_ms(self.group) - worked)
        found.size = len(content)
        assert answer.status == 200, (path, answer.status, content[:300])
        return content


def in_turn(visitor: Visitor, paths: dict[str, str], rounds: int) -> dict[str, Timed]:
    """Ask for all addresses in turn, so that what disturbs the machine disturbs all alike; two rounds warm up."""
    for _round in range(2):
        for path in paths.values():
            visitor.ask(Timed(), "GET", path)
    found = {name: Timed() for name in paths}
    for _round in range(rounds):
        for name, path in paths.items():
            visitor.ask(found[name], "GET", path)
    return found


def saves(visitor: Visitor, path: str, standing: dict[str, Any], rounds: int) -> Timed:
    """Save a text with two citations again and again, each time on top of the version before."""
    found, version = Timed(), int(standing["version"])
    cited = [{"type": "citation", "attrs": {"evidence": str(one)}} for one in standing["items"]]
    for number in range(rounds):
        content = [{"type": "text", "text": f"{standing['text']} {number}"}, *cited]
        body = {"type": "doc", "content": [{"type": "paragraph", "content": content}]}
        data = {
            "slot": standing["slot"],
            "version": version,
            "body": body,
            "save_id": f"lan-luu-{number:06d}",
        }
        version = json.loads(visitor.ask(found, "POST", path, data))["version"]
    return found
