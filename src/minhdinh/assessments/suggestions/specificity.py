"""How much of a report is about this very school: a mirror for the school, never a rank (pure).

30 % sentences with own data, 30 % requirements spoken to, 20 % groups of propositions present, 20 % cited evidence that
still holds. The weights are a method of the profession, not of the circular; hence they stand here by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

WEIGHT_DATA, WEIGHT_DECLARED, WEIGHT_GROUPS, WEIGHT_EVIDENCE = 30, 30, 20, 20
ALL_GROUPS = 5
THIN, REAL = 40, 70
SENTENCES = re.compile(r"(?<=[.!?;…])\s+|\n+")
FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Counts:
    """What the index of a criterion, or of a whole report, is made of."""

    sentences: int = 0
    with_data: int = 0
    requirements: int = 0
    declared: int = 0
    groups: frozenset[str] = frozenset()
    cited: int = 0
    valid: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.sentences + other.sentences,
            self.with_data + other.with_data,
            self.requirements + other.requirements,
            self.declared + other.declared,
            self.groups | other.groups,
            self.cited + other.cited,
            self.valid + other.valid,
        )

    @property
    def index(self) -> int:
        """The index in whole percent, halves rounded up; 0 where nothing is written."""
        shares = (
            (WEIGHT_DATA, self.with_data, self.sentences),
            (WEIGHT_DECLARED, self.declared, self.requirements),
            (WEIGHT_GROUPS, len(self.groups), ALL_GROUPS),
            (WEIGHT_EVIDENCE, self.valid, self.cited),
        )
        return int(sum(weight * part / whole for weight, part, whole in shares if whole) + 0.5)

    @property
    def reading(self) -> str:
        """What the index says, in a plain sentence."""
        if not self.sentences:
            return "Chưa có mô tả."
        if self.declared * 2 < self.requirements:
            return "Mới mô tả được dưới một nửa số yêu cầu nên chỉ số chưa nói được gì nhiều."
        if self.index < THIN:
            return "Mới chủ yếu là liệt kê; cần số liệu, ngày tháng của chính trường."
        if self.index <= REAL:
            return "Đã có nội dung; còn mỏng ở phần rà soát và kết quả cải tiến."
        return "Có số liệu thật của trường ở hầu hết các ý."


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a plain text."""
    return [part for raw in SENTENCES.split(text) if (part := raw.strip())]


def count_sentences(texts: Iterable[str]) -> tuple[int, int]:
    """Return how many sentences some texts have, and how many of them carry a figure or a date."""
    found = [sentence for text in texts for sentence in sentences_of(text)]
    return len(found), sum(bool(FIGURE.search(sentence)) for sentence in found)
