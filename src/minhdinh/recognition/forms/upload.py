"""A file that was sent, as the verbs take it."""

from __future__ import annotations

from typing import IO, Any, cast

from django.core.files.uploadedfile import UploadedFile

from minhdinh.recognition.domain.recording import Scan


def scan_of(upload: UploadedFile[Any] | None) -> Scan | None:
    """Return a file that was sent, as the verbs take it."""
    if upload is None:
        return None
    return Scan(cast(IO[bytes], upload.file), upload.name or "", upload.size or 0)
