"""Standards, criteria and their sheets for print (TT57/2026: two levels)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from minhdinh.documents.reading.values import shown
from minhdinh.documents.wordml import CELL, MISSING, Writer

LEVELS = (1, 2)
CROSS = "×"
BELOW = "Không đạt Mức 1: chưa đáp ứng đầy đủ các yêu cầu của Mức 1."
BELOW_SECOND = "Chưa đáp ứng đầy đủ các yêu cầu của Mức 2."

Data = dict[str, Any]


def standards(dossier: Data) -> list[Data]:
    """Return the standards of the dossier's set."""
    return list(dossier["standard_set"]["standards"])


def tracks(dossier: Data) -> list[Data]:
    """Return the tracks (one a cấp học)."""
    return list(dossier.get("tracks") or ())


def track_levels(dossier: Data) -> list[Data]:
    """Return each cấp học with its own level; nothing for a school of one. The school takes the lowest."""
    found = tracks(dossier)
    if len(found) < 2:
        return []
    return [
        {"label": str(one["label"]), "level": shown((one.get("result") or {}).get("label"))} for one in found
    ]


def sheets(track: Data) -> dict[str, Data]:
    """Return a track's sheets by the code of their criterion."""
    return {str(sheet["criterion"]): sheet for sheet in track.get("sheets") or ()}


def official_texts_known(dossier: Data) -> bool:
    """Tell whether the official wording of every level is there."""
    return all(level.get("official") for _, level in _levels(dossier))


def level_text(level: Data) -> str:
    """Return the official wording of a level, or our requirements one after the other."""
    official = level.get("official")
    if official:
        return str(official)
    return " ".join(str(one["text"]).strip() for one in level.get("requirements") or ()) or MISSING


def criterion_block(criterion: Data, sheet: Data, writer: Writer) -> Data:
    """Return what Biểu 1 prints for one criterion: its levels, the three-column table, the closing line."""
    mark = " (bắt buộc)" if criterion.get("mandatory") else ""
    return {
        "heading": f"Tiêu chí {criterion['code']}. {criterion['title']}{mark}",
        "levels": [
            {
                "label": f"Mức {number}",
                "text": level_text((criterion.get("levels") or {}).get(str(number)) or {}),
            }
            for number in LEVELS
        ],
        "below": BELOW,
        "rows": list(_level_rows(sheet, writer)),
        "closing": closing_line(sheet.get("level")),
    }


def closing_line(level: int | None) -> str:
    """Return the sentence that closes a criterion."""
    if level is None:
        return f"Tự đánh giá: {MISSING}"
    return f"Tự đánh giá: Tiêu chí đạt Mức {level}." if level else "Tự đánh giá: Tiêu chí không đạt Mức 1."


def marks(level: int | None) -> Data:
    """Return the crosses of a result row: from the lowest to the highest level reached, or under Không đạt."""
    return {
        "none": CROSS if level == 0 else "",
        "first": CROSS if level is not None and level >= 1 else "",
        "second": CROSS if level is not None and level >= 2 else "",
        "missing": MISSING if level is None else "",
    }


def _levels(dossier: Data) -> Iterator[tuple[str, Data]]:
    for standard in standards(dossier):
        for criterion in standard["criteria"]:
            yield from (criterion.get("levels") or {}).items()


def _level_rows(sheet: Data, writer: Writer) -> Iterator[Data]:
    """Yield the rows Mức 1 and, where Mức 1 is reached, Mức 2."""
    reached = sheet.get("level")
    for number in LEVELS:
        if number > 1 and reached is not None and reached < number - 1:
            return
        bodies = [
            one["body"] for one in sheet.get("statements") or () if str(one.get("level")) == str(number)
        ]
        instead = BELOW_SECOND if number == 2 and reached == 1 else MISSING
        yield {
            "label": f"Mức {number}",
            "text": writer.together(bodies, CELL, instead=instead),
            "verdict": verdict(reached, number),
        }


def verdict(reached: int | None, number: int) -> str:
    """Return Đạt or Không đạt for one level of a criterion."""
    if reached is None:
        return MISSING
    return "Đạt" if reached >= number else "Không đạt"
