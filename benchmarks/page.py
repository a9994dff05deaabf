"""docs/benchmarks.md: its measured parts are written between marks, the words around them by people."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
RESULTS = ROOT / "test-results"
SOAK_HEAD = (
    "database", "kills", "acknowledged saves", "acknowledged uploads", "sent again after a kill",
    "conflicts answered 409", "half-written files swept", "lost or damaged",
)  # fmt: skip


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table; all columns but the first are figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)


def machine(cpuinfo: Path = Path("/proc/cpuinfo")) -> str:
    """Return in one line on what and when this ran."""
    found = [line for line in cpuinfo.read_text().splitlines() if line.startswith("model name")]
    name = found[0].partition(":")[2].strip() if found else platform.machine()
    load = os.getloadavg()[0]
    return (
        f"{dt.datetime.now(tz=dt.UTC):%Y-%m-%d} · {os.cpu_count()} cores, {name} · {platform.system()} · "
        f"Python {platform.python_version()} · load at the start {load:.1f}"
    )


def replace_part(text: str, name: str, content: str) -> str:
    """Return ``text`` with what stands between the marks of a part replaced; raises ValueError without the marks."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    if text.count(begin) != 1 or text.count(end) != 1:
        raise ValueError(f"The page has no part {name}.")
    before, _mark, rest = text.partition(begin)
    _old, _mark, after = rest.partition(end)
    return f"{before}{begin}\n{content}\n{end}{after}"


def write(name: str, content: str, page: Path = PAGE) -> None:
    page.write_text(replace_part(page.read_text(encoding="utf-8"), name, content), encoding="utf-8")


def soak_part(results: Path = RESULTS, page: Path = PAGE) -> str:
    """Return the figures of the last long runs of killing; a run that lost anything left none.

    A database that was not run this time keeps the line that the page has of it.
    """
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(results.glob("soak-*.json"))]
    keys = ("database", "kills", "saves", "uploads", "sent_again", "conflicts", "half_written")
    rows = standing_rows(page) | {run["database"]: [*(str(run[key]) for key in keys), "0"] for run in found}
    return table(SOAK_HEAD, [rows[database] for database in sorted(rows)])


def standing_rows(page: Path) -> dict[str, list[str]]:
    """Return the lines that the page has of long runs, by database."""
    begin, end = (f"<!-- {mark}soak -->" for mark in ("", "/"))
    part = page.read_text(encoding="utf-8").partition(begin)[2].partition(end)[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in part.strip().splitlines()[2:]]
    return {row[0]: row for row in rows if len(row) == len(SOAK_HEAD)}


if __name__ == "__main__":
    write("soak", soak_part())
    print(soak_part())
