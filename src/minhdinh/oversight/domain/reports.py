"""Verbs of an office's periodic reports: begin, write, draft from figures, issue, discard (P14, P16)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from minhdinh.access.actor import Actor
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import NotHere, Problem, Stale
from minhdinh.lib.hashing import sha256
from minhdinh.lib.text import clean, vn_date
from minhdinh.organisations.models import Organisation
from minhdinh.oversight import actions
from minhdinh.oversight.domain.reports_figures import frozen, table_choices, tables_now
from minhdinh.oversight.domain.reports_form import first_tables
from minhdinh.oversight.domain.reports_paper import lines_of, paper_of, period_of, printed
from minhdinh.oversight.domain.reports_queries import first_recipients, last_recipients, previous_report
from minhdinh.oversight.domain.reports_rights import require_reporter
from minhdinh.oversight.domain.reports_sentences import sentences_of
from minhdinh.oversight.enums import ReportKind, ReportState
from minhdinh.oversight.models import DataRequest, IssuedReport, OfficeReport

TEXTS = (
    "opening",
    "last_tasks",
    "results",
    "key_tasks",
    "specific_tasks",
    "proposals",
    "recipients",
)
LONGEST = 20_000


@in_vietnamese
def start_report(
    *, actor: Actor, office: Organisation, year: str, kind: str, answers: DataRequest | None = None
) -> OfficeReport:
    """Begin a report: tasks carried from the last one, recipients remembered, results drafted from today's figures.

    ``answers`` is a request for figures that it answers; its tables and its paper are taken over.
    """
    require_reporter(actor, office)
    if kind not in ReportKind.values:
        raise Problem("Chưa chọn loại báo cáo.", field="kind")
    earlier = previous_report(office, kind, year)
    report = OfficeReport(
        office=office,
        year=year,
        kind=kind,
        opening=_opening(office, kind, year, answers),
        last_tasks=_carried(earlier),
        recipients=last_recipients(office) or first_recipients(office),
        tables=list(answers.tables) if answers else first_tables(office, kind, year),
        counted_on=answers.counted_on if answers else None,
        written_by_id=actor.user_id,
        writer_name=actor.name,
    )
    _fill_results(report)
    with transaction.atomic():
        report.save()
        _record(actor, report, actions.REPORT_STARTED)
    return report


def write_report(
    *, actor: Actor, report: OfficeReport, values: Mapping[str, Any], seen: str = ""
) -> OfficeReport:
    """Write the texts and particulars of a draft; ``seen`` is the version that the words started from.

    Raises Stale where somebody else has written since, Problem for a text that is too long or an unknown table.
    """
    require_reporter(actor, report.office)
    texts = {name: _text(name, values[name]) for name in TEXTS if name in values}
    with transaction.atomic():
        current = _draft(report)
        if seen and seen != version_of(current):
            raise Stale(
                "Báo cáo vừa được người khác sửa. Phần Thầy/Cô viết vẫn còn ở dưới; hãy mở lại trang ở cửa sổ khác, "
                "đối chiếu rồi lưu."
            )
        for name, words in texts.items():
            setattr(current, name, words)
        for name in ("number", "signer"):
            if name in values:
                setattr(current, name, clean(str(values[name])))
        for name in ("dated", "counted_on"):
            if name in values:
                setattr(current, name, values[name])
        if "tables" in values:
            current.tables = _tables(values["tables"])
        current.save()
        _record(actor, current, actions.REPORT_WRITTEN)
    return current


@in_vietnamese
def draft_results(*, actor: Actor, report: OfficeReport) -> OfficeReport:
    """Write the results anew from the figures of this moment; what stood there is replaced."""
    require_reporter(actor, report.office)
    with transaction.atomic():
        current = _draft(report)
        _fill_results(current)
        current.save()
        _record(actor, current, actions.REPORT_DRAFTED)
    return current


@in_vietnamese
def issue_report(*, actor: Actor, report: OfficeReport) -> IssuedReport:
    """Issue a draft: its Word file, hash and figures are put by and nothing of it changes any more.

    Raises Problem where number, day, recipients or results are missing, or the number stands on another paper.
    """
    require_reporter(actor, report.office)
    with transaction.atomic():
        current = _draft(report)
        _check_complete(current)
        tables = tables_now(current.tables, current.office, current.year, current.counted_on)
        content = printed(paper_of(current, tables))
        current.state = ReportState.ISSUED
        current.save(update_fields=["state", "updated_at"])
        issued = IssuedReport.objects.create(
            report=current,
            name=file_name(current),
            sha256=sha256(content),
            size=len(content),
            content=content,
            figures=[frozen(one) for one in tables],
            issued_by_id=actor.user_id,
            issuer_name=actor.name,
        )
        _record(actor, current, actions.REPORT_ISSUED, sha256=issued.sha256)
    return issued


def discard_report(*, actor: Actor, report: OfficeReport) -> None:
    """Throw a draft away."""
    require_reporter(actor, report.office)
    with transaction.atomic():
        current = _draft(report)
        _record(actor, current, actions.REPORT_DISCARDED)
        current.delete()


@in_vietnamese
def draft_file(report: OfficeReport) -> bytes:
    """Return the Word file of a draft with the figures of this moment."""
    return printed(paper_of(report, tables_now(report.tables, report.office, report.year, report.counted_on)))


def file_name(report: OfficeReport) -> str:
    """Return a name for the Word file, in plain letters."""
    return f"bao-cao-{report.kind}-{report.office.code}-{report.year}-{report.pk}.docx"


def version_of(report: OfficeReport) -> str:
    """Return what tells one version of a draft from the next."""
    return report.updated_at.isoformat()


def _draft(report: OfficeReport) -> OfficeReport:
    """Return the report locked, still a draft; raises Problem for an issued one."""
    rows = OfficeReport.objects.select_for_update(of=("self",)).select_related("office__kind")
    current = rows.filter(pk=report.pk).first()
    if current is None:
        raise NotHere("Không có báo cáo này.")
    if current.is_issued:
        raise Problem("Báo cáo đã ban hành nên không sửa được nữa. Hãy lập báo cáo mới nếu cần thay thế.")
    return current


def _opening(office: Organisation, kind: str, year: str, answers: DataRequest | None) -> str:
    basis = ""
    if answers is not None:
        paper = f"văn bản số {answers.number}" if answers.number else f"yêu cầu “{answers.title}”"
        day = f" ngày {vn_date(answers.dated)}" if answers.dated else ""
        basis = f"Thực hiện {paper}{day} của {answers.office.name}, "
    return f"{basis}{office.name} báo cáo công tác kiểm định chất lượng giáo dục {period_of(kind, year)} như sau:"


def _carried(earlier: OfficeReport | None) -> str:
    if earlier is None:
        return ""
    return "\n".join([*lines_of(earlier.key_tasks), *lines_of(earlier.specific_tasks)])


def _fill_results(report: OfficeReport) -> None:
    tables = tables_now(report.tables, report.office, report.year, report.counted_on)
    report.results = "\n".join(sentences_of(tables))
    report.drafted_from = [frozen(one) for one in tables]


def _text(name: str, words: object) -> str:
    lines = [clean(line) for line in str(words).splitlines()]
    text = "\n".join(lines).strip()
    if len(text) > LONGEST:
        raise Problem(f"Phần này dài quá {LONGEST} ký tự.", field=name)
    return text


def _tables(ids: Iterable[str]) -> list[str]:
    """Return the chosen tables in the order of the list; raises Problem for one there is not."""
    chosen, known = set(ids), [one for one, _title in table_choices()]
    if chosen - set(known):
        raise Problem("Có bảng số liệu không có trong phần mềm.", field="tables")
    return [one for one in known if one in chosen]


def _check_complete(report: OfficeReport) -> None:
    needed = (
        ("number", "Số của báo cáo"),
        ("dated", "Ngày của báo cáo"),
        ("recipients", "Nơi nhận"),
        ("results", "Phần kết quả"),
    )
    for name, label in needed:
        if not getattr(report, name):
            raise Problem(f"{label} chưa ghi nên chưa ban hành được.", field=name)
    day: dt.date = report.dated or timezone.localdate()
    if day > timezone.localdate():
        raise Problem(f"Ngày của báo cáo ({vn_date(day)}) còn ở phía trước.", field="dated")
    same = OfficeReport.objects.filter(
        office=report.office, number=report.number, dated__year=day.year, state=ReportState.ISSUED
    )
    if same.exists():
        raise Problem(f"Số {report.number} đã có trên một báo cáo khác của năm {day.year}.", field="number")


def _record(actor: Actor, report: OfficeReport, code: str, **data: object) -> None:
    target = f"oversight.OfficeReport:{report.pk}"
    kind = str(ReportKind(report.kind).label)
    record(
        actor=actor,
        code=code,
        target=target,
        kind=kind,
        year=report.year,
        number=report.number or "…",
        **data,
    )
