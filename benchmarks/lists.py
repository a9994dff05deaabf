"""Bringing a list of evidence: 500 and 5,000 rows in one go, against reading the same file alone.

Run as ``python -m benchmarks.lists``: makes a data folder of its own and rewrites the section "lists" of
docs/benchmarks.md. The ratio to reading the file says what judging and writing cost; times say little about another
machine.
"""

import io
import os
import sys
import tempfile
import time
from collections.abc import Callable

FOLDER = tempfile.TemporaryDirectory()
os.environ |= {"MINHDINH_DATA": FOLDER.name, "MINHDINH_HOSTS": "testserver", "MINHDINH_LOG_LEVEL": "ERROR"}
os.environ["DJANGO_SETTINGS_MODULE"] = "minhdinh.config.settings"

import django  # noqa: E402 (the folder has to be named first)

django.setup()

import xlsxwriter  # noqa: E402 (apps must be loaded)
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks.page import machine, table, write  # noqa: E402
from minhdinh.access.actor import system_actor  # noqa: E402
from minhdinh.access.scope import school_scope  # noqa: E402
from minhdinh.config.bootstrap import make_ready  # noqa: E402
from minhdinh.evidence.importing.opening import year_for  # noqa: E402
from minhdinh.evidence.importing.reading import read_list  # noqa: E402
from minhdinh.evidence.importing.writing import Place, counted, judge_list, write_list  # noqa: E402
from tests.factories import SchoolFactory  # noqa: E402

YEAR = "2026-2027"
SIZES = (500, 5_000)
CRITERIA = (
    "1.1",
    "1.2",
    "1.3",
    "1.4",
    "2.1",
    "2.2",
    "2.3",
    "3.1",
    "3.2",
    "3.3",
    "3.4",
    "3.5",
    "4.1",
    "4.2",
    "4.3",
)
HEAD = (
    "Tiêu chí",
    "Số TT",
    "Mã minh chứng",
    "Tên minh chứng",
    "Số, ngày ban hành",
    "Nơi ban hành",
    "Ghi chú",
)
STEPS = ("reading the file alone", "preview", "writing all", "the same list again")


class Steps:
    """Counts how often the writing says how far it is."""

    def __init__(self) -> None:
        self.said = self.count = 0

    def total(self, count: int) -> None:
        """Take how many rows there are."""
        self.count = count

    def advance(self, message: str = "", steps: int = 1) -> None:
        """Take that some are done."""
        self.said += bool(message and steps)


def workbook(count: int) -> bytes:
    """Return a catalogue of ``count`` rows in Excel, a fifth of them without code."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        for number in range(count):
            criterion = CRITERIA[number % len(CRITERIA)]
            code = f"MC.{criterion}.{number // len(CRITERIA) + 1:02}" if number % 5 else ""
            said = f"Số {number + 1}/KH-THCS ngày 05/9/2026"
            name = f"Kế hoạch hoạt động số {number + 1} của nhà trường"
            sheet.write_row(number + 1, 0, (criterion, number + 1, code, name, said, "Trường", ""))
    return buffer.getvalue()


def timed(work: Callable[[], object]) -> tuple[float, int]:
    """Return (processor seconds, queries): other work on the machine shall not count."""
    with CaptureQueriesContext(connection) as captured:
        before = time.process_time()
        work()
        return time.process_time() - before, len(captured)


def measure(count: int) -> list[tuple[object, ...]]:
    """Return a line for each step: rows, seconds, times the reading, queries, how often progress was told."""
    content = workbook(count)
    read_list(workbook(20))  # what the first list of a process costs once is not the list's
    school = SchoolFactory(profile__school_type="thcs", profile__education_levels=["thcs"])
    actor, told = system_actor(school.pk), Steps()
    with school_scope(school.pk):
        place = Place(school.pk, YEAR, year_for(actor=actor, organisation=school, year=YEAR))
        rows = read_list(content)

        def bring() -> None:
            done = write_list(actor=actor, place=place, rows=read_list(content), file_name="a", progress=told)
            assert sum(counted(done).values()) == count

        works = (lambda: read_list(content), lambda: judge_list(place, rows), bring, bring)
        found = [timed(work) for work in works]
    alone = found[0][0]
    return [
        (step, f"{count:,}", f"{seconds:.2f}", f"{seconds / alone:.1f}", queries)
        for step, (seconds, queries) in zip(STEPS, found, strict=True)
    ] + [("progress told while writing twice", f"{count:,}", "", "", told.said)]


def main() -> None:
    """Measure and write."""
    make_ready()
    said = machine()
    lines = [line for count in SIZES for line in measure(count)]
    measured = table(("step", "rows", "processor seconds", "times reading", "queries"), lines)
    print(measured, file=sys.stderr)
    write("lists", f"{said}\n\n{measured}")


if __name__ == "__main__":
    main()
