"""Codes typed in a text as citations of the school's items; a code nobody knows stays as it was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from minhdinh.assessments.carrying.pieces import Body
from minhdinh.assessments.carrying.word.reading import Line
from minhdinh.evidence.models import EvidenceCode
from minhdinh.lib.richtext import citation
from minhdinh.standards.catalogue import (
    CodeConvention,
    FoundCode,
    find_codes,
    find_groups,
    packaged_ids,
    packaged_set,
)

MOST_COLUMNS = 20
MOST_ROWS = 200


@dataclass(frozen=True)
class CodeBook:
    """The items of a school by every code they have or had."""

    items: Mapping[tuple[str, str], str]

    def item_of(self, text: str, found: FoundCode) -> str | None:
        """Return the id of the item that a code in ``text`` names, whatever way it was typed."""
        convention = next(one for one in conventions() if one.id == found.convention)
        typed = text[found.start : found.end].upper()
        return self.items.get((found.convention, convention.format(found.code))) or self.items.get(
            (found.convention, typed)
        )


@lru_cache(maxsize=1)
def conventions() -> Sequence[CodeConvention]:
    """Return every way of writing codes that the packaged sets know, one each, the newest set's first."""
    sets = sorted(map(packaged_set, packaged_ids()), key=lambda one: one.effective_from, reverse=True)
    return list({one.code_convention.id: one.code_convention for one in sets}.values())


def code_book(school_id: int, texts: Iterable[str]) -> CodeBook:
    """Return the school's items that the codes of ``texts`` may name; one query."""
    wanted: set[str] = set()
    by_id = {one.id: one for one in conventions()}
    for text in texts:
        for found in find_codes(text, conventions()):
            wanted |= {by_id[found.convention].format(found.code), text[found.start : found.end].upper()}
    rows = EvidenceCode.objects.filter(
        school_id=school_id, text__in=wanted, item__removed_at__isnull=True
    ).exclude(item__code="")
    return CodeBook({(row.convention, row.text): str(row.item_id) for row in rows})


def unknown_codes(texts: Iterable[str], book: CodeBook) -> list[str]:
    """Return the codes that no item of the school has, as typed, each once."""
    found = [
        text[one.start : one.end]
        for text in texts
        for one in find_codes(text, conventions())
        if book.item_of(text, one) is None
    ]
    return list(dict.fromkeys(found))


def body_of(lines: Iterable[Line], book: CodeBook) -> Body:
    """Return lines as rich text with their known codes as citations; tables stay tables."""
    blocks: list[Body] = []
    for line in lines:
        blocks += _table(line, book) if line.rows else [_paragraph(line.text, book)]
    return {"type": "doc", "content": blocks or [{"type": "paragraph"}]}


def _table(line: Line, book: CodeBook) -> list[Body]:
    """Return a table; one that is too wide or too long for a text becomes a paragraph a row."""
    if len(line.rows) > MOST_ROWS or any(len(cells) > MOST_COLUMNS for cells in line.rows):
        return [_paragraph(" | ".join(cells), book) for cells in line.rows]
    rows = [
        {
            "type": "table_row",
            "content": [{"type": "table_cell", "content": [_paragraph(text, book)]} for text in cells],
        }
        for cells in line.rows
    ]
    return [{"type": "table", "content": rows}]


def _paragraph(text: str, book: CodeBook) -> Body:
    content: list[dict[str, Any]] = []
    at = 0
    for group in find_groups(text, conventions()):
        known = [item for code in group.codes if (item := book.item_of(text, code))]
        if not known:
            continue
        content.append({"type": "text", "text": text[at : group.start]})
        content += [citation(one) for one in known]
        unknown = [text[one.start : one.end] for one in group.codes if book.item_of(text, one) is None]
        if unknown:
            content.append({"type": "text", "text": f" [{'; '.join(unknown)}]"})
        at = group.end
    content.append({"type": "text", "text": text[at:]})
    written = [node for node in content if node.get("text") != ""]
    return {"type": "paragraph", "content": written} if written else {"type": "paragraph"}
