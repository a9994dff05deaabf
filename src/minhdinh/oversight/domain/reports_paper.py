"""A report as it is printed: its parts in order, and who turns them into a Word file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from minhdinh.organisations.models import Organisation
from minhdinh.oversight.enums import ReportKind
from minhdinh.oversight.models import OfficeReport
from minhdinh.oversight.statistics.table import StatTable

SUBJECT = "Công tác kiểm định chất lượng giáo dục"
# What the period is called in a title, and how the next one is.
PERIODS = {
    ReportKind.FIRST: ("học kỳ I, năm học {year}", "học kỳ II, năm học {year}"),
    ReportKind.SECOND: ("học kỳ II, năm học {year}", "năm học tiếp theo"),
    ReportKind.YEAR: ("năm học {year}", "năm học tiếp theo"),
    ReportKind.QUICK: ("năm học {year} (báo cáo nhanh)", "thời gian tới"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report: its heading, lines of text, tables below them, and parts inside it."""

    heading: str
    lines: tuple[str, ...] = ()
    tables: tuple[StatTable, ...] = ()
    parts: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A report ready to be printed; an empty ``number`` and no ``day`` are left to be filled in by hand."""

    office: Organisation
    number: str
    day: dt.date | None
    subject: str
    opening: tuple[str, ...]
    sections: tuple[Section, ...]
    closing: str
    recipients: tuple[str, ...]
    signer: str


Printer = Callable[[Paper], bytes]
_printers: list[Printer] = []


def print_with(printer: Printer) -> None:
    """Let the room of documents print reports; the last one named does it."""
    _printers[:] = [printer]


def printed(paper: Paper) -> bytes:
    """Return the report as a Word file."""
    return _printers[0](paper)


def period_of(kind: str, year: str) -> str:
    """Return what the report's period is called: "học kỳ I, năm học 2013-2014"."""
    return PERIODS[ReportKind(kind)][0].format(year=year)


def next_period_of(kind: str, year: str) -> str:
    """Return what the period after it is called."""
    return PERIODS[ReportKind(kind)][1].format(year=year)


def lines_of(words: str) -> tuple[str, ...]:
    """Return the filled lines of a text part."""
    return tuple(line.strip() for line in words.splitlines() if line.strip())


def paper_of(report: OfficeReport, tables: Sequence[StatTable]) -> Paper:
    """Return a report with its tables in print order."""
    period = period_of(report.kind, report.year)
    return Paper(
        office=report.office,
        number=report.number,
        day=report.dated,
        subject=f"{SUBJECT} {period}",
        opening=lines_of(report.opening),
        sections=_sections(report, tables),
        closing=f"Trên đây là báo cáo {SUBJECT[0].lower()}{SUBJECT[1:]} {period}./.",
        recipients=lines_of(report.recipients),
        signer=report.signer,
    )


def _sections(report: OfficeReport, tables: Sequence[StatTable]) -> tuple[Section, ...]:
    plan = _numbered(
        [
            Section("Nhiệm vụ trọng tâm", lines_of(report.key_tasks)),
            Section("Các nhiệm vụ cụ thể", lines_of(report.specific_tasks)),
        ],
        "abc",
    )
    return _numbered(
        [
            Section("Nhiệm vụ đã đề ra", lines_of(report.last_tasks)),
            Section(
                "Tình hình triển khai thực hiện công tác tự đánh giá, đánh giá ngoài",
                lines_of(report.results),
                tuple(tables),
            ),
            Section(f"Kế hoạch thực hiện công tác {next_period_of(report.kind, report.year)}", parts=plan),
            Section("Kiến nghị, đề xuất", lines_of(report.proposals)),
        ],
        "1234",
    )


def _numbered(sections: Sequence[Section], marks: str) -> tuple[Section, ...]:
    """Leave out parts that say nothing and number the rest."""
    filled = [one for one in sections if one.lines or one.tables or one.parts]
    return tuple(
        Section(f"{mark}. {one.heading}", one.lines, one.tables, one.parts)
        for mark, one in zip(marks, filled, strict=False)
    )
