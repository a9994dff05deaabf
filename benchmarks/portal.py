"""``python -m benchmarks.portal``: public pages of a whole country against a static file of the same server.

Prints and writes the part "portal" of docs/benchmarks.md. ``--share 0.1`` measures a smaller country, ``--dry`` prints only.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.client import Timed, Visitor
from benchmarks.page import machine, table, write
from tests.robustness.installation import installation

ROUNDS = 30
STATIC = "a static file"
PAGES = {
    "first page": "/tra-cuu/",
    "a school's page": "/tra-cuu/truong/truong-400/",
    "a province, degree 2": "/tra-cuu/?province=so-1&degree=2",
    "search “so 12”": "/tra-cuu/?q=so+12",
}


def measure(visitor: Visitor, static: str) -> dict[str, Timed]:
    """Ask for everything in turn; a page made anew has an address that nobody asked for before."""
    found = {STATIC: Timed()}
    found |= {f"{name}, {how}": Timed() for name in PAGES for how in ("kept", "made anew")}
    for number in range(ROUNDS):
        visitor.ask(found[STATIC], "GET", static)
        for name, path in PAGES.items():
            if not number:
                visitor.ask(Timed(), "GET", path)
            visitor.ask(found[f"{name}, kept"], "GET", path)
            anew = f"{path}{'&' if '?' in path else '?'}lan={number}"
            visitor.ask(found[f"{name}, made anew"], "GET", anew)
    return found


def report(found: dict[str, Timed], counts: dict[str, int]) -> str:
    unit = found[STATIC].work
    head = ("request", "times a static file", "processor ms", "clock ms", "clock p95", "answer kB")
    rows = [
        (
            name,
            f"{one.work / unit:.1f}",
            f"{one.work:.1f}",
            f"{one.median:.1f}",
            f"{one.p95:.1f}",
            f"{one.size / 1000:.1f}",
        )
        for name, one in found.items()
    ]
    said = f"{machine()} · SQLite · {counts['placements']:,} schools, {counts['decisions']:,} decisions"
    return f"{said}\n\n{table(head, rows)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--dry", action="store_true", help="print only")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="minhdinh-portal-") as folder,
        installation(Path(folder) / "data") as place,
    ):
        print("Seeding…", file=sys.stderr)
        counts = place.run_script("benchmarks.portal_seed", str(options.share), timeout=1800)
        place.start()
        assert place.process is not None
        visitor = Visitor(place.port, "", place.process.pid)
        page = visitor.ask(Timed(), "GET", "/tra-cuu/").decode()
        static = page.split('rel="icon" href="', 1)[1].split('"', 1)[0]
        text = report(measure(visitor, static), counts)
    print(text)
    if not options.dry:
        write("portal", text)


if __name__ == "__main__":
    main()
