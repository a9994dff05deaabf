"""The words of a stored Word file, as far as they are needed to compare files; nothing else of it is opened."""

from __future__ import annotations

import html
import re
import zipfile
from typing import IO

from minhdinh.evidence.reading.office import BROKEN

BODY = "word/document.xml"
MOST_READ = 8 * 1024 * 1024
TEXT = re.compile(rb"<w:t(?:\s[^<>]*)?>([^<]*)</w:t>|<(w:p|w:br|w:tab)[\s/>]")


def words_of(stream: IO[bytes]) -> str:
    """Return the text of a .docx; empty where it cannot be read. At most ``MOST_READ`` bytes are unpacked.

    The XML is searched, not parsed: entities are not expanded, so that no file can grow in memory.
    """
    try:
        with zipfile.ZipFile(stream) as archive, archive.open(BODY) as body:
            content = body.read(MOST_READ)
        parts = (found[1] if found[1] is not None else b" " for found in TEXT.finditer(content))
        return html.unescape(b"".join(parts).decode("utf-8", "replace"))
    except BROKEN:
        return ""
