"""Hashes of bytes, streams and canonical JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import IO, Any

CHUNK = 1024 * 1024


def sha256(content: bytes) -> str:
    """Return the SHA-256 of ``content`` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def sha256_of_chunks(chunks: Iterable[bytes]) -> tuple[str, int]:
    """Return the SHA-256 and the size in bytes of a stream read in chunks."""
    digest = hashlib.sha256()
    size = 0
    for chunk in chunks:
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def sha256_of_stream(stream: IO[bytes]) -> tuple[str, int]:
    """Return the SHA-256 and the size of what is left to read of a stream, a megabyte in memory at a time."""
    return sha256_of_chunks(iter(lambda: stream.read(CHUNK), b""))


def canonical_json(value: Any) -> bytes:
    """Return the one byte form of plain data: keys sorted, no spaces, UTF-8; raises ValueError for NaN."""
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode("utf-8")
