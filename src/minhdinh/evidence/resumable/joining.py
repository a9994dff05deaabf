"""Files that came in pieces become part of a form: the form names them by key, and takes them in with its own files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from django.utils import timezone

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.common.problems import Problem
from minhdinh.evidence.domain.intake import Intake, Upload
from minhdinh.evidence.models import IncomingUpload
from minhdinh.evidence.resumable import parts
from minhdinh.evidence.resumable.receiving import upload_of

MOST = 20


@dataclass(frozen=True, slots=True)
class Pieces:
    """Whole uploads that a form names, open as files, in the order of the form."""

    rows: tuple[IncomingUpload, ...]
    uploads: tuple[Upload, ...]


def keys_of(text: str) -> list[str]:
    """Return the keys that a form's field names, each once."""
    return list(dict.fromkeys(one for one in text.split(",") if one))


@contextmanager
def whole_uploads(actor: Actor, school_id: int, year: str, keys: Sequence[str]) -> Iterator[Pieces]:
    """Hold a person's own uploads, all bytes of which are here, for this request alone.

    Raises NotHere for any other key, and Problem for one that is not whole yet or has become evidence already.
    """
    require(actor, Permission.EVIDENCE_CONTRIBUTE, organisation_id=school_id)
    if len(keys) > MOST:
        raise Problem(f"Mỗi lần gửi nhiều nhất {MOST} tệp lớn. Hãy gửi làm nhiều lần.", field="papers")
    found = [upload_of(actor, school_id, year, key) for key in keys]
    with ExitStack() as opened:
        rows, uploads = [], []
        for one in found:
            part = opened.enter_context(parts.held(one.key))
            row = upload_of(actor, school_id, year, one.key)  # again, now that nobody else may end it
            if row.finished_at is not None or min(row.offset, parts.size_of(part)) != row.length:
                raise Problem(
                    f"Tệp “{row.name}” chưa ở máy chủ trọn vẹn. Hãy chọn lại tệp rồi gửi.", field="papers"
                )
            part.truncate(row.length)
            rows.append(row)
            uploads.append(Upload(part, row.name, row.length))
        yield Pieces(tuple(rows), tuple(uploads))


def settle(pieces: Pieces, taken: Intake) -> None:
    """Note what uploads became, so that their room is no longer counted twice, and drop their bytes."""
    stands = taken.item or taken.duplicate_of
    now = timezone.now()
    IncomingUpload.objects.filter(pk__in=[row.pk for row in pieces.rows]).update(
        finished_at=now, updated_at=now, became=stands.pk if stands else None
    )
    for row in pieces.rows:
        parts.remove(row.key)


def shown(actor: Actor, school_id: int, year: str, keys: Sequence[str]) -> list[IncomingUpload]:
    """Return a person's own open uploads of these keys, for a page that names what is here already."""
    mine = IncomingUpload.objects.filter(
        school_id=school_id, year=year, person_id=actor.user_id or 0, finished_at__isnull=True
    )
    found = {row.key: row for row in mine.filter(key__in=list(keys)[:MOST])}
    return [found[key] for key in keys if key in found]
