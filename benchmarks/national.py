"""``python -m benchmarks.national``: a made-up country in several sizes, on SQLite and PostgreSQL.

Prints and writes the part "national" of docs/benchmarks.md. ``--sizes 0.01,0.1`` and ``--database sqlite`` choose less.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from benchmarks.page import ROOT, machine, table, write
from tests.robustness.installation import installation

sys.path.append(str(ROOT / "scripts"))

from temporary_postgres import temporary_postgres

SIZES = {"PostgreSQL": (0.01, 0.1, 1.0), "SQLite": (0.01, 0.1)}
TIMEOUT = 3600


def run_one(database: str, share: float) -> dict[str, Any]:
    """Fill an empty installation and measure it."""
    with (
        tempfile.TemporaryDirectory(prefix="minhdinh-nation-") as folder,
        _server(database) as url,
        installation(Path(folder) / "data", url) as place,
    ):
        print(f"{database}, {share:.0%} of the country…", file=sys.stderr)
        inside = "benchmarks.national_inside"
        place.run_script(inside)
        found = cast("dict[str, Any]", place.run_script(inside, str(share), timeout=TIMEOUT))
        # A process of its own: the one that loaded the country has grown already.
        return found | {"export": place.run_script(inside, "export", timeout=TIMEOUT)}


@contextmanager
def _server(database: str) -> Iterator[str]:
    if database == "SQLite":
        yield ""
        return
    with temporary_postgres() as url:
        yield url


def pages_table(found: dict[str, Any]) -> str:
    """Return pages × offices of one size: milliseconds, ratio to the bare SQL, number of queries."""
    head = ("page", *(f"{office}: ms (× SQL)" for office in ("ministry", "province", "commune")), "queries")
    return table(head, [(name, *map(_cell, one.values()), _queries(one)) for name, one in found.items()])


def _cell(one: dict[str, float]) -> str:
    return f"{one['page']:.0f} ({one['page'] / one['sql']:.1f})"


def _queries(offices: dict[str, dict[str, float]]) -> str:
    return "/".join(dict.fromkeys(str(one["queries"]) for one in offices.values()))


def growth_table(runs: dict[float, dict[str, Any]]) -> str:
    """Return how the national pages grow with the country."""
    sizes = list(runs)
    head = ("national page, ms", *(f"{share:.0%}" for share in sizes), "grown")
    rows = []
    for name in next(iter(runs.values()))["pages"]:
        taken = [runs[share]["pages"][name]["ministry"]["page"] for share in sizes]
        rows.append((name, *(f"{one:.0f}" for one in taken), f"× {taken[-1] / taken[0]:.1f}"))
    return table(head, rows)


def work_table(runs: dict[float, dict[str, Any]]) -> str:
    """Return loading, page 100, workbook and reminder by size."""
    head = (
        "share", "schools", "answers", "loading s", "page 100 ms (× SQL)", "workbook s", "workbook kB",
        "memory grown MB", "reminder: schools", "reminder s",
    )  # fmt: skip
    rows = [
        (
            f"{share:.0%}",
            f"{one['counts']['placements']:,}",
            f"{one['counts']['answers']:,}",
            f"{one['loading']:.0f}",
            _cell(one["page 100"]),
            f"{one['export']['seconds']:.1f}",
            f"{one['export']['kB']:.0f}",
            f"{one['export']['grown MB']:.0f}",
            one["reminder"]["schools"],
            f"{one['reminder']['seconds']:.1f}",
        )
        for share, one in runs.items()
    ]
    return table(head, rows)


def report(runs: dict[str, dict[float, dict[str, Any]]]) -> str:
    """Return the part of the page."""
    parts = [machine()]
    for database, sizes in runs.items():
        share, largest = list(sizes.items())[-1]
        parts += [
            f"\n### {database}, {share:.0%} of the country\n",
            pages_table(largest["pages"]),
            f"\n### {database}, as the country grows\n",
            growth_table(sizes),
            "",
            work_table(sizes),
        ]
    return "\n".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="")
    parser.add_argument("--database", default="")
    parser.add_argument("--dry", action="store_true", help="print only")
    options = parser.parse_args()
    wanted = {name: sizes for name, sizes in SIZES.items() if options.database.lower() in name.lower()}
    if options.sizes:
        wanted = dict.fromkeys(wanted, tuple(float(one) for one in options.sizes.split(",")))
    runs = {name: {share: run_one(name, share) for share in sizes} for name, sizes in wanted.items()}
    text = report(runs)
    print(text)
    if not options.dry:
        write("national", text)


if __name__ == "__main__":
    main()
