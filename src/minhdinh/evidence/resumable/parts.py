"""The bytes of an upload on its way: one part file under ``MINHDINH_INCOMING``, held by one request at a time."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.http import UnreadablePostError

from minhdinh.evidence.resumable.protocol import BUSY, Refused

CHUNK = 256 * 1024
FOLDER, ENDING = "parts", ".part"
Read = Callable[[int], bytes]


def folder() -> Path:
    """Return where part files stand."""
    return Path(settings.MINHDINH_INCOMING) / FOLDER


def path_of(key: str) -> Path:
    """Return where the bytes of an upload stand; ``key`` is one that this program made."""
    return folder() / f"{key}{ENDING}"


@contextmanager
def held(key: str) -> Iterator[BinaryIO]:
    """Open an upload's bytes for this request alone; raises Refused (423) while another one has them.

    The operating system takes the lock from a holder that dies.
    """
    path = path_of(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as part:
        try:
            fcntl.flock(part, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refused(BUSY, "Tệp này đang được gửi ở một cửa sổ khác.") from error
        yield part


def size_of(part: BinaryIO) -> int:
    """Return how many bytes an open part file has."""
    return os.fstat(part.fileno()).st_size


def known_size(key: str) -> int:
    """Return how many bytes of an upload are there, without holding it; 0 where nothing came yet."""
    path = path_of(key)
    return path.stat().st_size if path.is_file() else 0


def append(part: BinaryIO, at: int, read: Read, most: int) -> int:
    """Write what ``read`` gives, ``most`` bytes at most, from ``at`` on; return how many are safe on the disk.

    What stood behind ``at`` was never acknowledged and goes. A sender that breaks off leaves what came so far.
    """
    part.seek(at)
    part.truncate(at)
    written = 0
    try:
        while written < most and (chunk := read(min(CHUNK, most - written))):
            part.write(chunk)
            written += len(chunk)
    except UnreadablePostError:
        pass  # the line is gone; the sender asks for the offset when it is back
    part.flush()
    os.fsync(part.fileno())
    if at == 0:
        _keep_name(folder())
    return written


def _keep_name(place: Path) -> None:
    """Flush a folder, so that a new file's name outlives a power cut as its bytes do."""
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(key: str) -> None:
    """Forget the bytes of an upload."""
    path_of(key).unlink(missing_ok=True)


def remove_strays(known: Iterable[str], older_than: float) -> int:
    """Remove part files that no upload in ``known`` owns and nobody wrote to for ``older_than`` seconds."""
    kept, before, removed = set(known), time.time() - older_than, 0
    for path in folder().glob(f"*{ENDING}") if folder().is_dir() else ():
        with suppress(FileNotFoundError):  # its upload ended meanwhile
            if path.name.removesuffix(ENDING) not in kept and path.stat().st_mtime < before:
                path.unlink()
                removed += 1
    return removed
