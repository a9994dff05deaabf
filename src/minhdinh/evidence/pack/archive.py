"""A ZIP as a stream of bytes that is the same each time, with its length known before it begins.

Files are stored as they are (what schools send is compressed already), so that the length follows from their sizes, the
memory stays flat, and a download can go on from any byte: the stream is made again and what was had is dropped.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

LOCAL, CENTRAL, END = 30, 46, 22
DESCRIPTOR, DESCRIPTOR_64 = 16, 24
LOCAL_EXTRA_64, END_64 = 20, 56 + 20
READABLE = 0o644 << 16
SLACK = 1.05  # zipfile takes the long form for what could grow beyond the limit


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the archive: its path in plain letters, its size in bytes and where its bytes come from."""

    path: str
    size: int
    chunks: Callable[[], Iterable[bytes]]


class SizeDiffersError(OSError):
    """A file is no longer as long as it was when the archive was measured; the stream must not go on."""


class _Sink:
    """Takes what is written and gives it away again; it cannot seek."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, content: bytes) -> int:
        self._parts.append(bytes(content))
        return len(content)

    def flush(self) -> None:
        """Do nothing: all is in memory."""

    def take(self) -> bytes:
        """Return what was written since the last time."""
        content = b"".join(self._parts)
        self._parts.clear()
        return content


def archive(entries: Sequence[Entry], moment: dt.datetime) -> Iterator[bytes]:
    """Yield the bytes of the archive; ``moment`` stands at every file. Raises SizeDiffersError in the middle."""
    sink = _Sink()
    with zipfile.ZipFile(cast("Any", sink), "w", zipfile.ZIP_STORED) as made:
        for entry in entries:
            yield from _one(made, sink, entry, moment)
    yield sink.take()


def _one(made: zipfile.ZipFile, sink: _Sink, entry: Entry, moment: dt.datetime) -> Iterator[bytes]:
    info = zipfile.ZipInfo(entry.path, moment.timetuple()[:6])
    info.external_attr, info.create_system = READABLE, 3
    info.file_size = entry.size
    written = 0
    with made.open(info, "w") as target:
        for chunk in entry.chunks():
            written += len(chunk)
            if written > entry.size:
                break
            target.write(chunk)
            yield sink.take()
    if written != entry.size:
        raise SizeDiffersError(entry.path)


def archive_length(entries: Sequence[Entry]) -> int:
    """Return how many bytes ``archive`` will yield."""
    offset = central = 0
    for entry in entries:
        name = len(entry.path.encode())
        long = entry.size * SLACK > zipfile.ZIP64_LIMIT
        extra = 8 * (2 * (entry.size > zipfile.ZIP64_LIMIT) + (offset > zipfile.ZIP64_LIMIT))
        central += CENTRAL + name + (extra + 4 if extra else 0)
        offset += LOCAL + name + entry.size + (LOCAL_EXTRA_64 + DESCRIPTOR_64 if long else DESCRIPTOR)
    many = len(entries) > zipfile.ZIP_FILECOUNT_LIMIT
    long_end = many or offset > zipfile.ZIP64_LIMIT or central > zipfile.ZIP64_LIMIT
    return offset + central + END + (END_64 if long_end else 0)


def part(chunks: Iterable[bytes], start: int, stop: int) -> Iterator[bytes]:
    """Yield the bytes from ``start`` up to before ``stop``."""
    at = 0
    for chunk in chunks:
        if at + len(chunk) > start:
            yield chunk[max(0, start - at) : stop - at]
        at += len(chunk)
        if at >= stop:
            return
