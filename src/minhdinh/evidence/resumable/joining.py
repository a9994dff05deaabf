"""Files that came in pieces become part of a form: the form names them by key, and takes them in with its own files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from minhdinh.access.actor import Actor, require
from minhdinh.access.permissions import Permission
from minhdinh.common.problems import Problem
from minhdinh.evidence.domain.files import StoredFile
from minhdinh.evidence.domain.intake import Fate, Upload
from minhdinh.evidence.domain.queries import files_of, item_by_id
from minhdinh.evidence.models import EvidenceItem, IncomingUpload
from minhdinh.evidence.resumable import parts
from minhdinh.evidence.resumable.ending import note_end
from minhdinh.evidence.resumable.receiving import upload_of

MOST = 20


@dataclass(frozen=True, slots=True)
class Arrived:
    """An upload that an earlier sending took in: where it stands, and whether that sending made the item of it."""

    name: str
    item: EvidenceItem
    made: bool
    stored: StoredFile | None


@dataclass(slots=True)
class Pieces:
    """Whole uploads that a form names, open as files, in the order of the form; apart those taken in before."""

    rows: list[IncomingUpload] = field(default_factory=list)
    uploads: list[Upload] = field(default_factory=list)
    before: list[Arrived] = field(default_factory=list)

    def note(self, item: EvidenceItem | None, twin: EvidenceItem | None, fates: Sequence[Fate]) -> None:
        """Note, in the transaction that makes the item, which uploads ended; what may still be taken stays open."""
        ends = {id(fate.upload): fate for fate in fates}
        for row, upload in zip(self.rows, self.uploads, strict=True):
            fate = ends[id(upload)]
            stands = item or twin
            if fate.stored is not None and stands is not None:
                note_end(row, became=stands.pk, twin=twin.pk if twin else None)
            elif fate.problem is not None and fate.final:
                note_end(row, refused=fate.problem.sentence)

    def let_go(self) -> None:
        """Drop the bytes of what has ended: asked of the rows, as a transaction that failed has ended nothing."""
        ended = IncomingUpload.objects.filter(pk__in=[row.pk for row in self.rows], finished_at__isnull=False)
        for key in ended.values_list("key", flat=True):
            parts.remove(key)


def keys_of(text: str) -> list[str]:
    """Return the keys that a form's field names, each once."""
    return list(dict.fromkeys(one for one in text.split(",") if one))


@contextmanager
def whole_uploads(actor: Actor, school_id: int, year: str, keys: Sequence[str]) -> Iterator[Pieces]:
    """Hold a person's own uploads, all bytes of which are here, for this request alone.

    One that became evidence before is told apart (``before``): its sender did not hear so. Raises NotHere for any other
    key, and Problem for one that is not whole yet, was refused for good, or whose evidence was taken away.
    """
    require(actor, Permission.EVIDENCE_CONTRIBUTE, organisation_id=school_id)
    if len(keys) > MOST:
        raise Problem(f"Mỗi lần gửi nhiều nhất {MOST} tệp lớn. Hãy gửi làm nhiều lần.", field="papers")
    found = [upload_of(actor, school_id, year, key) for key in keys]
    pieces = Pieces()
    with ExitStack() as opened:
        for one in found:
            if one.finished_at is not None:  # before its bytes are asked for: that would make an empty file
                pieces.before.append(_arrived(one))
                continue
            part = opened.enter_context(parts.held(one.key))
            row = upload_of(actor, school_id, year, one.key)  # again, now that nobody else may end it
            if row.finished_at is not None:
                parts.remove(row.key)
                pieces.before.append(_arrived(row))
                continue
            if min(row.offset, parts.size_of(part)) != row.length:
                raise Problem(
                    f"Tệp “{row.name}” chưa ở máy chủ trọn vẹn. Hãy chọn lại tệp rồi gửi.", field="papers"
                )
            part.truncate(row.length)
            pieces.rows.append(row)
            pieces.uploads.append(Upload(part, row.name, row.length))
        try:
            yield pieces
        finally:
            pieces.let_go()


def _arrived(row: IncomingUpload) -> Arrived:
    if row.refused:
        raise Problem(row.refused, field="papers")
    item = item_by_id(row.school_id, row.became or 0)
    if item is None or item.removed_at is not None:
        raise Problem(
            f"Tệp “{row.name}” đã gửi trước đây nhưng minh chứng ấy không còn trong kho. Hãy gửi lại tệp.",
            field="papers",
        )
    same = [file for file in files_of(item) if file.blob.size == row.length]
    stored = StoredFile(same[0].blob, row.name) if len(same) == 1 else None
    return Arrived(row.name, item, row.twin != item.pk, stored)


def shown(actor: Actor, school_id: int, year: str, keys: Sequence[str]) -> list[IncomingUpload]:
    """Return a person's own open uploads of these keys, for a page that names what is here already."""
    mine = IncomingUpload.objects.filter(
        school_id=school_id, year=year, person_id=actor.user_id or 0, finished_at__isnull=True
    )
    found = {row.key: row for row in mine.filter(key__in=list(keys)[:MOST])}
    return [found[key] for key in keys if key in found]
