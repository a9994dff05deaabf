"""Codes as people type them in lists: both conventions, the older ones, with or without box, brackets and zeros (pure).

What a convention itself recognises in running text is stricter (``standards.catalogue.codes``): there a false hit would
change a sentence. Here a cell is known to hold codes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

MOST_NUMBER = 9000
MC, H_2018, H_2012 = "mc-2026", "h-2018", "h-2012"
# As the packaged sets have it (a test compares); reading all of them takes longer than most lists.
FORMATS = {
    MC: "MC.{standard}.{criterion}.{number:02}",
    H_2018: "H{box}-{standard}.{criterion}-{number:02}",
    H_2012: "H{box}-{standard}-{criterion:02}-{number:02}",
}
DASH = r"\s?[-–—‑−_]\s?"
DOT = r"\s?\.\s?"
ANY = rf"(?:{DASH}|{DOT})"
TWO = r"[0-9]{1,2}"
# The order decides where one text could be read in several ways.
WAYS: tuple[tuple[str, str], ...] = (
    (MC, rf"MC{ANY}?\s?(?P<standard>{TWO}){ANY}(?P<criterion>{TWO}){ANY}(?P<number>[0-9]{{1,4}})"),
    (H_2012, rf"H\s?(?P<box>{TWO})(?P<sep>{DASH}|{DOT})(?P<standard>{TWO})(?P=sep)(?P<criterion>{TWO})(?P=sep)(?P<number>[0-9]{{1,4}})"),
    (H_2018, rf"H\s?(?P<box>{TWO}){ANY}(?P<standard>{TWO}){DOT}(?P<criterion>{TWO}){ANY}(?P<number>[0-9]{{1,4}})"),
)  # fmt: skip
BARE: tuple[tuple[str, str], ...] = (
    (H_2018, rf"(?P<standard>{TWO}){DOT}(?P<criterion>{TWO}){DASH}(?P<number>[0-9]{{1,3}})"),
    (MC, rf"(?P<standard>{TWO}){DOT}(?P<criterion>{TWO}){DOT}(?P<number>[0-9]{{2,3}})"),
)
LOOSE = r"(?<![^\W_])(?:{})(?![^\W_]|[.\-][0-9])"
IN_TEXT = tuple((name, re.compile(LOOSE.format(way), re.IGNORECASE)) for name, way in WAYS)
ALONE = r"(?<![^\W_]|[.\-])(?:{})(?![^\W_]|[.\-][0-9])"
IN_CELL = (*IN_TEXT, *((name, re.compile(ALONE.format(way), re.IGNORECASE)) for name, way in BARE))
MOST_LETTERS = 2000
RANGE = re.compile(r"[\s\])]*(?:[-–—‑−~→]+>?|đến|tới)[\s\[(]*", re.IGNORECASE)
NOT_CODES = re.compile(r"[\s\[\](){}<>,;:.|/\\+&*\"'“”_–—-]+|\b(?:và|va|mã|mc|số)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a list: its convention and how that convention writes it."""

    convention: str
    text: str
    criterion: str
    number: int

    @property
    def key(self) -> tuple[str, str]:
        """What is given once a school."""
        return self.convention, self.text


def codes_of_cell(text: str) -> tuple[Code, ...]:
    """Return the codes of a cell that holds codes, in order, each once; those without H or MC count too."""
    return _codes(text, IN_CELL)


def codes_in_words(text: str) -> tuple[Code, ...]:
    """Return the codes among other words: only those that say what they are (H…, MC…)."""
    return _codes(text, IN_TEXT)


def range_of_cell(text: str) -> str:
    """Return the first range in a cell ("MC.1.1.01-MC.1.1.05"): two codes of a criterion with a dash between; else ""."""
    hits = sorted(_hits(text, IN_CELL), key=lambda one: one[0])
    if hits and RANGE.fullmatch(text[: hits[0][0]]):  # each code of a list begins with a dash
        return ""
    for (start, end, first), (other, until, last) in pairwise(hits):
        same = (first.convention, first.criterion) == (last.convention, last.criterion)
        if same and first.number < last.number and RANGE.fullmatch(text[end:other]):
            return text[start:until]
    return ""


def is_only_codes(text: str) -> bool:
    """Tell whether a cell holds nothing but one or more codes."""
    rest, found = _without(text, IN_CELL)
    return found and not NOT_CODES.sub("", rest)


def without_codes(text: str) -> str:
    """Return a text without the codes in it and the brackets they stood in."""
    rest, _found = _without(text, IN_TEXT)
    return re.sub(r"\(\s*\)|\[\s*\]", " ", rest)


def leading_code(text: str) -> tuple[Code | None, str]:
    """Return the code that a text begins with and the words after it ("[H1-1.1-01] Kế hoạch…"); no code, the text."""
    bare = text.lstrip(" [(")
    for name, pattern in IN_TEXT:
        hit = pattern.match(bare)
        if hit:
            return _code_of(name, hit), bare[hit.end() :].strip(" .:;,-–—[]()")
    return None, text


def _codes(text: str, ways: tuple[tuple[str, re.Pattern[str]], ...]) -> tuple[Code, ...]:
    ordered = (code for _start, _end, code in sorted(_hits(text, ways), key=lambda one: one[0]))
    return tuple({code.key: code for code in ordered}.values())


def _hits(text: str, ways: tuple[tuple[str, re.Pattern[str]], ...]) -> list[tuple[int, int, Code]]:
    hits: list[tuple[int, int, Code]] = []
    for name, pattern in ways:
        for hit in pattern.finditer(text[:MOST_LETTERS]):
            if not any(hit.start() < end and start < hit.end() for start, end, _code in hits):
                hits.append((hit.start(), hit.end(), _code_of(name, hit)))
    return hits


def _without(text: str, ways: tuple[tuple[str, re.Pattern[str]], ...]) -> tuple[str, bool]:
    found = False
    for _name, pattern in ways:
        text, count = pattern.subn(" ", text)
        found = found or bool(count)
    return text, found


def _code_of(name: str, hit: re.Match[str]) -> Code:
    parts = hit.groupdict()
    box = parts.get("box")
    standard, criterion, number = (int(parts[part]) for part in ("standard", "criterion", "number"))
    box_or_standard = standard if box is None else int(box)
    text = FORMATS[name].format(standard=standard, criterion=criterion, number=number, box=box_or_standard)
    return Code(name, text, f"{standard}.{criterion}", number)
