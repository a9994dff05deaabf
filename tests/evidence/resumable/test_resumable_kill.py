"""A real server killed in the middle of pieces and of the last step: no acknowledged byte is lost, nothing is half."""

from __future__ import annotations

import base64
import http.client
import os
import random
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from benchmarks.client import TOKEN
from minhdinh.lib.hashing import sha256
from tests.evidence.factories import pdf_bytes
from tests.robustness.installation import Installation, installation

KILLS, SOAK_KILLS = 3, 60
PIECE = 700_000
LENGTH = 5_000_000
SLOW = 0.01  # seconds between the parts of a piece, so that a kill falls into it


@pytest.fixture
def place(ready_data: Path):
    with installation(ready_data, os.environ.get("MINHDINH_DATABASE_URL", "")) as found:
        yield found


class Line:
    """Somebody signed in who sends pieces over a line of their own."""

    def __init__(self, place: Installation) -> None:
        self.place = place
        seed = place.run_script("tests.robustness.pack_seed", "0", "0")
        self.base = f"/truong/{seed['school']}/{seed['year']}/minh-chung/tai-len/phan/"
        self.headers = {
            "Cookie": f"sessionid={seed['session']}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Accept": "application/json",
            "Tus-Resumable": "1.0.0",
        }

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> http.client.HTTPResponse:
        """Ask once; a server that dies meanwhile raises OSError or HTTPException."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(http.client.HTTPConnection("127.0.0.1", self.place.port, timeout=60)) as connection:
            connection.request(method, path, body, {**self.headers, **named})
            answer = connection.getresponse()
            answer.text = answer.read().decode()  # type: ignore[attr-defined]
        return answer

    def begin(self, name: str) -> str:
        encoded = base64.b64encode(name.encode()).decode()
        answer = self.ask(
            "POST", self.base, Upload_Length=str(LENGTH), Upload_Metadata=f"filename {encoded},criterion MS4z"
        )
        assert answer.status == 201, self.place.log()
        return str(answer.headers["Location"])

    def offset(self, path: str) -> int:
        answer = self.ask("HEAD", path)
        assert answer.status == 200, self.place.log()
        return int(answer.headers["Upload-Offset"])

    def piece(self, path: str, at: int, content: bytes) -> int:
        """Send a piece slowly; return the offset that the server acknowledged."""

        def slowly():
            for start in range(0, len(content), 50_000):
                yield content[start : start + 50_000]
                time.sleep(SLOW)

        kind = "application/offset+octet-stream"
        length = str(len(content))
        answer = self.ask(
            "PATCH", path, slowly(), Upload_Offset=str(at), Content_Type=kind, Content_Length=length
        )
        assert answer.status == 204, (answer.status, self.place.log())
        return int(answer.headers["Upload-Offset"])


def send_over_kills(place: Installation, line: Line, content: bytes, rng: random.Random, kills: int) -> str:
    """Send a file while the server is killed again and again; return the answer to the last question."""
    path = line.begin(f"Tệp {sha256(content)[:8]}.pdf")
    acknowledged, left = 0, kills
    while True:
        killer = None
        if left and rng.random() < 0.7:
            left -= 1
            killer = threading.Timer(rng.uniform(0, 0.25), place.kill)
            killer.start()
        try:
            if acknowledged < LENGTH:
                acknowledged = line.piece(path, acknowledged, content[acknowledged : acknowledged + PIECE])
            else:
                answer = line.ask("POST", f"{path}xong/")
                assert answer.status == 200, (answer.status, place.log())
                if killer is None:
                    return str(answer.text)  # type: ignore[attr-defined]
        except (OSError, http.client.HTTPException):
            assert killer is not None, place.log()
        if killer is not None:
            killer.join()
            place.start()
            stands = line.offset(path)
            assert acknowledged <= stands <= acknowledged + PIECE
            acknowledged = stands
            assert place.database_faults() == []


def kill_again_and_again(place: Installation, files: int, kills: int, seed: int) -> None:
    rng = random.Random(seed)
    line = Line(place)
    place.start()
    sent = set()
    for number in range(files):
        content = (pdf_bytes(str(number)) + rng.randbytes(LENGTH))[:LENGTH]
        first = send_over_kills(place, line, content, rng, kills)
        assert '"code": "MC.1.3.' in first
        sent.add(sha256(content))
    kept = place.rows("SELECT b.sha256 FROM evidence_evidencefile f JOIN evidence_blob b ON b.id = f.blob_id")
    assert sorted(row[0] for row in kept) == sorted(sent)
    assert place.rows("SELECT COUNT(*) FROM evidence_evidenceitem") == [(files,)]
    assert list((place.data / "incoming" / "parts").iterdir()) == []
    checked = place.run_script("minhdinh", "evidence", "check", "--json")
    assert checked["missing"] == checked["altered"] == []


@pytest.mark.database
def test_a_few_kills_lose_no_acknowledged_byte(place: Installation) -> None:
    kill_again_and_again(place, files=1, kills=KILLS, seed=57)


@pytest.mark.soak
def test_many_kills_lose_no_acknowledged_byte(place: Installation) -> None:
    kills = int(os.environ.get("MINHDINH_TEST_UPLOAD_KILLS", SOAK_KILLS))
    kill_again_and_again(place, 4, kills // 4, seed=int(os.environ.get("MINHDINH_TEST_SEED", "57")))
