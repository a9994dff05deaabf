"""Questions about a body: its plain text, its citations, its length."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any


def walk(body: Mapping[str, Any] | None) -> Iterator[Mapping[str, Any]]:
    """Yield every node of `body` in document order, the body itself first."""
    if not body:
        return
    stack = [body]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.get("content") or ()))


def citations(body: Mapping[str, Any] | None) -> list[str]:
    """Return the evidence ids cited, in order, a repeated citation each time."""
    return [str(node["attrs"]["evidence"]) for node in walk(body) if node.get("type") == "citation"]


def plain_text(body: Mapping[str, Any] | None, code_of: Callable[[str], str] | None = None) -> str:
    """Return the text, one line a paragraph; citations appear only when `code_of` names them."""
    lines: list[str] = []
    _collect_lines(body or {}, lines, code_of)
    return "\n".join(line for line in lines if line)


def _collect_lines(node: Mapping[str, Any], lines: list[str], code_of: Callable[[str], str] | None) -> None:
    if node.get("type") == "paragraph":
        text = "".join(_inline_text(child, code_of) for child in node.get("content") or ())
        lines.extend(" ".join(line.split()) for line in text.split("\n"))
        return
    for child in node.get("content") or ():
        _collect_lines(child, lines, code_of)


def _inline_text(node: Mapping[str, Any], code_of: Callable[[str], str] | None) -> str:
    kind = node.get("type")
    if kind == "text":
        return str(node.get("text", ""))
    if kind == "hard_break":
        return "\n"
    if kind == "citation" and code_of is not None:
        return f" {code_of(str(node['attrs']['evidence']))} "
    return ""


def is_empty(body: Mapping[str, Any] | None) -> bool:
    """Tell whether nothing readable was written: no character but white space and no citation."""
    return not any(
        node.get("type") == "citation" or (node.get("type") == "text" and str(node.get("text", "")).strip())
        for node in walk(body)
    )


def word_count(body: Mapping[str, Any] | None) -> int:
    """Count the words (Vietnamese syllables) of the text, citations not counted."""
    return len(plain_text(body).split())
