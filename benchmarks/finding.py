"""``python -m benchmarks.finding``: search in the words of files as the store grows; writes docs/benchmarks.md."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from benchmarks.client import Timed, Visitor, in_turn
from benchmarks.page import machine, table, write
from tests.robustness.installation import installation

YEAR = "2026-2027"
ROUNDS = 9
SIZES = (100, 1_000, 10_000)
ASKED = {
    "three words that ten files have": "hợp đồng điện",
    "two words that every file has": "học sinh",
    "a word that nothing has": "xyzzy",
    "five words, one of them misspelt": "kế hoạcb giáo dục học",
    "a filter without words": "",
}


def address(size: int, asked: str) -> str:
    rest = f"q={quote(asked)}" if asked else "status=verified"
    return f"/truong/tim-{size}/{YEAR}/minh-chung/tra-cuu/?{rest}"


def growth(found: dict[int, Timed]) -> list[str]:
    """Return by size: times the smallest, and the processor's milliseconds."""
    least = found[SIZES[0]].work
    return [f"{found[size].work / least:.2f} ({found[size].work:.0f})" for size in SIZES]


def measure(folder: Path, rounds: int = ROUNDS) -> str:
    """Return the measured part of the page; ``folder`` takes the installation."""
    with installation(folder) as place:
        said = machine()
        print("Seeding…", file=sys.stderr)
        seed = place.run_script("benchmarks.finding_seed", timeout=900)
        place.start()
        print("Measuring over HTTP…", file=sys.stderr)
        assert place.process is not None
        visitor = Visitor(place.port, seed["session"], place.process.pid)
        rows = [
            (f"search, {name}", *growth(by_size(visitor, asked, rounds))) for name, asked in ASKED.items()
        ]
    head = ("request: times the smallest (processor ms)", *(f"{size:,} items" for size in SIZES))
    return f"{said}\n\n{table(head, rows)}"


def by_size(visitor: Visitor, asked: str, rounds: int) -> dict[int, Timed]:
    found = in_turn(visitor, {str(size): address(size, asked) for size in SIZES}, rounds)
    return {int(size): timed for size, timed in found.items()}


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="minhdinh-finding-") as folder:
        measured = measure(Path(folder) / "data")
    print(measured)
    write("finding", measured)


if __name__ == "__main__":
    main()
