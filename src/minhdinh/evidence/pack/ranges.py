"""Which bytes a request asks for (RFC 9110, one range of bytes; pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass

ONE = re.compile(r"^bytes=([0-9]{0,18})-([0-9]{0,18})$")


@dataclass(frozen=True, slots=True)
class Asked:
    """From ``start`` up to before ``stop``; ``whole`` where no part was asked for, or none that we serve."""

    start: int
    stop: int
    whole: bool


class NoSuchBytesError(ValueError):
    """The range lies behind the end."""


def asked_bytes(header: str, size: int) -> Asked:
    """Read the header ``Range``; several ranges or another unit mean the whole. Raises NoSuchBytesError."""
    found = ONE.match(header.replace(" ", ""))
    if not found or not (found[1] or found[2]):
        return Asked(0, size, whole=True)
    if not found[1]:
        length = int(found[2])
        if length == 0:
            raise NoSuchBytesError(header)
        return Asked(max(0, size - length), size, whole=False)
    start = int(found[1])
    if found[2] and int(found[2]) < start:
        return Asked(0, size, whole=True)
    if start >= size:
        raise NoSuchBytesError(header)
    return Asked(start, min(int(found[2]) + 1, size) if found[2] else size, whole=False)
