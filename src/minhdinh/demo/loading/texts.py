"""Sample sentences into rich text: ``{{e:key}}`` marks become citations of the items just made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from minhdinh.demo.content import Part, split_citations
from minhdinh.lib.richtext import Body, citation


def body(paragraphs: Iterable[str], items: Mapping[str, int]) -> Body:
    """Return paragraphs as a document; ``items`` gives the id of an evidence item by its key in the samples."""
    return {"type": "doc", "content": [_paragraph(text, items) for text in paragraphs]}


def first_sentence(text: str) -> str:
    """Return how a statement may have begun: its first clause without citations."""
    plain = "".join(part.text for part in split_citations(text))
    return plain.split(";")[0].rstrip(" .") + "."


def _paragraph(text: str, items: Mapping[str, int]) -> dict[str, Any]:
    nodes = [_node(part, items) for part in split_citations(text)]
    return {"type": "paragraph", "content": nodes}


def _node(part: Part, items: Mapping[str, int]) -> dict[str, Any]:
    if part.evidence:
        return citation(str(items[part.evidence]))
    return {"type": "text", "text": part.text}
