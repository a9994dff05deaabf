"""docs/benchmarks.md: its measured parts are written between marks, the words around them by people."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
RESULTS = ROOT / "test-results"


@dataclass(frozen=True)
class Soak:
    """A kind of long run: the part of the page, where its figures lie, and what of them is shown, a line a database."""

    part: str
    results: str
    columns: tuple[tuple[str, str], ...]

    @property
    def head(self) -> tuple[str, ...]:
        return ("database", *(shown for _key, shown in self.columns), "lost or damaged")


SERVER_KILLS = Soak(
    "soak",
    "soak-*.json",
    (
        ("kills", "kills"),
        ("saves", "acknowledged saves"),
        ("uploads", "acknowledged uploads"),
        ("sent_again", "sent again after a kill"),
        ("conflicts", "conflicts answered 409"),
        ("half_written", "half-written files swept"),
    ),
)
EVIDENCE_KILLS = Soak(
    "evidence-kills",
    "evidence-kills-*.json",
    (
        ("kills", "kills"),
        ("by_victim", "of which"),
        ("uploads", "acknowledged uploads"),
        ("merges", "merges"),
        ("lists", "lists"),
        ("packs", "packs taken"),
        ("broken", "downloads gone on with"),
        ("sent_again", "asked again after a kill"),
    ),
)
SOAKS = (SERVER_KILLS, EVIDENCE_KILLS)


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


def soak_part(soak: Soak, results: Path = RESULTS, page: Path = PAGE) -> str:
    """Return the figures of the last long runs of killing; a run that lost anything left none.

    A database that was not run this time keeps the line that the page has of it.
    """
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(results.glob(soak.results))]
    keys = ("database", *(key for key, _shown in soak.columns))
    rows = standing_rows(soak, page) | {
        run["database"]: [*(str(run[key]) for key in keys), "0"] for run in found
    }
    return table(soak.head, [rows[database] for database in sorted(rows)])


def standing_rows(soak: Soak, page: Path) -> dict[str, list[str]]:
    """Return the lines that the page has of long runs, by database."""
    begin, end = (f"<!-- {mark}{soak.part} -->" for mark in ("", "/"))
    part = page.read_text(encoding="utf-8").partition(begin)[2].partition(end)[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in part.strip().splitlines()[2:]]
    return {row[0]: row for row in rows if len(row) == len(soak.head)}


if __name__ == "__main__":
    for one in SOAKS:
        write(one.part, soak_part(one))
        print(soak_part(one))
