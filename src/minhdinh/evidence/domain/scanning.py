"""What people send goes past the virus scanner, where the installation has one, before anything of it is kept."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from minhdinh.access.actor import Actor, system_actor
from minhdinh.audit.domain.record import record
from minhdinh.common.language import in_vietnamese
from minhdinh.common.problems import Problem
from minhdinh.evidence import actions
from minhdinh.evidence.domain.scan_marks import mark_unscanned
from minhdinh.lib.clamd import Address, ScannerError, ScannerTooLargeError, ping, read_address, scan

CHUNK = 256 * 1024
PING_SECONDS = 5.0
log = logging.getLogger(__name__)


class Infected(Problem):
    """The scanner found something in a file."""


class NoVerdict(Problem):
    """The scanner said neither clean nor infected: nothing speaks against the file itself."""


class ScannerAway(NoVerdict):
    """The scanner did not answer; the same file may be sent again later."""


def scanner() -> Address | None:
    """Return where the installation's scanner listens; None where it has none."""
    return read_address(settings.MINHDINH_CLAMD) if settings.MINHDINH_CLAMD else None


def require_clean(
    stream: IO[bytes], *, name: str, organisation_id: int | None, actor: Actor | None = None
) -> None:
    """Refuse a file in which the scanner finds something; the finding is recorded. The stream is left at its beginning.

    Where no verdict comes, the file is refused with a sentence that says to try again, or taken, logged and
    marked as not scanned (``scan_marks``), as MINHDINH_CLAMD_REQUIRED says. The file is never whole in memory.
    """
    if scanner() is None:
        return
    stream.seek(0)
    try:
        finding = finding_in(stream)
    except ScannerError as error:
        _without_verdict(error, name)
        finding = mark_unscanned(stream)
    finally:
        stream.seek(0)
    if finding:
        _record_finding(actor or system_actor(organisation_id), organisation_id, name, finding)
        raise Infected(
            _(
                "Tệp “%(name)s” có mã độc (%(finding)s) nên không nhận, không lưu gì. "
                "Hãy quét virus máy đang dùng rồi lấy bản sạch của tệp."
            )
            % {"name": name, "finding": finding},
            field=name,
        )


def finding_in(stream: IO[bytes]) -> str:
    """Return what the scanner finds in a stream from here to its end, empty for nothing; raises ScannerError."""
    address = scanner()
    if address is None:
        return ""
    return scan(address, _chunks(stream), seconds=settings.MINHDINH_CLAMD_SECONDS)


def scanner_fault() -> str:
    """Say in words why the scanner does not answer; empty where it does, or where there is none."""
    address = scanner()
    if address is None:
        return ""
    try:
        ping(address, seconds=PING_SECONDS)
    except ScannerError as error:
        return str(error)
    return ""


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        yield chunk


def _without_verdict(error: ScannerError, name: str) -> None:
    log.warning("The virus scanner gave no verdict: %s", error)
    if not settings.MINHDINH_CLAMD_REQUIRED:
        return
    if isinstance(error, ScannerTooLargeError):
        words = _(
            "Tệp “%(name)s” lớn hơn mức bộ quét virus nhận nên chưa quét được, chưa lưu. "
            "Hãy nén hoặc tách tệp, hoặc báo quản trị hệ thống."
        )
        raise NoVerdict(words % {"name": name}, field=name) from error
    words = _(
        "Bộ quét virus đang không trả lời nên tệp “%(name)s” chưa được nhận. Thầy/Cô thử lại sau ít phút."
    )
    raise ScannerAway(words % {"name": name}, field=name) from error


@in_vietnamese
def _record_finding(actor: Actor, organisation_id: int | None, name: str, finding: str) -> None:
    record(
        actor=actor,
        code=actions.INFECTED_REFUSED,
        target=f"organisations.Organisation:{organisation_id}",
        file=name,
        finding=finding,
    )
