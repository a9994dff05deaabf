"""Bytes into the store: hashed, typed, written whole, once a school."""

from __future__ import annotations

from contextlib import ExitStack
from typing import IO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from minhdinh.access.actor import Actor
from minhdinh.access.scope import scopes_disabled
from minhdinh.common.problems import Problem
from minhdinh.common.storage import Note, WholeFileStorage
from minhdinh.evidence.domain.quota import NoRoom, room_for
from minhdinh.evidence.domain.scanning import require_clean
from minhdinh.evidence.models import Blob
from minhdinh.evidence.validators import FileKind, detect_file
from minhdinh.lib.hashing import sha256_of_chunks

CHUNK = 1024 * 1024


def blob_path(school_id: int, sha256: str, extension: str) -> str:
    """Return where a school's bytes of this hash live, relative to the storage root."""
    return f"schools/{school_id}/{sha256[:2]}/{sha256}.{extension}"


def store_upload(
    *, school_id: int, stream: IO[bytes], name: str, size: int, actor: Actor | None = None
) -> tuple[Blob, bool]:
    """Check an uploaded file by its content and store it; return the blob and whether it is new.

    No transaction is open while bytes are read or written. Raises Problem naming the file and the mend.
    """
    kind = detect_file(stream, name=name, size=size, limit=settings.MINHDINH_UPLOAD_LIMIT)
    return store_sent(school_id=school_id, stream=stream, name=name, size=size, kind=kind, actor=actor)


def store_sent(
    *, school_id: int, stream: IO[bytes], name: str, size: int, kind: FileKind, actor: Actor | None = None
) -> tuple[Blob, bool]:
    """Store what a person sent, of a kind that was looked at: past the scanner, and within the school's quota.

    Bytes that the school holds already take no room. What people of other organisations bring is counted and never
    refused for room.
    """
    require_clean(stream, name=name, organisation_id=school_id, actor=actor)
    if actor is not None and (actor.is_outside or actor.organisation_id != school_id):
        return store_bytes(school_id=school_id, stream=stream, kind=kind)
    try:
        with room_for(school_id, size):
            return store_bytes(school_id=school_id, stream=stream, kind=kind)
    except NoRoom:
        if not _is_held(school_id, stream):
            raise
    return store_bytes(school_id=school_id, stream=stream, kind=kind)


def _is_held(school_id: int, stream: IO[bytes]) -> bool:
    stream.seek(0)
    sha256, _size = sha256_of_chunks(iter(lambda: stream.read(CHUNK), b""))
    return Blob.objects.filter(school_id=school_id, sha256=sha256).exists()


def store_bytes(*, school_id: int, stream: IO[bytes], kind: FileKind) -> tuple[Blob, bool]:
    """Store bytes of a known kind (a form we made, a checked upload); return the blob and whether it is new."""
    stream.seek(0)
    sha256, size = sha256_of_chunks(iter(lambda: stream.read(CHUNK), b""))
    existing = Blob.objects.filter(school_id=school_id, sha256=sha256).first()
    path = existing.path if existing else blob_path(school_id, sha256, kind.extension)
    noted = _write(path, stream) if not default_storage.exists(path) else None
    with ExitStack() as ending:
        if noted is not None:
            ending.callback(noted.let_go)
        stored = (existing, False) if existing else _row(school_id, sha256, size, kind, path)
        if noted is not None:
            noted.arrived()
    return stored


def _row(school_id: int, sha256: str, size: int, kind: FileKind, path: str) -> tuple[Blob, bool]:
    """Write the row of stored bytes; where somebody else did so meanwhile, return theirs."""
    try:
        with transaction.atomic():
            blob = Blob.objects.create(
                school_id=school_id,
                sha256=sha256,
                size=size,
                media_type=kind.media_type,
                extension=kind.extension,
                path=path,
            )
    except IntegrityError:
        return Blob.objects.get(school_id=school_id, sha256=sha256), False
    return blob, True


def row_stands(path: str) -> bool:
    """Tell whether any school's row names this path: what a start asks before it sweeps up an upload that was killed."""
    with scopes_disabled():
        return bool(Blob.objects.filter(path=path).exists())


def _write(path: str, stream: IO[bytes]) -> Note | None:
    """Write the bytes under ``path``; where somebody else did so meanwhile, keep theirs (the same bytes).

    Where the storage is a folder it keeps the note that is returned until its row was written: a file
    whose upload was killed in between is no orphan and goes at the next start.
    """
    stream.seek(0)
    with ExitStack() as failing:
        noted = default_storage.announce(path) if isinstance(default_storage, WholeFileStorage) else None
        if noted is not None:
            failing.callback(noted.arrived)
        written = default_storage.save(path, File(stream))
        failing.pop_all()
    if written != path:
        default_storage.delete(written)
    return noted


def require_intact(blob: Blob) -> None:
    """Compare a blob's bytes with their hash, a piece at a time; raises Problem where they are missing or altered."""
    if not default_storage.exists(blob.path):
        raise Problem(f"Không tìm thấy tệp {blob.sha256[:12]} trong kho. Hãy báo quản trị hệ thống.")
    with default_storage.open(blob.path, "rb") as stream:
        found, _size = sha256_of_chunks(iter(lambda: stream.read(CHUNK), b""))
    if found != blob.sha256:
        raise Problem(f"Tệp {blob.sha256[:12]} trong kho đã bị đổi khác bản gốc. Hãy báo quản trị hệ thống.")


def read_blob(blob: Blob) -> bytes:
    """Return a blob's bytes after comparing their hash; raises Problem where the file is missing or altered."""
    if not default_storage.exists(blob.path):
        raise Problem(f"Không tìm thấy tệp {blob.sha256[:12]} trong kho. Hãy báo quản trị hệ thống.")
    with default_storage.open(blob.path, "rb") as stream:
        content = bytes(stream.read())
    found, _size = sha256_of_chunks([content])
    if found != blob.sha256:
        raise Problem(f"Tệp {blob.sha256[:12]} trong kho đã bị đổi khác bản gốc. Hãy báo quản trị hệ thống.")
    return content
