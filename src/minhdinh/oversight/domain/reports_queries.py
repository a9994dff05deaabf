"""Reads of offices' reports: who sees which, what was sent, what came in from below (B3, U2, P16)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from minhdinh.access.actor import Actor
from minhdinh.lib.hashing import sha256
from minhdinh.lib.school_year import shift
from minhdinh.organisations.domain.office import names_of_parents
from minhdinh.organisations.enums import ParentRelation
from minhdinh.organisations.models import Organisation
from minhdinh.oversight.domain.reports_figures import NOT_ADDED, summed, thawed
from minhdinh.oversight.domain.reports_rights import may_report
from minhdinh.oversight.enums import ReportKind, ReportState
from minhdinh.oversight.models import IssuedReport, OfficeReport
from minhdinh.oversight.statistics.table import StatTable

ISSUED_ORDER = ("-dated", "-id")


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """An office below with what it has issued in a year."""

    office: Organisation
    reports: list[OfficeReport] = field(default_factory=list)


def visible_reports(actor: Actor, office: Organisation, year: str = "") -> QuerySet[OfficeReport]:
    """Return an office's reports, newest first: issued ones for whoever sees the office, drafts for its writers."""
    rows = OfficeReport.objects.filter(office=office).select_related("office__kind")
    rows = rows.filter(year=year) if year else rows
    return rows if may_report(actor, office) else rows.filter(state=ReportState.ISSUED)


def visible_report(actor: Actor, office: Organisation, year: str, report_id: int) -> OfficeReport | None:
    """Return one report that the actor may see."""
    return visible_reports(actor, office, year).filter(pk=report_id).first()


def archive_of(office: Organisation) -> QuerySet[OfficeReport]:
    """Return everything an office has issued, of all years; order by ``ISSUED_ORDER``."""
    return OfficeReport.objects.filter(office=office, state=ReportState.ISSUED)


def issued_file(report: OfficeReport) -> IssuedReport | None:
    """Return what was sent of a report, or None while it is a draft."""
    return IssuedReport.objects.filter(report=report).first()


def is_whole(issued: IssuedReport) -> bool:
    """Tell whether the file put by is still the one that was sent."""
    return sha256(bytes(issued.content)) == issued.sha256


def previous_report(office: Organisation, kind: str, year: str) -> OfficeReport | None:
    """Return the issued report whose plan is now last period's tasks."""
    before = shift(year, -1)
    wanted = {
        ReportKind.FIRST: Q(year=before, kind__in=(ReportKind.YEAR, ReportKind.SECOND)),
        ReportKind.SECOND: Q(year=year, kind=ReportKind.FIRST),
        ReportKind.YEAR: Q(year=before, kind=ReportKind.YEAR),
        ReportKind.QUICK: Q(year__lte=year),
    }[ReportKind(kind)]
    return archive_of(office).filter(wanted).order_by("-year", *ISSUED_ORDER).first()


def last_recipients(office: Organisation) -> str:
    """Return the recipients of the office's newest report; "" before the first."""
    rows = OfficeReport.objects.filter(office=office).exclude(recipients="").order_by("-id")
    return rows.values_list("recipients", flat=True).first() or ""


def first_recipients(office: Organisation) -> str:
    """Return recipients to begin with: the office above, the schools, the archive."""
    above = names_of_parents([office]).get(office.pk)
    lines = [f"{above} (để báo cáo);"] if above else []
    return "\n".join([*lines, "Các cơ sở giáo dục trực thuộc (để thực hiện);", "Lưu: VT."])


def offices_below(office: Organisation) -> list[Organisation]:
    """Return the offices that report to this one: those directly below it today, by name."""
    rows = Organisation.objects.filter(
        parentages__parent=office,
        parentages__relation=ParentRelation.MANAGING,
        parentages__valid_to__isnull=True,
        kind__is_school=False,
        active=True,
    )
    return list(rows.distinct().order_by("sort_key", "id"))


def reports_from_below(office: Organisation, year: str, kind: str = "") -> list[OfficeLine]:
    """Return each office directly below with the reports it has issued in a year, also those that have none."""
    lines = {one.pk: OfficeLine(one) for one in offices_below(office)}
    rows = OfficeReport.objects.filter(office__in=lines, year=year, state=ReportState.ISSUED)
    rows = rows.filter(kind=kind) if kind else rows
    for report in rows.select_related("office").order_by(*ISSUED_ORDER):
        lines[report.office_id].reports.append(report)
    return list(lines.values())


def sums_of_reports(lines: Iterable[OfficeLine], office: Organisation) -> list[StatTable]:
    """Add up the figures of the newest report of each office, table by table."""
    newest = [line.reports[0].pk for line in lines if line.reports]
    figures = IssuedReport.objects.filter(report__in=newest).order_by("report__office__sort_key", "report_id")
    return sums([one for row in figures.values_list("figures", flat=True) for one in row], office)


def sums(figures: Sequence[dict[str, object]], office: Organisation) -> list[StatTable]:
    """Add up tables put by, of the same name each; lists of names are left out."""
    grouped: dict[str, list[StatTable]] = {}
    for one in figures:
        grouped.setdefault(str(one["table"]), []).append(thawed(one))
    added = (summed(tables, office) for name, tables in grouped.items() if name not in NOT_ADDED)
    return [one for one in added if one is not None]
