"""The synthesis tables of Biểu 1 Part III: marks per criterion, counts and shares per standard."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from minhdinh.documents.reading.standards import Data, marks, sheets, standards
from minhdinh.lib.text import percent, two_digits


def mark_rows(dossier: Data, track: Data) -> list[Data]:
    """Return the rows of the first table: each standard, then each of its criteria with its crosses."""
    known = sheets(track)
    rows: list[Data] = []
    for standard in standards(dossier):
        rows.append(
            {"title": f"Tiêu chuẩn {standard['code']}. {standard['title']}", "standard": True} | _BLANK
        )
        rows.extend(criterion_row(criterion, known) for criterion in standard["criteria"])
    return rows


def criterion_row(criterion: Data, known: dict[str, Data]) -> Data:
    """Return one criterion's row of crosses."""
    level = known.get(str(criterion["code"]), {}).get("level")
    return {"title": f"Tiêu chí {criterion['code']}", "standard": False} | marks(level)


def mark_totals(dossier: Data, track: Data) -> Data:
    """Return the row Cộng chung of the first table."""
    return _counts("Cộng chung", _levels(dossier, track))


def count_rows(dossier: Data, track: Data) -> list[Data]:
    """Return the rows of the second table: number and share of criteria per standard, then Cộng chung."""
    rows = [
        _counts(f"Tiêu chuẩn {standard['code']}", _levels(dossier, track, standard))
        for standard in standards(dossier)
    ]
    return [*rows, _counts("Cộng chung", _levels(dossier, track))]


_BLANK: dict[str, Any] = {"none": "", "first": "", "second": "", "missing": ""}


def _levels(dossier: Data, track: Data, only: Data | None = None) -> list[int | None]:
    known = sheets(track)
    chosen = [only] if only else standards(dossier)
    return [
        known.get(str(one["code"]), {}).get("level") for standard in chosen for one in standard["criteria"]
    ]


def _counts(title: str, levels: Iterable[int | None]) -> Data:
    """Count the levels; a criterion at Mức 2 also counts at Mức 1."""
    known = list(levels)
    judged = [level for level in known if level is not None]
    total = len(known)
    numbers = {
        "none": sum(level == 0 for level in judged),
        "first": sum(level >= 1 for level in judged),
        "second": sum(level >= 2 for level in judged),
    }
    row: Data = {"title": title, "total": two_digits(total), "unjudged": total - len(judged)}
    for name, number in numbers.items():
        row[name] = two_digits(number)
        row[f"{name}_share"] = percent(number, total)
    return row
