"""Words that people outside write: plain text, lines kept, nothing a page or a database stumbles over."""

from __future__ import annotations

import re

from minhdinh.lib.text import clean

MANY_LINES = re.compile(r"\n{3,}")


def written(text: str) -> str:
    """Return what somebody wrote with clean lines and at most one empty line between two."""
    lines = (clean(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return MANY_LINES.sub("\n\n", "\n".join(lines)).strip()
