"""A file on its way: announced, received piece by piece, given up, forgotten when nobody goes on with it."""

from __future__ import annotations

import datetime as dt
import re

from django.db.models import Q
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.access.scope import scopes_disabled
from minhdinh.common.problems import NotHere
from minhdinh.evidence.domain.announcing import KEPT, Wanted, announce
from minhdinh.evidence.models import IncomingUpload
from minhdinh.evidence.resumable import parts
from minhdinh.evidence.resumable.protocol import GONE, TOO_LARGE, WRONG_OFFSET, Refused
from minhdinh.evidence.validators import TooLarge

ANSWER_KEPT = dt.timedelta(days=1)  # for a sender who did not hear that the file arrived
STRAY_SECONDS = 24 * 3600
KEY = re.compile(r"[0-9a-f]{32}")
NOT_HERE = "Không có tệp đang gửi này. Hãy chọn lại tệp để gửi từ đầu."


def begin(*, actor: Actor, school_id: int, wanted: Wanted) -> IncomingUpload:
    """Open an upload of its owner alone. Raises Problem for what could never be taken: empty, too large, no room."""
    try:
        return announce(IncomingUpload, actor=actor, school_id=school_id, wanted=wanted)
    except TooLarge as problem:
        raise Refused(TOO_LARGE, problem.sentence) from problem


def upload_of(actor: Actor, school_id: int, year: str, key: str) -> IncomingUpload:
    """Return a person's own upload; raises NotHere for any other, Refused (410) for one that ran out."""
    mine = IncomingUpload.objects.filter(school_id=school_id, year=year, person_id=actor.user_id or 0)
    upload = mine.select_related("item").filter(key=key).first() if KEY.fullmatch(key) else None
    if upload is None:
        raise NotHere(NOT_HERE)
    if upload.finished_at is None and upload.expires_at <= timezone.now():
        raise Refused(GONE, "Tệp gửi dở đã quá hạn giữ. Hãy chọn lại tệp để gửi từ đầu.")
    return upload


def offset_of(upload: IncomingUpload) -> int:
    """Return how many bytes are safe: never more than were acknowledged, never more than stand in the part file."""
    if upload.finished_at is not None:
        return upload.length
    return min(upload.offset, parts.known_size(upload.key))


def receive(*, actor: Actor, upload: IncomingUpload, at: int, told: int, read: parts.Read) -> int:
    """Add a piece of ``told`` bytes at ``at``; return the new offset, all of whose bytes are on the disk.

    Raises Refused: 409 where the upload stands elsewhere, 413 for more bytes than announced, 423 while another
    request writes. No transaction is open while bytes come.
    """
    require(actor, Permission.EVIDENCE_CONTRIBUTE, organisation_id=upload.school_id)
    with parts.held(upload.key) as part:
        current = _current(upload)
        known = current.length if current.finished_at else min(current.offset, parts.size_of(part))
        if at != known:
            raise Refused(WRONG_OFFSET, "Tệp đã được nhận tới một chỗ khác.", {"Upload-Offset": str(known)})
        if told > current.length - at:
            raise Refused(TOO_LARGE, "Phần gửi lên dài hơn tệp đã báo.")
        if told == 0 or current.finished_at:
            return known
        offset = known + parts.append(part, known, read, told)
        _acknowledge(current, offset)
    return offset


def _current(upload: IncomingUpload) -> IncomingUpload:
    """Read the row again while its bytes are held; of one that was given up or has ended, no part file is left."""
    current = IncomingUpload.objects.filter(pk=upload.pk).first()
    if current is None or current.finished_at is not None:
        parts.remove(upload.key)
    if current is None:
        raise NotHere(NOT_HERE)
    return current


def _acknowledge(upload: IncomingUpload, offset: int) -> None:
    """Note how far an upload is; where it was given up meanwhile, its bytes go."""
    open_one = IncomingUpload.objects.filter(pk=upload.pk, finished_at__isnull=True)
    if not open_one.update(offset=offset, expires_at=timezone.now() + KEPT, updated_at=timezone.now()):
        parts.remove(upload.key)
        raise NotHere(NOT_HERE)


def give_up(*, actor: Actor, upload: IncomingUpload) -> None:
    """Forget an upload and its bytes; what has become evidence already stays (Refused, 409)."""
    require(actor, Permission.EVIDENCE_CONTRIBUTE, organisation_id=upload.school_id)
    standing = Q(finished_at__isnull=True) | ~Q(refused="")
    gone, _per_model = IncomingUpload.objects.filter(standing, pk=upload.pk).delete()
    if not gone:
        raise Refused(WRONG_OFFSET, "Tệp đã vào kho rồi. Muốn bỏ thì gỡ tệp ở trang minh chứng.")
    parts.remove(upload.key)


def forget_expired(now: dt.datetime | None = None) -> int:
    """Drop uploads that nobody went on with, old answers, bytes without an upload (hourly); return how many went."""
    moment = now or timezone.now()
    left = Q(finished_at__isnull=True, expires_at__lte=moment)
    answered = Q(finished_at__lte=moment - ANSWER_KEPT)
    with scopes_disabled():
        keys = list(IncomingUpload.objects.filter(left | answered).values_list("key", flat=True))
        gone = [key for key in keys if IncomingUpload.objects.filter(left | answered, key=key).delete()[0]]
        for key in gone:  # not of one whose sender came back meanwhile
            parts.remove(key)
        known = set(IncomingUpload.objects.filter(finished_at__isnull=True).values_list("key", flat=True))
    parts.remove_strays(known, STRAY_SECONDS)
    return len(gone)
