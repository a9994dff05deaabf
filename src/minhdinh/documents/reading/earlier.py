"""Criteria, sheets and results for print by the rules of 2018: three stacked levels and Mức 4 apart (legacy PL5, PL6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from minhdinh.documents.reading.standards import Data, sheets, standards
from minhdinh.documents.reading.values import optional
from minhdinh.documents.wordml import BODY, MISSING, Writer
from minhdinh.lib.richtext import from_text, is_empty
from minhdinh.lib.text import percent, two_digits

SETS_2018 = ("tt17-2018-", "tt18-2018-", "tt19-2018-")
LEVELS = (1, 2, 3)
MET, UNMET, NONE = "Đạt", "Không đạt", "-"
PARTS = ("strengths", "weaknesses", "plan")
FINAL_PARTS = ("situation", *PARTS)
CROSS = "x"
BELOW = "Chưa đáp ứng đầy đủ yêu cầu này."


def is_2018(dossier: Data) -> bool:
    """Tell whether the dossier is by one of the three sets of 2018."""
    return str((dossier.get("standard_set") or {}).get("id") or "").startswith(SETS_2018)


def guidance(dossier: Data) -> str:
    """Return the ministry's letter on self-assessment that goes with a set of 2018; nothing for any other set."""
    if not is_2018(dossier):
        return ""
    preschool = str(dossier["standard_set"]["id"]).startswith("tt19-2018-")
    number = "5942" if preschool else "5932"
    return f"Công văn số {number}/BGDĐT-QLCL ngày 28/12/2018 của Bộ Giáo dục và Đào tạo hướng dẫn tự đánh giá"


def requirements(criterion: Data, level: int) -> list[Data]:
    """Return the requirements of one level; none where the criterion stops below it."""
    return list(((criterion.get("levels") or {}).get(str(level)) or {}).get("requirements") or ())


def has_level(criterion: Data, level: int) -> bool:
    """Tell whether the criterion asks anything at a level."""
    return bool(requirements(criterion, level))


def marker(requirement: Data) -> str:
    """Return the letter of an indicator, nothing where the level has only one."""
    label = optional(requirement.get("label"))
    return "" if label in {"", "*"} else f"{label}) "


def wording(criterion: Data) -> list[Data]:
    """Return what the criterion asks, level by level, for the head of its sheet."""
    return [
        {
            "label": f"Mức {level}",
            "lines": [f"{marker(one)}{optional(one.get('text'))}" for one in requirements(criterion, level)],
        }
        for level in LEVELS
        if has_level(criterion, level)
    ]


def situation(criterion: Data, sheet: Data, writer: Writer) -> list[Data]:
    """Return the description of the state: each level with its indicators' texts, each behind its letter."""
    written: dict[str, list[Any]] = {}
    for one in sheet.get("statements") or ():
        for requirement in one.get("requirements") or ():
            written.setdefault(str(requirement), []).append(one["body"])
    return [
        {"label": f"Mức {level}", "parts": list(_parts(criterion, level, sheet, written, writer))}
        for level in LEVELS
        if has_level(criterion, level) and _is_described(criterion, level, sheet, written)
    ]


def _is_described(criterion: Data, level: int, sheet: Data, written: dict[str, list[Any]]) -> bool:
    """Tell whether a level belongs on the sheet: the first always, a higher one when reached for or written."""
    reached = sheet.get("level")
    if level == 1 or reached is None or reached >= level - 1:
        return True
    return any(str(one["id"]) in written for one in requirements(criterion, level))


def _parts(
    criterion: Data, level: int, sheet: Data, written: dict[str, list[Any]], writer: Writer
) -> Iterator[Markup]:
    below = sheet.get("level") is not None and (sheet["level"] or 0) < level
    for one in requirements(criterion, level):
        bodies = written.get(str(one["id"]), [])
        instead = BELOW if below else MISSING
        texts = [body for body in bodies if not is_empty(body)] or [from_text(instead)]
        yield writer.together([_lettered(marker(one), texts[0]), *texts[1:]], BODY)


def _lettered(letter: str, body: Any) -> Any:
    """Return a text with the letter of its indicator in front; a list or table gets a paragraph for it."""
    if not letter:
        return body
    mark = {"type": "text", "text": letter, "marks": [{"type": "strong"}]}
    first, *rest = body["content"]
    if first["type"] != "paragraph":
        return {**body, "content": [{"type": "paragraph", "content": [mark]}, first, *rest]}
    return {**body, "content": [{**first, "content": [mark, *first.get("content", ())]}, *rest]}


def verdict_rows(criterion: Data, sheet: Data) -> list[Data]:
    """Return the rows of the self-rating table: for each level an indicator and whether it is met."""
    columns = [_verdicts(criterion, level, sheet) for level in LEVELS]
    height = max((len(column) for column in columns), default=0) or 1
    rows = []
    for at in range(height):
        row: Data = {}
        for level, column in zip(LEVELS, columns, strict=True):
            label, verdict = column[at] if at < len(column) else (NONE, NONE)
            row |= {f"label_{level}": label, f"verdict_{level}": verdict}
        rows.append(row)
    return rows


def _verdicts(criterion: Data, level: int, sheet: Data) -> list[tuple[str, str]]:
    answers, reached = sheet.get("answers") or {}, sheet.get("level")
    return [
        (optional(one.get("label")) or "*", _verdict(answers.get(str(one["id"])), level, reached))
        for one in requirements(criterion, level)
    ]


def _verdict(answer: Any, level: int, reached: int | None) -> str:
    """Return whether an indicator is met; a level that was reached needs no answer of its own."""
    if reached is not None and reached >= level:
        return MET
    if answer:
        return MET if answer == "met" else UNMET
    if reached is None:
        return MISSING
    return UNMET if level == reached + 1 else NONE


def outcome(level: int | None) -> str:
    """Return a criterion's result in words."""
    if level is None:
        return MISSING
    return f"Đạt Mức {level}" if level else "Không đạt"


def mark_rows(dossier: Data, track: Data) -> list[Data]:
    """Return the rows of the synthesis table: standards, then their criteria with a cross at every level reached."""
    known = sheets(track)
    rows: list[Data] = []
    for standard in standards(dossier):
        rows.append(
            {"title": f"Tiêu chuẩn {standard['code']}. {standard['title']}", "standard": True, **_blank()}
        )
        rows.extend(_marks(one, known.get(str(one["code"]), {}).get("level")) for one in standard["criteria"])
    return rows


def _blank() -> Data:
    return {"none": "", "missing": "", **{f"level_{level}": "" for level in LEVELS}}


def _marks(criterion: Data, reached: int | None) -> Data:
    crosses = {
        f"level_{level}": NONE
        if not has_level(criterion, level)
        else CROSS
        if reached is not None and reached >= level
        else ""
        for level in LEVELS
    }
    return {
        "title": f"Tiêu chí {criterion['code']}",
        "standard": False,
        "none": CROSS if reached == 0 else "",
        "missing": MISSING if reached is None else "",
        **crosses,
    }


def level_counts(criteria: list[Data], track: Data) -> list[str]:
    """Return how many criteria reach each level, of those that have it: "Mức 3: 13/19 tiêu chí, tỷ lệ 68,42%"."""
    known = sheets(track)
    levels = [(one, known.get(str(one["code"]), {}).get("level")) for one in criteria]
    found = []
    for level in LEVELS:
        asked = [reached for one, reached in levels if has_level(one, level)]
        passed = sum(reached is not None and reached >= level for reached in asked)
        if asked:
            share = f"{two_digits(passed)}/{two_digits(len(asked))} tiêu chí, tỷ lệ {percent(passed, len(asked))}%"
            found.append(f"Số tiêu chí đạt Mức {level}: {share}")
    failed = sum(reached == 0 for _one, reached in levels)
    return [*found, f"Số tiêu chí không đạt Mức 1: {two_digits(failed)}/{two_digits(len(levels))}"]


def final_items(dossier: Data, track: Data, writer: Writer | None = None) -> list[Data]:
    """Return the items of Mức 4 with their answers, and their texts for a writer; none where it is not assessed."""
    answers = track.get("level_4") or {}
    items = (dossier.get("standard_set") or {}).get("level_4") or ()
    if not any(value is not None for value in answers.values()):
        return []
    return [
        {
            "reference": optional(one.get("reference")),
            "text": optional(one.get("text")).rstrip("."),
            "met": CROSS if answers.get(str(one["id"])) is True else "",
            "unmet": CROSS if answers.get(str(one["id"])) is False else "",
            "verdict": _judged(answers.get(str(one["id"]))),
            "parts": final_parts(track, str(one["id"]), writer) if writer else {},
        }
        for one in items
    ]


def final_parts(track: Data, item: str, writer: Writer) -> dict[str, Markup]:
    """Return the texts of an item of Mức 4 that were written: situation, strengths, weaknesses, plan."""
    known = (track.get("level_4_texts") or {}).get(item) or {}
    return {name: writer.rich(known[name]) if name in known else Markup("") for name in FINAL_PARTS}


def final_count(dossier: Data, track: Data) -> str:
    """Return how many items of Mức 4 are reached ("05/06"); nothing where Mức 4 is not assessed."""
    found = final_items(dossier, track)
    reached = sum(1 for one in found if one["met"])
    return f"{two_digits(reached)}/{two_digits(len(found))}" if found else ""


def _judged(answer: object) -> str:
    return MISSING if answer is None else MET if answer else UNMET


def proposals(dossier: Data) -> str:
    """Return what the school asks to be recognised as, nothing below the first grade."""
    result = dossier.get("result") or {}
    parts = []
    if result.get("grade"):
        parts.append(f"đạt kiểm định chất lượng giáo dục cấp độ {result['grade']}")
    if result.get("degree"):
        parts.append(f"đạt chuẩn quốc gia mức độ {result['degree']}")
    return ", ".join(parts)


def rich_parts(sheet: Data, writer: Writer) -> dict[str, Markup]:
    """Return strengths, weaknesses and plan of a criterion."""
    known = sheet.get("parts") or {}
    return {name: writer.rich(known.get(name)) for name in PARTS}
