"""How one paragraph reads on paper: runs of text, line breaks and groups of citations.

from __future__ import annotations

Phụ lục IV mục II.2 of TT57/2026 prints codes in round brackets inside the sentence, before the full stop, separated
by commas; the 2018 and older sets print each code in square brackets, separated by semicolons.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_BETWEEN = re.compile(r"[\s,;]*")
_MOVABLE_STOP = re.compile(r"(?<![.…])(?<!v\.v)([.;])\s*\Z")


@dataclass(frozen=True, slots=True)
class Citation:
    """What a resolver knows of one evidence item: its printed code, its name and where it opens."""

    code: str
    name: str = ""
    url: str = ""


Resolver = Callable[[str], Citation | None]


@dataclass(frozen=True, slots=True)
class CitationStyle:
    """A set's way to print a group of citations; `each` brackets every code by itself."""

    opening: str = "("
    closing: str = ")"
    separator: str = ", "
    each: bool = False
    before_stop: bool = True

    @classmethod
    def from_convention(cls, convention: Mapping[str, Any] | None) -> "CitationStyle":
        """Read the style from a set's `code_convention`; missing keys keep TT57's values."""
        known = convention or {}
        default = cls()
        return cls(
            opening=str(known.get("open", default.opening)),
            closing=str(known.get("close", default.closing)),
            separator=str(known.get("separator", default.separator)),
            each=bool(known.get("each", default.each)),
            before_stop=bool(known.get("before_stop", default.before_stop)),
        )

    def around(self, count: int) -> list[tuple[str, str]]:
        """Return for each of `count` codes the text printed before and after it."""
        pairs = []
        for index in range(count):
            first, last = index == 0, index == count - 1
            before = self.opening if first or self.each else ""
            after = self.closing if last or self.each else ""
            pairs.append((before, after if last else after + self.separator))
        return pairs


@dataclass(frozen=True, slots=True)
class Text:
    """Characters with their marks."""

    text: str
    strong: bool = False
    em: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """A line break inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Group:
    """Citations that stand together and share one pair of brackets."""

    evidence: tuple[str, ...]
    strong: bool = False
    em: bool = False


Piece = Text | Break | Group


def pieces(paragraph: Mapping[str, Any], style: CitationStyle) -> list[Piece]:
    """Return the paragraph's inline content ready to print, spaces and full stops set around citations."""
    merged = _absorb_spaces(_merge_groups(paragraph.get("content") or ()))
    _drop_typed_brackets(merged, style)
    if style.before_stop:
        merged = _move_stops(merged)
    return [piece for piece in _set_spaces(merged) if not isinstance(piece, Text) or piece.text]


def citation_groups(body: Mapping[str, Any] | None) -> list[list[str]]:
    """Return the cited evidence ids, those that print in one bracket together."""
    groups: list[list[str]] = []
    stack = [body or {}]
    while stack:
        node = stack.pop()
        if node.get("type") == "paragraph":
            merged = _merge_groups(node.get("content") or ())
            groups.extend(list(piece.evidence) for piece in merged if isinstance(piece, Group))
        else:
            stack.extend(reversed(node.get("content") or ()))
    return groups


def _piece(node: Mapping[str, Any]) -> Piece:
    marks = {mark["type"] for mark in node.get("marks") or ()}
    strong, em = "strong" in marks, "em" in marks
    if node["type"] == "citation":
        return Group((str(node["attrs"]["evidence"]),), strong, em)
    if node["type"] == "hard_break":
        return Break()
    return Text(str(node.get("text", "")), strong, em)


def _merge_groups(nodes: Iterable[Mapping[str, Any]]) -> list[Piece]:
    out: list[Piece] = []
    for node in nodes:
        piece = _piece(node)
        if isinstance(piece, Group):
            at = _mergeable(out)
            if at is not None:
                known = out[at]
                assert isinstance(known, Group)  # noqa: S101 - what _mergeable looks for
                added = tuple(one for one in piece.evidence if one not in known.evidence)
                out[at:] = [Group(known.evidence + added, known.strong, known.em)]
                continue
        out.append(piece)
    return out


def _mergeable(out: list[Piece]) -> int | None:
    """Return the place of a group that only white space or separators part from the end of `out`."""
    for index in range(len(out) - 1, -1, -1):
        piece = out[index]
        if isinstance(piece, Group):
            return index
        if isinstance(piece, Break) or not _BETWEEN.fullmatch(piece.text):
            return None
    return None


def _absorb_spaces(merged: list[Piece]) -> list[Piece]:
    """Give white space that stands alone before a group to the text before it, whatever its marks."""
    out: list[Piece] = []
    for piece in merged:
        if isinstance(piece, Group) and len(out) > 1:
            last, before = out[-1], out[-2]
            if isinstance(last, Text) and isinstance(before, Text) and not last.text.strip():
                out[-2:] = [Text(before.text + last.text, before.strong, before.em)]
        out.append(piece)
    return out


def _drop_typed_brackets(merged: list[Piece], style: CitationStyle) -> None:
    """Remove brackets a person typed around a group by hand: the style prints its own."""
    for index in range(1, len(merged) - 1):
        before, group, after = merged[index - 1 : index + 2]
        if not (isinstance(before, Text) and isinstance(group, Group) and isinstance(after, Text)):
            continue
        left, right = before.text.rstrip(), after.text.lstrip()
        if left.endswith(style.opening) and right.startswith(style.closing):
            merged[index - 1] = Text(left.removesuffix(style.opening), before.strong, before.em)
            merged[index + 1] = Text(right.removeprefix(style.closing), after.strong, after.em)


def _move_stops(merged: list[Piece]) -> list[Piece]:
    out: list[Piece] = []
    pending: Text | None = None
    for piece in merged:
        if pending is not None:
            following = piece.text if isinstance(piece, Text) else ""
            if not following.lstrip().startswith((".", ";")):
                gap = " " if following[:1].isalnum() else ""
                out.append(Text(pending.text + gap, pending.strong, pending.em))
            pending = None
        if isinstance(piece, Group) and out and isinstance(out[-1], Text):
            before = out[-1]
            stop = _MOVABLE_STOP.search(before.text)
            if stop:
                out[-1] = Text(before.text[: stop.start()], before.strong, before.em)
                pending = Text(stop.group(1), before.strong, before.em)
        out.append(piece)
    if pending is not None:
        out.append(pending)
    return out


def _set_spaces(merged: list[Piece]) -> list[Piece]:
    """Put exactly one space before a group and, when a word follows, one after it."""
    out: list[Piece] = []
    for piece in merged:
        previous = out[-1] if out else None
        if isinstance(piece, Group) and isinstance(previous, Text):
            out[-1] = Text(previous.text.rstrip() + _gap(previous.text), previous.strong, previous.em)
        if isinstance(piece, Text) and isinstance(previous, Group):
            out.append(_after_group(piece))
            continue
        out.append(piece)
    return out


def _gap(text: str) -> str:
    stripped = text.rstrip()
    return "" if not stripped or stripped.endswith(("(", "[", "“", '"')) else " "


def _after_group(piece: Text) -> Text:
    text = piece.text
    if text[:1].isalnum():
        text = " " + text
    elif text.lstrip().startswith((".", ",", ";", ":", ")")):
        text = text.lstrip()
    return Text(text, piece.strong, piece.em)
