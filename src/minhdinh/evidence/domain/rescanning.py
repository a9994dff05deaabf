"""Stored files go past the virus scanner: all of them when asked, those let in unscanned by themselves each hour."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from minhdinh.access.actor import system_actor
from minhdinh.access.scope import school_scope, scopes_disabled
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.evidence import actions
from minhdinh.evidence.domain.scan_marks import due_blobs, forget_left, note_unread, settle
from minhdinh.evidence.domain.scanning import finding_in, scanner, scanner_fault
from minhdinh.evidence.models import Blob, EvidenceFile, ScanMark
from minhdinh.jobs.domain.queries import job_under_way
from minhdinh.jobs.domain.start import start_job
from minhdinh.jobs.registry import Progress
from minhdinh.lib.clamd import ScannerError, ScannerTooLargeError

JOB_KIND = "evidence.scanning"
MOST_AT_ONCE = 5


class Unread(Exception):  # noqa: N818 (an answer, not a fault)
    """The scanner could not read a file that is stored: it is lost, or too large for the scanner."""


def scan_blob(blob: Blob) -> str:
    """Send stored bytes past the scanner, keep its verdict and record a new finding; return what it found.

    Raises Unread for bytes that it cannot read, ScannerError where it does not answer.
    """
    try:
        with default_storage.open(blob.path, "rb") as stream:
            finding = finding_in(stream)
    except (FileNotFoundError, ScannerTooLargeError) as error:
        note_unread(blob.sha256)
        raise Unread(blob.path) from error
    if settle(blob.sha256, finding):
        _record_finding(blob, finding)
    return finding


def names_of(blob: Blob) -> list[str]:
    """Return where bytes stand today: each item's label with the name of the file."""
    files = EvidenceFile.objects.filter(blob=blob, removed_at__isnull=True).select_related("item")
    return [f"{file.item.label} {file.name}" for file in files]


@in_vietnamese
def _record_finding(blob: Blob, finding: str) -> None:
    """Put a finding on record at every school that keeps these bytes."""
    with scopes_disabled():
        for one in Blob.objects.filter(sha256=blob.sha256):
            record(
                actor=system_actor(one.school_id),
                code=actions.INFECTED_FOUND,
                target=f"organisations.Organisation:{one.school_id}",
                file="; ".join(names_of(one))[:250] or one.path,
                finding=finding,
            )


def run_scanning(progress: Progress, *, school_id: int) -> dict[str, Any]:
    """Scan what one school was let in unscanned (called by the worker); where the scanner goes away the rest waits."""
    scanned = found = 0
    with school_scope(school_id):
        blobs = list(due_blobs().filter(school_id=school_id).order_by("pk"))
        progress.total(len(blobs))
        for blob in blobs:
            try:
                found += bool(scan_blob(blob))
                scanned += 1
            except Unread:
                pass
            except ScannerError:
                break
            progress.advance()
    message = _("Đã quét %(scanned)d tệp nhận khi bộ quét virus không trả lời: %(found)d tệp có mã độc.") % {
        "scanned": scanned,
        "found": found,
    }
    if len(blobs) > scanned:
        message += _(" Còn %(left)d tệp chưa quét được.") % {"left": len(blobs) - scanned}
    return {"message": message}


def start_due_scans() -> int:
    """Queue the scanning of what was let in unscanned, once the scanner answers; return how many (called each hour)."""
    forget_left()
    if scanner() is None or not ScanMark.objects.filter(finding="").exists() or scanner_fault():
        return 0
    with scopes_disabled():
        rows = due_blobs().order_by("school_id").values_list("school_id", flat=True).distinct()
        schools = [one for one in rows if job_under_way(JOB_KIND, one) is None][:MOST_AT_ONCE]
    for school_id in schools:
        start_job(
            actor=system_actor(school_id),
            kind=JOB_KIND,
            title=_("Quét virus các tệp chưa quét"),
            school_id=school_id,
        )
    return len(schools)
