"""Bytes into the store: hashed, typed, written whole, once a school."""

from __future__ import annotations

from typing import IO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from minhdinh.common.problems import Problem
from minhdinh.evidence.models import Blob
from minhdinh.evidence.validators import FileKind, detect_file
from minhdinh.lib.hashing import sha256_of_chunks

CHUNK = 1024 * 1024


def blob_path(school_id: int, sha256: str, extension: str) -> str:
    """Return where a school's bytes of this hash live, relative to the storage root."""
    return f"schools/{school_id}/{sha256[:2]}/{sha256}.{extension}"


def store_upload(*, school_id: int, stream: IO[bytes], name: str, size: int) -> tuple[Blob, bool]:
    """Check an uploaded file by its content and store it; return the blob and whether it is new.

    No transaction is open while bytes are read or written. Raises Problem naming the file and the mend.
    """
    kind = detect_file(stream, name=name, size=size, limit=settings.MINHDINH_UPLOAD_LIMIT)
    return store_bytes(school_id=school_id, stream=stream, kind=kind)


def store_bytes(*, school_id: int, stream: IO[bytes], kind: FileKind) -> tuple[Blob, bool]:
    """Store bytes of a known kind (a form we made, a checked upload); return the blob and whether it is new."""
    stream.seek(0)
    sha256, size = sha256_of_chunks(iter(lambda: stream.read(CHUNK), b""))
    existing = Blob.objects.filter(school_id=school_id, sha256=sha256).first()
    path = existing.path if existing else blob_path(school_id, sha256, kind.extension)
    if not default_storage.exists(path):
        _write(path, stream)
    if existing is not None:
        return existing, False
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


def _write(path: str, stream: IO[bytes]) -> None:
    """Write the bytes under ``path``; where somebody else did so meanwhile, keep theirs (the same bytes)."""
    stream.seek(0)
    written = default_storage.save(path, File(stream))
    if written != path:
        default_storage.delete(written)


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
