"""``python -m benchmarks.evidence``: the evidence store's health and packs as they grow; writes docs/benchmarks.md."""

from __future__ import annotations

import http.client
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.client import Timed, Visitor, in_turn, processor_ms
from benchmarks.page import machine, table, write
from tests.robustness.installation import installation

YEAR = "2026-2027"
ROUNDS = 15
SIZES = (100, 1_000, 10_000)
CHECKS = {
    "expired": "expired",
    "same paper": "same_paper",
    "never cited": "never_cited",
    "wrong kind": "wrong_kind",
}


def address(size: int, rest: str) -> str:
    return f"/truong/kho-{size}/{YEAR}/minh-chung/{rest}"


def growth(found: dict[int, Timed]) -> list[str]:
    """Return by size: times the smallest, and the processor's milliseconds."""
    least = found[SIZES[0]].work
    return [f"{found[size].work / least:.2f} ({found[size].work:.0f})" for size in SIZES]


def packs(visitor: Visitor, rounds: int = 3) -> dict[int, Timed]:
    """Ask for a pack of the whole year, a few times each; only writing down what is in it is measured."""
    found = {size: Timed() for size in SIZES}
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for _round in range(rounds):
        for size, timed in found.items():
            worked, began = processor_ms(visitor.group), time.perf_counter()
            visitor.connection.request(
                "POST", address(size, "goi/"), "scope=all", {**visitor.headers, **form}
            )
            answer = visitor.connection.getresponse()
            answer.read()
            assert answer.status == http.client.FOUND, answer.status
            timed.clock.append((time.perf_counter() - began) * 1000)
            timed.processor.append(processor_ms(visitor.group) - worked)
    return found


def measure(folder: Path, rounds: int = ROUNDS) -> str:
    """Return the measured part of the page; ``folder`` takes the installation."""
    with installation(folder) as place:
        said = machine()
        print("Seeding…", file=sys.stderr)
        seed = place.run_script("benchmarks.evidence_seed", timeout=900)
        place.start()
        print("Measuring over HTTP…", file=sys.stderr)
        assert place.process is not None
        visitor = Visitor(place.port, seed["session"], place.process.pid)
        rows = [
            (f"health page, {name}", *growth(by_size(visitor, f"suc-khoe/?check={check}", rounds)))
            for name, check in CHECKS.items()
        ]
        rows.append(("evidence list", *growth(by_size(visitor, "", rounds))))
        rows.append(("making a pack of everything", *growth(packs(visitor))))
    head = ("request: times the smallest (processor ms)", *(f"{size:,} items" for size in SIZES))
    return f"{said}\n\n{table(head, rows)}"


def by_size(visitor: Visitor, rest: str, rounds: int) -> dict[int, Timed]:
    found = in_turn(visitor, {str(size): address(size, rest) for size in SIZES}, rounds)
    return {int(size): timed for size, timed in found.items()}


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="minhdinh-evidence-") as folder:
        measured = measure(Path(folder) / "data")
    print(measured)
    write("evidence", measured)


if __name__ == "__main__":
    main()
