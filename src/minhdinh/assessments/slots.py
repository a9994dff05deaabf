"""The address of a passage inside a self-assessment, e.g. ``statement:thcs:1.3:1:1.3.1a`` (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from minhdinh.assessments.enums import PassageKind

REMARK_PARTS = ("strengths", "limits", "trend", "priorities")
REMARK_LABELS = {
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
    if words[0] == "remark" and len(words) == 3 and words[2] in REMARK_PARTS:
        return Slot(PassageKind.REMARK, standard=words[1], key=words[2])
    if words[0] == "report" and len(words) == 2 and words[1] in REPORT_LABELS:
        return Slot(PassageKind.REPORT, key=words[1])
    raise SlotError(text)


def statement_slot(track: str, criterion: str, level: int, requirement: str) -> str:
    """Return the address of a statement."""
    return f"statement:{track}:{criterion}:{level}:{requirement}"
