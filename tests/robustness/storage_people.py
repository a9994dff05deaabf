"""People at work in the evidence room whose files are kept in a bucket, which is away now and then."""

from __future__ import annotations

import hashlib
import http.client
import json
import re
import time
from contextlib import closing, suppress
from urllib.parse import urlencode, urlsplit

from tests.robustness.evidence_people import (
    PAUSE,
    TIMEOUT,
    Answer,
    OverError,
    Packer,
    Person,
    Sender,
)

AWAY = "Kho tệp hiện không trả lời"
LARGEST = 400_000
CRITERION = "1.4"


def words_of(answer: Answer) -> str:
    """Return what an answer says, page or data, without its marks."""
    if "json" in answer.headers.get("Content-Type", ""):
        return json.dumps(json.loads(answer.body), ensure_ascii=False)
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text.partition("<main")[2] or answer.text).split())


class Patient(Person):
    """Somebody who is told in words that the store is away, and tries again a little later."""

    def away(self, answer: Answer) -> None:
        assert AWAY in words_of(answer), answer.text
        with self.said.lock:
            self.said.away += 1
        if self.stop.is_set():
            raise OverError
        time.sleep(4 * PAUSE)


class PatientSender(Patient, Sender):
    """Sends files through the server."""

    def once(self) -> None:
        self.upload("1.3", LARGEST)


class PatientPacker(Patient, Packer):
    """Takes packs that are read from the bucket."""


class Direct(Patient):
    """Brings files straight to the bucket and asks for their check."""

    def once(self) -> None:
        content = b"%PDF-1.4\n" + self.rng.randbytes(self.rng.randrange(1000, LARGEST))
        while not self.bring(content):
            pass
        with self.said.lock:
            self.said.direct.append(hashlib.sha256(content).hexdigest())

    def bring(self, content: bytes) -> bool:
        """Announce, bring and say so; False where it has to begin anew."""
        form = urlencode({"name": "quét thẳng.pdf", "size": len(content), "criterion": CRITERION}).encode()
        offered = self.until_answered(lambda: self.ask("POST", f"{self.base}tai-len/thang/", form))
        assert offered.status == 201, (offered.status, words_of(offered))
        told = json.loads(offered.body)
        (part,) = told["parts"]
        while not self.put(part["address"], content):
            self.pause()
        done = self.until_answered(lambda: self.ask("POST", f"{self.base}tai-len/thang/{told['key']}/xong/"))
        assert done.status in {202, 422}, (done.status, words_of(done))
        return done.status == 202

    def put(self, address: str, content: bytes) -> bool:
        """Bring all bytes; tell whether the bucket has said that it has them."""
        place = urlsplit(address)
        assert place.hostname
        with (
            suppress(OSError, http.client.HTTPException),
            closing(http.client.HTTPConnection(place.hostname, place.port, timeout=TIMEOUT)) as line,
        ):
            line.request("PUT", f"{place.path}?{place.query}", content)
            with line.getresponse() as answer:
                answer.read()
                return answer.status == 200
        return False

    def pause(self) -> None:
        if self.stop.is_set():
            raise OverError
        time.sleep(PAUSE)
