"""Paragraphs that suggesting puts into a text: made, found again, taken out, never touching anything else (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from minhdinh.lib.richtext import citation, empty, is_empty, plain_text, validate, walk

Block = dict[str, Any]
Body = Mapping[str, Any]


def paragraph_of(sentence: str, evidence: Iterable[int] = ()) -> Block:
    """Return a sentence as a paragraph whose citations stand before its full stop."""
    stop = "." if sentence.endswith(".") else ""
    words = {"type": "text", "text": sentence.removesuffix(".")}
    end = [{"type": "text", "text": stop}] if stop else []
    body = {"type": "doc", "content": [{"type": "paragraph", "content": [words, *_cited(evidence), *end]}]}
    block: Block = validate(body)["content"][0]
    return block


def with_blocks(body: Body, blocks: Sequence[Block]) -> Body:
    """Return the text with the paragraphs behind what stands."""
    standing = [] if is_empty(body) else list(body.get("content") or ())
    return {"type": "doc", "content": [*standing, *blocks]} if standing or blocks else empty()


def has_block(body: Body, block: Block) -> bool:
    """Tell whether the paragraph stands in the text exactly as it was put in, citations included."""
    return block in (body.get("content") or ())


def without_block(body: Body, block: Block) -> Body:
    """Return the text without the last paragraph that is exactly this one; the text itself where none is."""
    standing = list(body.get("content") or ())
    if block not in standing:
        return body
    at = len(standing) - 1 - standing[::-1].index(block)
    left = [*standing[:at], *standing[at + 1 :]]
    return {"type": "doc", "content": left} if left else empty()


def replaced(body: Body, old: Block, new: Block) -> Body:
    """Return the text with the new paragraph where the old one stood, behind everything where it stands no more."""
    standing = list(body.get("content") or ())
    if old not in standing:
        return with_blocks(body, [new])
    at = len(standing) - 1 - standing[::-1].index(old)
    return {"type": "doc", "content": [*standing[:at], new, *standing[at + 1 :]]}


def words_of(block: Block) -> str:
    """Return a paragraph's words without its citations."""
    return plain_text({"type": "doc", "content": [block]})


def unedited(body: Body, blocks: Iterable[Block]) -> list[str]:
    """Return the words of those paragraphs that still read in the text as they were put in."""
    standing = {words_of(dict(node)) for node in walk(body) if node.get("type") == "paragraph"}
    return [words for block in blocks if (words := words_of(block)) and words in standing]


def _cited(evidence: Iterable[int]) -> list[Block]:
    return [citation(str(one)) for one in dict.fromkeys(evidence)]
