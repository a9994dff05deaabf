"""Bytes on their way into the store: they come before their row, and nothing of them is left where the row never comes.

In a folder a note lies beside the file, held by the process that writes. In a bucket the note is a row of its own
(``StoringNote``), and every upload writes under a name of its own: so whoever clears up never meets the bytes of another.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from typing import IO

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from minhdinh.access.scope import scopes_disabled
from minhdinh.common.problems import Problem
from minhdinh.common.storage import LinkingStore, StoreAway, WholeFileStorage
from minhdinh.evidence.models import Blob, StoringNote
from minhdinh.evidence.validators import FileKind
from minhdinh.lib.hashing import sha256_of_stream

SAFE_AGE = dt.timedelta(hours=24)  # no upload takes as long
_of_one_load: ContextVar[bool] = ContextVar("of_one_load", default=False)


class Swept(Problem):
    """The bytes were cleared away before their row came: the file has to be sent again."""

    status = 409


@dataclass(slots=True)
class Brought:
    """Bytes that are in the store; ``row`` is asked inside the transaction that needs them."""

    school_id: int
    sha256: str
    size: int
    kind: FileKind
    path: str
    note: StoringNote | None = None
    existing: Blob | None = None
    needless: bool = False

    def row(self) -> tuple[Blob, bool]:
        """Return the row of the bytes and whether it is new; somebody else's where it came first.

        Raises Swept where the bytes were cleared away meanwhile.
        """
        if self.existing is not None:
            return self.existing, False
        try:
            with transaction.atomic():
                if self.note is not None:
                    _settle(self.note)
                return self._made(), True
        except IntegrityError:
            self.needless = self.note is not None
            return Blob.objects.get(school_id=self.school_id, sha256=self.sha256), False

    def _made(self) -> Blob:
        made: Blob = Blob.objects.create(
            school_id=self.school_id,
            sha256=self.sha256,
            size=self.size,
            media_type=self.kind.media_type,
            extension=self.kind.extension,
            path=self.path,
        )
        return made


@contextmanager
def of_one_load() -> Iterator[None]:
    """Let files be stored inside the one transaction of a load of sample data, which is made again when it broke off.

    Nobody was told that such files are kept: what a broken load leaves in the store is named by the check.
    """
    token = _of_one_load.set(True)
    try:
        yield
    finally:
        _of_one_load.reset(token)


def own_transaction() -> transaction.Atomic:
    """Return a transaction that no other surrounds: its end is the moment from which the row stands for good."""
    return transaction.atomic(durable=not _of_one_load.get())


@contextmanager
def brought(*, school_id: int, stream: IO[bytes], kind: FileKind) -> Iterator[Brought]:
    """Bring bytes into the store, outside of any transaction; ``row`` is asked for inside the block.

    Where that never happens, or the transaction around it is rolled back, the next sweep finds the note.
    """
    stream.seek(0)
    sha256, size = sha256_of_stream(stream)
    existing = Blob.objects.filter(school_id=school_id, sha256=sha256).first()
    if existing is not None:
        _heal(existing, stream)
        yield Brought(school_id, sha256, size, kind, existing.path, existing=existing)
        return
    bring = _in_folder if isinstance(default_storage, WholeFileStorage) else _in_bucket
    with bring(
        Brought(school_id, sha256, size, kind, blob_path(school_id, sha256, kind.extension)), stream
    ) as ours:
        yield ours


def blob_path(school_id: int, sha256: str, extension: str) -> str:
    """Return where a school's bytes of this hash live in a folder, relative to the storage root."""
    return f"schools/{school_id}/{sha256[:2]}/{sha256}.{extension}"


def own_path(path: str) -> str:
    """Return a name of one upload alone: nobody else ever writes to it, removes it or reads it without its row."""
    stem, _dot, extension = path.rpartition(".")
    return f"{stem}-{secrets.token_hex(8)}.{extension}"


def _heal(blob: Blob, stream: IO[bytes]) -> None:
    """Write bytes again that the store has lost."""
    if not default_storage.exists(blob.path):
        put(blob.path, stream)


def put(path: str, stream: IO[bytes]) -> None:
    """Write bytes under exactly this name: who wrote them meanwhile wrote the same."""
    stream.seek(0)
    if not isinstance(default_storage, LinkingStore | WholeFileStorage):
        raise TypeError(f"files are kept in a folder or in a bucket, not in {default_storage!r}")
    default_storage.put(path, stream)


@contextmanager
def _in_folder(ours: Brought, stream: IO[bytes]) -> Iterator[Brought]:
    """Bring bytes into the folder with a note that goes when the block ends well, and stays for the sweep otherwise.

    The note comes first, also for bytes that are there: they may be those of a killed upload that is about to be swept.
    Where they stood there before, a block that ends badly leaves them as they were.
    """
    if not isinstance(default_storage, WholeFileStorage):
        raise TypeError(f"files are kept in a folder or in a bucket, not in {default_storage!r}")
    noted = default_storage.announce(ours.path)
    with ExitStack() as failing:
        failing.callback(noted.arrived)
        if default_storage.exists(ours.path):
            yield ours
            return
        put(ours.path, stream)
        failing.pop_all()
    with ExitStack() as ending:
        ending.callback(noted.let_go)
        yield ours
        noted.arrived()


@contextmanager
def _in_bucket(ours: Brought, stream: IO[bytes]) -> Iterator[Brought]:
    """Bring bytes into the bucket after their note was committed.

    A line that breaks leaves the note: nobody knows whether the store still takes what was sent.
    """
    ours.path = own_path(ours.path)
    with own_transaction():
        ours.note = StoringNote.objects.create(school_id=ours.school_id, path=ours.path)
    put(ours.path, stream)
    yield ours
    if ours.needless and ours.note is not None:
        _clear_own(ours.note)


def _settle(note: StoringNote) -> None:
    """Let the row take over from the note, in one transaction; raises Swept where it is too late for that."""
    gone, _per_model = StoringNote.objects.filter(pk=note.pk, sweeping=False).delete()
    if not gone:
        raise Swept(
            _("Tệp gửi lâu quá nên phần đã nhận vừa được dọn đi, chưa có gì được lưu. Hãy gửi lại tệp này.")
        )


def row_stands(path: str) -> bool:
    """Tell whether any school's row names this path: what is asked before a killed upload is swept up."""
    with scopes_disabled():
        return bool(Blob.objects.filter(path=path).exists())


def sweep_unsettled(store: LinkingStore, now: dt.datetime | None = None) -> int:
    """Clear away what killed uploads left in the bucket, and return how many were found; raises StoreAway.

    A note that is marked is never taken back, so the row of its bytes is refused from then on; a sweep that is killed
    itself is made again. A marked note stays for as long again, and its bytes are removed at each sweep: those that a
    very slow line brings afterwards go too.
    """
    moment = now or timezone.now()
    found = 0
    with scopes_disabled():
        old = Q(created_at__lte=moment - SAFE_AGE)
        for note in list(StoringNote.objects.filter(old | Q(sweeping=True)).order_by("pk")):
            if not _marked(note):
                continue
            store.forget(note.path)
            found += not note.sweeping
            if note.created_at <= moment - 2 * SAFE_AGE:
                StoringNote.objects.filter(pk=note.pk).delete()
    return found


def _marked(note: StoringNote) -> bool:
    """Mark a note for good; False where a row took over from it."""
    if row_stands(note.path):  # only a restored database can say so
        StoringNote.objects.filter(pk=note.pk).delete()
        return False
    return bool(StoringNote.objects.filter(pk=note.pk).update(sweeping=True, updated_at=timezone.now()))


def _clear_own(note: StoringNote) -> None:
    """Remove the bytes that this upload brought needlessly; the next hour does what is left of it."""
    if isinstance(default_storage, LinkingStore) and _marked(note):
        with suppress(StoreAway):
            default_storage.forget(note.path)
            StoringNote.objects.filter(pk=note.pk).delete()
