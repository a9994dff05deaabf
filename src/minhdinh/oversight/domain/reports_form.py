"""The yearly report in the form of Thông tư 57 (Phụ lục V, Mẫu số 7): whose it is, which figures it prints, who makes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from minhdinh.lib.school_year import first_year
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.reports_figures import FIRST_TABLE, tables_now, thawed
from minhdinh.oversight.domain.reports_queries import issued_file
from minhdinh.oversight.enums import ReportKind
from minhdinh.oversight.models import OfficeReport
from minhdinh.oversight.statistics.table import StatTable

# The law's own text of the form was not found; these are the tables that the proposed content prints.
FORM_TABLES = (FIRST_TABLE, "levels-reached", "recognition", "recognition-plan")
REPORTS_BY_FORM = "department"  # the kind of office that reports by it
FIRST_YEAR = 2026  # Thông tư 57/2026 is in force from the school year 2026-2027


@dataclass(frozen=True, slots=True)
class FormFile:
    """The report's form in one format: what to call it and where it is had."""

    label: str
    url: str


Provider = Callable[[OfficeReport], Sequence[FormFile]]
_providers: list[Provider] = []


def register_form_files(provider: Provider) -> None:
    """Let the room of documents offer the form; twice is once."""
    if provider not in _providers:
        _providers.append(provider)


def form_files(report: OfficeReport) -> list[FormFile]:
    """Return where a report's form is had; nothing for a report that has no such form."""
    if not has_form(report.office, report.kind, report.year):
        return []
    return [one for provider in _providers for one in provider(report)]


def has_form(office: Organisation, kind: str, year: str) -> bool:
    """Tell whether this is a department's report of a whole year under Thông tư 57."""
    by_form = office.kind_id == REPORTS_BY_FORM and first_year(year) >= FIRST_YEAR
    return by_form and kind == ReportKind.YEAR


def first_tables(office: Organisation, kind: str, year: str) -> list[str]:
    """Return the tables that a new report begins with."""
    return list(FORM_TABLES) if has_form(office, kind, year) else [FIRST_TABLE]


def form_figures(report: OfficeReport) -> dict[str, StatTable]:
    """Return the tables of the form by id: of an issued report only what was sent with it, else those of now."""
    issued = issued_file(report)
    if issued is None:
        made = tables_now(FORM_TABLES, report.office, report.year, report.counted_on)
    else:
        made = [thawed(one) for one in issued.figures if one["table"] in FORM_TABLES]
    return {one.id: one for one in made}
