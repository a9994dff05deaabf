"""``python -m benchmarks``: seed an installation, measure, print, and write docs/benchmarks.md.

The pages over a slow line need Chromium; where there is none, their part of the page stays as it was.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import slow_line
from benchmarks.client import Timed, Visitor, in_turn, saves
from benchmarks.page import machine, table, write
from tests.browser import chromium_path
from tests.robustness.installation import installation

YEAR = "2026-2027"
ROUNDS, SAVES = 60, 60
SIZES = (100, 1_000, 10_000)
EMPTY = "an empty view"
PATHS = {
    EMPTY: "/do/rong",
    "criterion page (workspace)": f"/truong/do-1/{YEAR}/tieu-chi/thcs/1.3/",
    "the same, three times the evidence": f"/truong/do-3/{YEAR}/tieu-chi/thcs/1.3/",
    "overview of the year": f"/truong/do-1/{YEAR}/",
    "result with what-if": f"/truong/do-1/{YEAR}/ket-qua/",
    "list of forms": f"/truong/do-1/{YEAR}/bieu-mau/",
}
LISTS = {f"{size:,} items": f"/truong/kho-{size}/{YEAR}/minh-chung/" for size in SIZES}
SEARCHES = {f"{size:,} items": f"/truong/kho-{size}/{YEAR}/minh-chung/tim?q=ke+hoach+so+7" for size in SIZES}


def pages_table(found: dict[str, Timed]) -> str:
    unit = found[EMPTY].work
    head = ("request", "times an empty view", "processor ms", "clock ms", "clock p95", "answer kB")
    return table(
        head,
        [
            (name, f"{one.work / unit:.0f}", *times(one), f"{one.size / 1000:.1f}")
            for name, one in found.items()
        ],
    )


def growth_table(what: str, found: dict[str, Timed]) -> str:
    least = next(iter(found.values())).work
    head = (what, "times the smallest", "processor ms", "clock ms", "clock p95")
    return table(head, [(name, f"{one.work / least:.2f}", *times(one)) for name, one in found.items()])


def times(one: Timed) -> tuple[str, str, str]:
    return f"{one.work:.1f}", f"{one.median:.1f}", f"{one.p95:.1f}"


def inside_tables(found: dict[str, Any]) -> list[str]:
    queries = [
        (name, once, thrice, "yes" if once == thrice else "NO")
        for name, (once, thrice) in found["queries"].items()
    ]
    forms = [
        (name, *(f"{one[key]:.2f}" for key in ("clock", "process", "started")))
        for name, one in found["forms"].items()
    ]
    return [
        "### Queries a page\n",
        table(("page", "queries", "with three times the data", "constant"), queries),
        "\n### Making forms (15 criteria × 8 citations)\n",
        table(
            ("work", "seconds on the clock", "of one core, own process", "of one core, LibreOffice"), forms
        ),
    ]


def measure(folder: Path) -> str:
    """Return the measured part of the page."""
    with installation(folder) as place:
        said = machine()
        print("Seeding…", file=sys.stderr)
        seed = place.run_script("benchmarks.seed")
        place.settings = "benchmarks.settings"
        print("Measuring inside…", file=sys.stderr)
        inside = place.run_script("benchmarks.inside")
        place.start()
        print("Measuring over HTTP…", file=sys.stderr)
        assert place.process is not None
        visitor = Visitor(place.port, seed["session"], place.process.pid)
        pages = in_turn(visitor, PATHS, ROUNDS)
        pages["autosave of a text"] = saves(
            visitor, f"/truong/do-1/{YEAR}/doan-van/luu", seed["standing"], SAVES
        )
        lists, searches = in_turn(visitor, LISTS, ROUNDS // 2), in_turn(visitor, SEARCHES, ROUNDS // 2)
    parts = [
        f"{said}\n\n### Requests\n",
        pages_table(pages),
        "\n### Evidence list and search as they grow\n",
        growth_table("evidence list (50 a page)", lists),
        "",
        growth_table("evidence search of the picker", searches),
        "",
        *inside_tables(inside),
    ]
    return "\n".join(parts)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="minhdinh-bench-") as folder:
        measured = measure(Path(folder) / "data")
    print(measured)
    write("measured", measured)
    if chromium_path() is None:
        print("No Chromium: the pages over a slow line were not measured.", file=sys.stderr)
    else:
        slow_line.main()


if __name__ == "__main__":
    main()
