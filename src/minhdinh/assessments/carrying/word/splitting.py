"""The lines of a report as pieces by criterion, level and letter, from the headings that the official forms use (pure).

No text is lost: every line that is more than a heading ends in one piece, also what belongs to no criterion.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from minhdinh.assessments.carrying.word.reading import Line

LONGEST_HEADING = 300
BULLET = r"^(?:[-–•+*]\s*)?"
NUMBER = r"(?:(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4})\s*[.)]?\s+)?"
CAPITAL = "A-ZÀÁẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬĐÈÉẺẼẸÊẾỀỂỄỆÌÍỈĨỊÒÓỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢÙÚỦŨỤƯỨỪỬỮỰỲÝỶỸỴ"
CRITERION = re.compile(
    rf"{BULLET}{NUMBER}(?i:tiêu\s+chí)\s+(\d{{1,2}}\.\d{{1,2}})(?!\d|\.\d)\s*"
    rf"(?:[:.–-].*|(?!Đạt|Không)[{CAPITAL}].*)?$"
)
LEVEL = re.compile(rf"{BULLET}{NUMBER}mức(?:\s+độ)?\s*([1-4])\s*(?:[:.]\s*(.*))?$", re.IGNORECASE)
LETTER = re.compile(r"^(?:[-–•+*]\s*)?([a-zđ])\s*(?:\)\s*|\.\s+)(\S.*)$")
SECTIONS = {
    "describe": r"mô\s+tả\s+hiện\s+trạng",
    "strengths": r"điểm\s+mạnh",
    "weaknesses": r"điểm\s+yếu",
    "plan": r"kế\s+hoạch\s+cải\s+tiến(?:\s+chất\s+lượng)?",
    "rating": r"tự\s+đánh\s+giá",
}
SECTION = re.compile(
    rf"{BULLET}{NUMBER}(?:{'|'.join(f'(?P<{name}>{words})' for name, words in SECTIONS.items())})"
    r"\s*(?::\s*(?P<rest>.*)|\.)?$",
    re.IGNORECASE,
)
OUTSIDE = re.compile(
    rf"{BULLET}{NUMBER}(?:tiêu\s+chuẩn\s+\d{{1,2}}\b|kết\s+luận\s+(?:về\s+)?tiêu\s+chuẩn|phần\s+(?:[ivx]+|\d)\b"
    r"|phụ\s+lục\b|kết\s+luận\s+chung|tự\s+đánh\s+giá\s+tiêu\s+chí\s+mức\s+4)",
    re.IGNORECASE,
)


class Part(StrEnum):
    """What a piece is; a quote is the regulation's own wording, which the older form prints above the description."""

    STATEMENT = "statement"
    STRENGTHS = "strengths"
    WEAKNESSES = "weaknesses"
    PLAN = "plan"
    RATING = "rating"
    QUOTE = "quote"
    OUTSIDE = "outside"


@dataclass(slots=True)
class WordPiece:
    """Some lines that belong together; ``level`` is 0 and ``letter`` empty where the report names none."""

    part: Part
    criterion: str = ""
    level: int = 0
    letter: str = ""
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words, a line each; rows of a table with bars between their cells."""
        return "\n".join(
            line.text or "\n".join(" | ".join(cells) for cells in line.rows) for line in self.lines
        )


def split(lines: Iterable[Line]) -> list[WordPiece]:
    """Return the pieces of a report in its order; headings are places and no text."""
    reader = _Reader()
    for line in lines:
        reader.take(line)
    return [piece for piece in reader.pieces if piece.lines]


class _Reader:
    """Where reading stands: one piece is open, a heading opens the next."""

    def __init__(self) -> None:
        self.piece = WordPiece(Part.OUTSIDE)
        self.pieces = [self.piece]

    def take(self, line: Line) -> None:
        """Read one line: a heading moves, anything else joins the open piece."""
        if line.rows or len(line.text) > LONGEST_HEADING:
            self._add(line)
        elif found := CRITERION.match(line.text):
            self._open(Part.STATEMENT, found[1])
        elif not self.piece.criterion:
            self._add(line)
        elif OUTSIDE.match(line.text):
            self._open(Part.OUTSIDE, "")
            self._add(line)
        elif found := SECTION.match(line.text):
            self._section(found)
        elif self.piece.part is Part.STATEMENT and (found := LEVEL.match(line.text)):
            self._open(Part.STATEMENT, self.piece.criterion, int(found[1]))
            self._rest(found[2] or "")
        else:
            self._add(line)

    def _open(self, part: Part, criterion: str, level: int = 0, letter: str = "") -> None:
        self.piece = WordPiece(part, criterion, level, letter)
        self.pieces.append(self.piece)

    def _section(self, found: re.Match[str]) -> None:
        name = next(name for name in SECTIONS if found[name])
        criterion = self.piece.criterion
        if name == "describe":
            self._quote(criterion)
        self._open(Part.STATEMENT if name == "describe" else Part(name), criterion)
        self._rest(found["rest"] or "")

    def _quote(self, criterion: str) -> None:
        """Note that what stood between a criterion's heading and its description is the regulation's wording."""
        for piece in reversed(self.pieces):
            if piece.criterion != criterion or piece.part is not Part.STATEMENT:
                break
            piece.part = Part.QUOTE

    def _rest(self, text: str) -> None:
        if text:
            self._add(Line(text))

    def _add(self, line: Line) -> None:
        """Join a line to the open piece; in a description a letter before it opens the next one."""
        if self.piece.part is Part.STATEMENT and not line.rows:
            found = LETTER.match(line.text)
            letter = line.letter or (found[1] if found else "")
            if letter:
                self._open(Part.STATEMENT, self.piece.criterion, self.piece.level, letter)
            if found and not line.letter:
                line = Line(found[2])
        self.piece.lines.append(line)
