"""A client with one kept connection that asks for several addresses in turn and keeps each one's times."""

from __future__ import annotations

import http.client
import json
import statistics
import time
from dataclasses import dataclass, field
from typing import Any

TOKEN = "0123456789abcdef0123456789abcdef"  # what a cookie and a header must agree upon


@dataclass
class Timed:
    """The answers of one address: milliseconds each, and the size of the last."""

    milliseconds: list[float] = field(default_factory=list)
    size: int = 0

    @property
    def median(self) -> float:
        return statistics.median(self.milliseconds)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.milliseconds, n=20, method="inclusive")[-1]


class Visitor:
    """Somebody signed in."""

    def __init__(self, port: int, session: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Cookie": f"sessionid={session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}

    def ask(self, method: str, path: str, data: object = None) -> tuple[float, bytes]:
        """Return the milliseconds until the answer was read to its end, and its body; any status but 200 fails."""
        body = None if data is None else json.dumps(data)
        headers = {**self.headers, **({"Content-Type": "application/json"} if body else {})}
        began = time.perf_counter()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        took = (time.perf_counter() - began) * 1000
        assert answer.status == 200, (path, answer.status, content[:300])
        return took, content


def in_turn(visitor: Visitor, paths: dict[str, str], rounds: int) -> dict[str, Timed]:
    """Ask for all addresses in turn, so that what disturbs the machine disturbs all alike; the first round warms up."""
    found = {name: Timed() for name in paths}
    for number in range(rounds + 1):
        for name, path in paths.items():
            took, content = visitor.ask("GET", path)
            found[name].size = len(content)
            if number:
                found[name].milliseconds.append(took)
    return found


def saves(visitor: Visitor, path: str, standing: dict[str, Any], rounds: int) -> Timed:
    """Save a text with two citations again and again, each time on top of the version before."""
    found, version = Timed(), int(standing["version"])
    cited = [{"type": "citation", "attrs": {"evidence": str(one)}} for one in standing["items"]]
    for number in range(rounds + 1):
        content = [{"type": "text", "text": f"{standing['text']} {number}"}, *cited]
        body = {"type": "doc", "content": [{"type": "paragraph", "content": content}]}
        data = {
            "slot": standing["slot"],
            "version": version,
            "body": body,
            "save_id": f"lan-luu-{number:06d}",
        }
        took, answer = visitor.ask("POST", path, data)
        version = json.loads(answer)["version"]
        found.size = len(answer)
        if number:
            found.milliseconds.append(took)
    return found
