"""What somebody is about to send is announced: the same questions, in the same order, whichever way the bytes then go."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.common.problems import Problem
from minhdinh.evidence.domain.files import file_name, require_not_sensitive
from minhdinh.evidence.domain.items import require_over
from minhdinh.evidence.domain.quota import announcing
from minhdinh.evidence.models import ArrivalState, DirectArrival, EvidenceItem, IncomingUpload
from minhdinh.evidence.validators import require_size

KEPT = dt.timedelta(days=3)  # since the sender was last heard of: over a weekend
MOST_OPEN = 100

Row = TypeVar("Row", IncomingUpload, DirectArrival)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody is about to send: ``length`` in bytes, for an item, or as a new one of criterion and track."""

    year: str
    name: str
    length: int
    item: EvidenceItem | None = None
    criterion: str = ""
    track: str = ""


def announce(model: type[Row], *, actor: Actor, school_id: int, wanted: Wanted) -> Row:
    """Open a row of ``model`` for one file of its sender alone.

    Raises Problem for what could never be taken: of nobody, empty, too large (TooLarge), for an item that is
    another's or takes no files, without room (NoRoom), one too many at once.
    """
    require(actor, Permission.EVIDENCE_CONTRIBUTE, organisation_id=school_id)
    if actor.user_id is None:
        raise Problem("Tệp cần một người đứng tên gửi.")
    shown = file_name(wanted.name)
    require_size(shown, wanted.length, settings.MINHDINH_UPLOAD_LIMIT)
    if wanted.item is not None:
        require_over(actor, wanted.item)
        require_not_sensitive(wanted.item)
    with announcing(school_id, wanted.length):
        if _open_of(actor.user_id) >= MOST_OPEN:
            raise Problem("Đang có quá nhiều tệp gửi dở. Hãy gửi cho xong hoặc bỏ bớt rồi gửi tiếp.")
        row = model(
            school_id=school_id,
            key=secrets.token_hex(16),
            person_id=actor.user_id,
            year=wanted.year,
            item=wanted.item,
            criterion=wanted.criterion,
            track=wanted.track,
            name=shown,
            length=wanted.length,
            expires_at=timezone.now() + KEPT,
        )
        row.save(force_insert=True)
    return row


def _open_of(person_id: int) -> int:
    """Return how many files of a person are on their way, in either way."""
    mine = {"person_id": person_id, "expires_at__gt": timezone.now()}
    pieces = IncomingUpload.objects.filter(**mine, finished_at__isnull=True)
    return pieces.count() + DirectArrival.objects.filter(**mine, state=ArrivalState.SENDING).count()
