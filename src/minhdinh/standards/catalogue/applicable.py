"""Which standard set applies to a type of school on a date: decided here, never by the user (B2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from minhdinh.lib.text import vn_date
from minhdinh.standards.catalogue.order import code_key
from minhdinh.standards.catalogue.standard_set import StandardSet
from minhdinh.standards.enums import INSTITUTION_LABELS


@dataclass(frozen=True, slots=True)
class Applicability:
    """The set that applies, or None; ``reason`` is a Vietnamese sentence that says why, with the legal basis."""

    standard_set: StandardSet | None
    reason: str


def applicable_set(sets: Iterable[StandardSet], school_type: str, day: dt.date) -> Applicability:
    """Return the set for a type of school on a date (the council's decision, before it the opening of the year).

    ``effective_to`` is exclusive. Where several versions are in force the one that took effect last wins, then the
    higher version.
    """
    candidates = [item for item in sets if school_type in item.institution_types]
    in_force = [item for item in candidates if item.in_force(day)]
    kind = INSTITUTION_LABELS.get(school_type, f"loại trường “{school_type}”")
    if not in_force:
        return Applicability(None, _absence(candidates, kind, day))
    chosen = max(in_force, key=lambda item: (item.effective_from, code_key(item.version), item.id))
    until = f" đến trước ngày {vn_date(chosen.effective_to)}" if chosen.effective_to else ""
    reason = (
        f"Ngày {vn_date(day)}, {kind} áp dụng {chosen.legal_basis}, "
        f"có hiệu lực từ ngày {vn_date(chosen.effective_from)}{until}."
    )
    return Applicability(chosen, reason)


def _absence(candidates: list[StandardSet], kind: str, day: dt.date) -> str:
    start = f"Không có bộ tiêu chuẩn nào áp dụng cho {kind} vào ngày {vn_date(day)}"
    if not candidates:
        return f"{start}: hệ thống chưa có bộ tiêu chuẩn nào cho loại trường này."
    later = [item for item in candidates if item.effective_from > day]
    if later:
        first = min(later, key=lambda item: item.effective_from)
        return f"{start}: {first.short_title} có hiệu lực từ ngày {vn_date(first.effective_from)}."
    last = max(candidates, key=lambda item: item.effective_from)
    return f"{start}: {last.short_title} hết hiệu lực từ ngày {vn_date(last.effective_to)}."
