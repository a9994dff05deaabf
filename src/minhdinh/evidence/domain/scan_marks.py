"""Which bytes the virus scanner has not seen, and in which it found something after they were let in."""

from __future__ import annotations

import datetime as dt
from typing import IO

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.scope import scopes_disabled
from minhdinh.common.problems import Problem
from minhdinh.evidence.models import Blob, ScanMark
from minhdinh.lib.hashing import sha256_of_stream

TRY_AGAIN = dt.timedelta(days=1)
LEFT_BEHIND = dt.timedelta(days=1)


def mark_unscanned(stream: IO[bytes]) -> str:
    """Mark bytes that are let in unscanned, before they are stored; return what was found in them earlier, if anything.

    A mark of bytes that nobody kept stays for another day. The stream is left at its beginning.
    """
    stream.seek(0)
    sha256, _size = sha256_of_stream(stream)
    stream.seek(0)
    mark, _is_new = ScanMark.objects.update_or_create(sha256=sha256, defaults={"updated_at": timezone.now()})
    return mark.finding


def settle(sha256: str, finding: str) -> bool:
    """Note the scanner's verdict on stored bytes; tell whether it found something that was not known."""
    if not finding:
        ScanMark.objects.filter(sha256=sha256).delete()
        return False
    finding = finding[:200]
    mark, is_new = ScanMark.objects.get_or_create(sha256=sha256, defaults={"finding": finding})
    news = is_new or mark.finding != finding
    ScanMark.objects.filter(pk=mark.pk).update(finding=finding, tried_at=timezone.now())
    return news


def note_unread(sha256: str) -> None:
    """Note that the scanner could not read bytes: too large for it, or lost. They are tried again a day later."""
    ScanMark.objects.filter(sha256=sha256).update(tried_at=timezone.now())


def found_in() -> QuerySet[ScanMark, str]:
    """Return the hashes of all bytes in which the scanner found something."""
    return ScanMark.objects.exclude(finding="").values_list("sha256", flat=True)


def require_harmless(blob: Blob, name: str) -> None:
    """Refuse to hand out bytes in which the scanner found something after they were let in; raises Problem."""
    finding = ScanMark.objects.filter(sha256=blob.sha256).values_list("finding", flat=True).first()
    if finding:
        words = _(
            "Bộ quét virus thấy mã độc (%(finding)s) trong tệp “%(name)s” sau khi tệp đã vào kho nên tệp không mở, "
            "không tải về được nữa. Hãy báo người đã gửi thay bằng bản sạch hoặc gỡ tệp này."
        )
        raise Problem(words % {"finding": finding, "name": name})


def marked(school_id: int, *, found: bool) -> QuerySet[Blob]:
    """Return a school's bytes that no scanner has seen, or those in which it found something."""
    marks = found_in() if found else ScanMark.objects.filter(finding="").values_list("sha256", flat=True)
    return Blob.objects.filter(school_id=school_id, sha256__in=marks)


def due_blobs(now: dt.datetime | None = None) -> QuerySet[Blob]:
    """Return stored bytes of the open schools that wait for the scanner, without those it could not read today."""
    tried = Q(tried_at__isnull=True) | Q(tried_at__lt=(now or timezone.now()) - TRY_AGAIN)
    marks = ScanMark.objects.filter(tried, finding="")
    return Blob.objects.filter(sha256__in=marks.values("sha256"))


def forget_left(now: dt.datetime | None = None) -> int:
    """Drop marks of bytes that no school keeps; those of a file on its way are left a day. Return how many went."""
    before = (now or timezone.now()) - LEFT_BEHIND
    with scopes_disabled():
        kept = Blob.objects.filter(sha256=OuterRef("sha256"))
        old = ScanMark.objects.filter(~Exists(kept), updated_at__lt=before)
        left = list(old.values_list("pk", flat=True))
        gone, _per_model = ScanMark.objects.filter(pk__in=left, updated_at__lt=before).delete()
    return gone
