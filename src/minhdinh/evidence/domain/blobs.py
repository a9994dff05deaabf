"""Bytes into the store: hashed, typed, written whole, once a school."""

from __future__ import annotations

from typing import IO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage

from minhdinh.access.actor import Actor
from minhdinh.common.problems import Problem
from minhdinh.evidence.domain.bringing import brought, own_transaction
from minhdinh.evidence.domain.quota import NoRoom, room_for
from minhdinh.evidence.domain.scan_marks import require_harmless
from minhdinh.evidence.domain.scanning import require_clean
from minhdinh.evidence.models import Blob
from minhdinh.evidence.validators import FileKind, detect_file
from minhdinh.lib.hashing import sha256 as sha256_of
from minhdinh.lib.hashing import sha256_of_stream


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
    sha256, _size = sha256_of_stream(stream)
    return Blob.objects.filter(school_id=school_id, sha256=sha256).exists()


def store_bytes(*, school_id: int, stream: IO[bytes], kind: FileKind) -> tuple[Blob, bool]:
    """Store bytes of a known kind (a form we made, a checked upload); return the blob and whether it is new.

    Never inside a transaction: who needs the row in one asks ``brought`` before it.
    """
    with brought(school_id=school_id, stream=stream, kind=kind) as ours:
        if ours.existing is not None:
            return ours.existing, False
        with own_transaction():
            return ours.row()


def require_intact(blob: Blob) -> None:
    """Compare a blob's bytes with their hash, a piece at a time; raises Problem where they are missing or altered."""
    with _opened(blob) as stream:
        found, _size = sha256_of_stream(stream)
    _require_same(blob, found)


def read_blob(blob: Blob) -> bytes:
    """Return a blob's bytes after comparing their hash; raises Problem where the file is missing or altered."""
    with _opened(blob) as stream:
        content = bytes(stream.read())
    _require_same(blob, sha256_of(content))
    return content


def sent_bytes(blob: Blob, name: str) -> bytes:
    """Return the bytes of what a person sent, to be handed out; raises Problem where they are lost, altered or infected."""
    require_harmless(blob, name)
    return read_blob(blob)


def _opened(blob: Blob) -> File[bytes]:
    if not default_storage.exists(blob.path):
        raise Problem(f"Không tìm thấy tệp {blob.sha256[:12]} trong kho. Hãy báo quản trị hệ thống.")
    return default_storage.open(blob.path, "rb")


def _require_same(blob: Blob, found: str) -> None:
    if found != blob.sha256:
        raise Problem(f"Tệp {blob.sha256[:12]} trong kho đã bị đổi khác bản gốc. Hãy báo quản trị hệ thống.")
