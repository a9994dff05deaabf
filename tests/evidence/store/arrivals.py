"""What the tests of files brought straight to the store share: the sender's side of it."""

import urllib.error
import urllib.request
from typing import Any

from minhdinh.access.actor import Actor
from minhdinh.evidence.domain.announcing import Wanted
from minhdinh.evidence.models import DirectArrival, EvidenceItem
from minhdinh.evidence.store.arriving import Part, note_brought, offer_place
from minhdinh.evidence.store.checking import run_checking
from tests.evidence.factories import YEAR, House


class Steps:
    """The progress of a job that nobody watches."""

    def __init__(self) -> None:
        self.done = 0

    def total(self, count: int) -> None:
        assert count > 0

    def advance(self, message: str = "", steps: int = 1) -> None:
        self.done += steps


def put(address: str, content: bytes) -> int:
    """Bring bytes as a browser does; return the store's answer."""
    request = urllib.request.Request(
        address, content, {"Content-Type": "application/octet-stream"}, method="PUT"
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def offered(
    house: House, actor: Actor, length: int, *, name: str = "quét.pdf", item: EvidenceItem | None = None
) -> tuple[DirectArrival, list[Part]]:
    wanted = Wanted(YEAR, name, length, item)
    return offer_place(actor=actor, school_id=house.school.pk, wanted=wanted)


def brought(
    house: House, actor: Actor, content: bytes, *, name: str = "quét.pdf", item: EvidenceItem | None = None
) -> DirectArrival:
    """Return a file that was brought whole and is being checked."""
    arrival, parts = offered(house, actor, len(content), name=name, item=item)
    for part in parts:
        assert put(part.address, content[part.start : part.start + part.size]) == 200
    note_brought(actor=actor, arrival=arrival)
    return arrival


def check(arrival: DirectArrival) -> dict[str, Any]:
    return run_checking(Steps(), school_id=arrival.school_id, arrival_id=arrival.pk)
