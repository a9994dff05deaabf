"""A pack from a real server: as long as it was said to be, whole after breaks, the server's memory flat."""

from __future__ import annotations

import http.client
import json
import os
import re
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from benchmarks.client import TOKEN
from tests.robustness.installation import ROOT, Installation, installation

MEGABYTE = 1024 * 1024
SHORT, SOAK = (12, 4 * MEGABYTE), (55, 40 * MEGABYTE)
MOST_GROWTH_MB, MOST_MEMORY_MB = 40, 150
BREAKS = 3
MAIN_PAGES = (
    "", "tieu-chi/thcs/1.3/", "ket-qua/", "minh-chung/", "minh-chung/tim?q=ho+so", "minh-chung/suc-khoe/",
    "minh-chung/tra-cuu/?q=ho+so", "hoi-dong/", "phan-cong/", "so-lieu/", "duyet/", "bieu-mau/",
)  # fmt: skip


@pytest.fixture
def place(ready_data: Path):
    with installation(ready_data, os.environ.get("MINHDINH_DATABASE_URL", "")) as found:
        yield found


class Guest:
    """Somebody signed in who asks for a pack and takes it in pieces."""

    def __init__(self, place: Installation, seed: dict[str, str]) -> None:
        self.place = place
        self.year = f"/truong/{seed['school']}/{seed['year']}/"
        self.base = f"{self.year}minh-chung/goi/"
        self.headers = {"Cookie": f"sessionid={seed['session']}; csrftoken={TOKEN}"}

    @contextmanager
    def ask(
        self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None
    ) -> Iterator[http.client.HTTPResponse]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.place.port, timeout=120)) as connection:
            connection.request(method, path, body or None, {**self.headers, **(headers or {})})
            with connection.getresponse() as answer:
                yield answer

    def look_around(self) -> None:
        """Open the main pages once: a server that somebody has worked with holds more than a new one."""
        for rest in MAIN_PAGES:
            with self.ask("GET", self.year + rest) as answer:
                assert answer.status == 200, (rest, self.place.log())
                answer.read()

    def make(self) -> str:
        """Ask for the whole year's pack and return its address."""
        form = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": TOKEN}
        with self.ask("POST", self.base, "scope=all", form) as answer:
            assert answer.status == 302, self.place.log()
        with self.ask("GET", self.base) as answer:
            page = answer.read().decode()
        found = re.search(r'href="([^"]+/tai)"', page)
        assert found, page
        return found[1]

    def take(self, path: str, target: Path) -> dict[str, Any]:
        """Take the pack, breaking off and going on; return its size and the most memory that the server had meanwhile."""
        with self.ask("HEAD", path) as head:
            size, mark = int(head.headers["Content-Length"]), head.headers["ETag"]
        before = highest = resident_mb(self.place)
        with target.open("wb") as stream:
            for turn in range(BREAKS + 1):
                stop = size if turn == BREAKS else size * (turn + 1) // (BREAKS + 1)
                asked = {"Range": f"bytes={stream.tell()}-", "If-Range": mark} if stream.tell() else {}
                with self.ask("GET", path, headers=asked) as answer:
                    assert answer.status == (206 if asked else 200)
                    while stream.tell() < stop:
                        chunk = answer.read(min(4 * MEGABYTE, stop - stream.tell()))
                        assert chunk, self.place.log()
                        stream.write(chunk)
                        highest = max(highest, resident_mb(self.place))
        return {"size": size, "before_mb": before, "highest_mb": highest}


def resident_mb(place: Installation) -> int:
    """Return the resident memory of the biggest process of the server, in MB (Linux)."""
    assert place.process is not None
    found = [0]
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(process.name)) == place.process.pid:
                words = re.search(r"VmRSS:\s+(\d+) kB", (process / "status").read_text())
                found.append(int(words[1]) // 1024 if words else 0)
        except (ProcessLookupError, FileNotFoundError):
            continue
    return max(found)


def taken(place: Installation, tmp_path: Path, files: int, size: int) -> dict[str, Any]:
    seed = place.run_script("tests.robustness.pack_seed", str(files), str(size), timeout=600)
    place.start()
    guest = Guest(place, seed)
    guest.look_around()
    began = time.monotonic()
    target = tmp_path / "goi.zip"
    figures = guest.take(guest.make(), target)
    figures["seconds"] = round(time.monotonic() - began, 1)
    assert target.stat().st_size == figures["size"]
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == files + 2
    target.unlink()
    return figures


@pytest.mark.database
def test_a_pack_taken_in_four_pieces_is_whole(place: Installation, tmp_path: Path) -> None:
    figures = taken(place, tmp_path, *SHORT)
    assert figures["highest_mb"] - figures["before_mb"] < MOST_GROWTH_MB


@pytest.mark.soak
def test_two_gigabytes_leave_the_memory_flat(place: Installation, tmp_path: Path) -> None:
    figures = taken(place, tmp_path, *SOAK)
    assert figures["size"] > 2 * 1024 * MEGABYTE
    assert figures["highest_mb"] < MOST_MEMORY_MB
    results = ROOT / "test-results"
    results.mkdir(exist_ok=True)
    figures["database"] = "PostgreSQL" if place.database_url else "SQLite"
    name = f"pack-{figures['database'].lower()}.json"
    (results / name).write_text(json.dumps(figures, indent=2), encoding="utf-8")
