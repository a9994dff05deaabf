"""The address of a passage inside a self-assessment, e.g. ``statement:thcs:1.3:1:1.3.1a`` (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from minhdinh.assessments.enums import PassageKind

REMARK_PARTS = ("strengths", "limits", "trend", "priorities")
OPENING = "opening"
EARLIER_REMARK_PARTS = (OPENING, "strengths", "limits")
EARLIER_SETS = re.compile(r"^tt(?:17|18|19)-2018-|^tt42-2012-|^tt25-2014-")
SHEET_PARTS = ("strengths", "weaknesses", "plan")
SHEET_LABELS = {
    "strengths": "Điểm mạnh",
    "weaknesses": "Điểm yếu",
    "plan": "Kế hoạch cải tiến chất lượng",
}
FINAL_LABELS = {"situation": "Mô tả hiện trạng", **SHEET_LABELS}  # of each item of Mức 4 (Phụ lục 5b of 2018)
REMARK_LABELS = {
    OPENING: "Mở đầu",
    "strengths": "Điểm mạnh nổi bật",
    "limits": "Điểm hạn chế trọng tâm và nguyên nhân cốt lõi",
    "trend": "Xu hướng qua 03 năm học liên tiếp",
    "priorities": "Vấn đề ưu tiên cải tiến",
}
REPORT_LABELS = {
    "I.2.a": "Điều kiện kinh tế - xã hội của địa phương",
    "I.2.b": "Thuận lợi",
    "I.2.c": "Khó khăn",
    "I.2.d": "Đặc điểm người học",
    "I.4.a": "Lập kế hoạch tự đánh giá",
    "I.4.b": "Tổ chức thực hiện",
    "I.4.c": "Kiểm tra, phân tích",
    "I.4.d": "Tổng hợp và xác nhận kết quả",
    "III.1": "Đánh giá tổng quát mức độ đáp ứng các tiêu chuẩn",
    "III.4.a": "Kiến nghị với Sở GDĐT",
    "III.4.b": "Kiến nghị với UBND cấp xã",
    "III.4.c": "Kiến nghị với tổ chức, cá nhân khác (nếu có)",
}
OPTIONAL_REPORT_PARTS = frozenset({"III.4.c"})
ONLY_SINCE_2026 = frozenset({"III.4.a", "III.4.b", "III.4.c"})
LEVELS = frozenset("123")
WORD = re.compile(r"^[A-Za-z0-9._-]{1,40}$")


class SlotError(ValueError):
    """The text is not the address of a passage."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A parsed address; parts that do not apply are empty."""

    kind: PassageKind
    track: str = ""
    criterion: str = ""
    level: int | None = None
    requirement: str = ""
    standard: str = ""
    key: str = ""

    def __str__(self) -> str:
        if self.kind is PassageKind.STATEMENT:
            return f"statement:{self.track}:{self.criterion}:{self.level}:{self.requirement}"
        if self.kind is PassageKind.SHEET:
            return sheet_slot(self.track, self.criterion, self.key)
        if self.kind is PassageKind.FINAL:
            return final_slot(self.track, self.requirement, self.key)
        if self.kind is PassageKind.REMARK:
            return f"remark:{self.standard}:{self.key}"
        return f"report:{self.key}"


def parse_slot(text: str) -> Slot:
    """Read an address; raises SlotError."""
    words = text.split(":") if len(text) <= 120 else []
    if not words or not all(WORD.match(word) for word in words):
        raise SlotError(text)
    if words[0] == "statement" and len(words) == 5 and words[3] in LEVELS:
        return Slot(
            PassageKind.STATEMENT,
            track=words[1],
            criterion=words[2],
            level=int(words[3]),
            requirement=words[4],
        )
    if words[0] == "sheet" and len(words) == 4 and words[3] in SHEET_PARTS:
        return Slot(PassageKind.SHEET, track=words[1], criterion=words[2], key=words[3])
    if words[0] == "final" and len(words) == 4 and words[3] in FINAL_LABELS:
        return Slot(PassageKind.FINAL, track=words[1], requirement=words[2], key=words[3])
    if words[0] == "remark" and len(words) == 3 and words[2] in {OPENING, *REMARK_PARTS}:
        return Slot(PassageKind.REMARK, standard=words[1], key=words[2])
    if words[0] == "report" and len(words) == 2 and words[1] in REPORT_LABELS:
        return Slot(PassageKind.REPORT, key=words[1])
    raise SlotError(text)


def statement_slot(track: str, criterion: str, level: int, requirement: str) -> str:
    """Return the address of a statement."""
    return f"statement:{track}:{criterion}:{level}:{requirement}"


def sheet_slot(track: str, criterion: str, part: str) -> str:
    """Return the address of a part of a criterion's sheet, e.g. its strengths."""
    return f"sheet:{track}:{criterion}:{part}"


def final_slot(track: str, item: str, part: str) -> str:
    """Return the address of a part of the sheet of an item of Mức 4."""
    return f"final:{track}:{item}:{part}"


def is_earlier(set_id: str) -> bool:
    """Tell whether a set is of the rules before 2026: strengths, weaknesses and plan stand on every criterion's sheet."""
    return EARLIER_SETS.match(set_id) is not None


def sheet_parts(set_id: str) -> tuple[str, ...]:
    """Return the parts that a criterion's sheet of this set has beside its statements; none since TT57/2026."""
    return SHEET_PARTS if is_earlier(set_id) else ()


def remark_parts(set_id: str) -> tuple[str, ...]:
    """Return what is written about a whole standard: an opening and a conclusion before 2026, four remarks since."""
    return EARLIER_REMARK_PARTS if is_earlier(set_id) else REMARK_PARTS


def report_parts(set_id: str) -> tuple[str, ...]:
    """Return the keys of the common parts that the report of this set prints; proposals stand in it since 2026 only."""
    left_out = ONLY_SINCE_2026 if is_earlier(set_id) else frozenset()
    return tuple(key for key in REPORT_LABELS if key not in left_out)
