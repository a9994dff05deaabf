"""What a person rewrote about an item, in the words of the record: so that whoever verifies sees what to look at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from minhdinh.evidence.enums import Storage
from minhdinh.lib.text import vn_date
from minhdinh.standards.catalogue import evidence_kinds

LABELS = {
    "name": "tên",
    "kind": "loại",
    "number": "số, ký hiệu",
    "issued_on": "ngày ban hành",
    "issuer": "nơi ban hành",
    "valid_from": "hiệu lực từ",
    "valid_to": "hiệu lực đến",
    "period": "thời gian nói tới",
    "storage": "cách lưu",
    "link": "đường dẫn",
    "place": "nơi lưu bản giấy",
    "note": "ghi chú",
}
NAMED_ONLY = frozenset({"link", "note"})
"""Fields whose words are too long, or too much somebody's own, for a line of the record."""
LONGEST = 60


def rewritten(before: Mapping[str, object], after: Mapping[str, object], *, sensitive: bool) -> str:
    """Return which fields differ, with the old and the new value; of a sensitive item only which. Empty: none does."""
    told = []
    for name, label in LABELS.items():
        old, new = before.get(name), after.get(name)
        if (old or "") == (new or ""):
            continue
        quiet = sensitive or name in NAMED_ONLY
        told.append(label if quiet else f"{label} {_shown(name, old)} → {_shown(name, new)}")
    return ", ".join(told)


def _shown(name: str, value: object) -> str:
    if not value:
        return "(trống)"
    words = str(value)
    if isinstance(value, dt.date):
        words = vn_date(value)
    elif name == "kind":
        kind = evidence_kinds().get(words)
        words = kind.name if kind else words
    elif name == "storage":
        words = str(Storage(words).label)
    clipped = words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"
    return clipped if isinstance(value, dt.date) else f"“{clipped}”"
