"""The natural order of codes: 1.10 after 1.9, 1.1.1b after 1.1.1a."""

from __future__ import annotations

import re

CodeKey = tuple[tuple[int, int, str], ...]


def code_key(code: str) -> CodeKey:
    """Return a sort key: runs of digits compare by value and before letters."""
    parts = (part for part in re.split(r"(\d+)|[.\s]+", code) if part)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)
