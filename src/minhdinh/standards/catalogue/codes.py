"""Evidence codes: how a set writes them, and how typed or pasted ones are recognised.

TT57 writes ``(MC.1.1.01, MC.1.1.02)``, the 2018 sets ``[H1-1.1-01]; [H1-1.1-02]``, the older ones ``[H1-1-01-01]``.
Recognition is lenient about case, missing leading zeros, brackets, separators and the dashes that Word makes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from minhdinh.standards.enums import Confidence, Grouping

PLACEHOLDER = re.compile(r"\{(standard|criterion|number|box)(:02)?\}")
OPENERS, CLOSERS, BETWEEN = "([", ")]", " \t\u00a0,;"


@dataclass(frozen=True, slots=True, order=True)
class EvidenceCode:
    """The parts of one code; ``box`` only where the convention has boxes."""

    standard: int
    criterion: int
    number: int
    box: int | None = None

    @property
    def criterion_code(self) -> str:
        """The code of the root criterion, as the catalogue writes it ("1.3")."""
        return f"{self.standard}.{self.criterion}"


@dataclass(frozen=True, slots=True)
class FoundCode:
    """A code found in running text at ``start:end`` (brackets not included)."""

    start: int
    end: int
    code: EvidenceCode
    convention: str


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """Neighbouring codes with the brackets and separators around them: what one citation replaces."""

    start: int
    end: int
    codes: tuple[FoundCode, ...]


@dataclass(frozen=True)
class CodeConvention:
    """How one family of circulars writes evidence codes."""

    id: str
    pattern: str
    regex: str
    open: str
    close: str
    separator: str
    grouping: Grouping
    legal_reference: str
    confidence: Confidence

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> CodeConvention:
        """Build one from its entry in a set's content."""
        parsed = {"grouping": Grouping(content["grouping"]), "confidence": Confidence(content["confidence"])}
        return cls(**{**content, **parsed})

    @cached_property
    def _inline(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w.-])(?:{self.regex})(?!\w|[.-]\d)", re.IGNORECASE)

    def format(self, code: EvidenceCode) -> str:
        """Write a code without brackets; a missing box is the number of the standard, as schools file it."""
        parts = {
            "standard": code.standard,
            "criterion": code.criterion,
            "number": code.number,
            "box": code.standard if code.box is None else code.box,
        }
        return PLACEHOLDER.sub(lambda hit: f"{parts[hit[1]]:{'02' if hit[2] else ''}}", self.pattern)

    def parse(self, text: str) -> EvidenceCode | None:
        """Recognise one code, with or without brackets; None where the text is anything else."""
        bare = text.strip(f"{OPENERS}{CLOSERS}{BETWEEN}")
        match = re.fullmatch(self.regex, bare, re.IGNORECASE)
        return _code(match) if match else None

    def cite(self, codes: Iterable[str]) -> str:
        """Write formatted codes as a sentence carries them; an empty string for none."""
        items = list(codes)
        if not items:
            return ""
        if self.grouping is Grouping.EACH:
            return self.separator.join(f"{self.open}{item}{self.close}" for item in items)
        return f"{self.open}{self.separator.join(items)}{self.close}"

    def find(self, text: str) -> list[FoundCode]:
        """Return the codes of this convention in running text, in order."""
        return [FoundCode(hit.start(), hit.end(), _code(hit), self.id) for hit in self._inline.finditer(text)]


def find_codes(text: str, conventions: Sequence[CodeConvention]) -> list[FoundCode]:
    """Return the codes of any of ``conventions``; where two overlap, the earlier convention wins."""
    found: list[FoundCode] = []
    for convention in conventions:
        taken = list(found)
        found += [hit for hit in convention.find(text) if not any(_overlap(hit, other) for other in taken)]
    return sorted(found, key=lambda hit: hit.start)


def find_groups(text: str, conventions: Sequence[CodeConvention]) -> list[FoundGroup]:
    """Return codes that stand together ("(MC.1.1.01, MC.1.1.02)", "[H1-1.1-01][H1-1.1-02]") as one group each."""
    clusters: list[list[FoundCode]] = []
    for hit in find_codes(text, conventions):
        if clusters and _only_joins(text[clusters[-1][-1].end : hit.start]):
            clusters[-1].append(hit)
        else:
            clusters.append([hit])
    return [_with_brackets(text, tuple(cluster)) for cluster in clusters]


def _code(match: re.Match[str]) -> EvidenceCode:
    parts = match.groupdict()
    box = parts.get("box")
    return EvidenceCode(
        int(parts["standard"]), int(parts["criterion"]), int(parts["number"]), int(box) if box else None
    )


def _overlap(one: FoundCode, other: FoundCode) -> bool:
    return one.start < other.end and other.start < one.end


def _only_joins(between: str) -> bool:
    return all(char in OPENERS + CLOSERS + BETWEEN for char in between)


def _with_brackets(text: str, codes: tuple[FoundCode, ...]) -> FoundGroup:
    start, end = codes[0].start, codes[-1].end
    if start > 0 and end < len(text) and text[start - 1] in OPENERS and text[end] in CLOSERS:
        start, end = start - 1, end + 1
    return FoundGroup(start, end, codes)
