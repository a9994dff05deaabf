"""What changed between two versions of a text, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from markupsafe import Markup, escape

from minhdinh.lib.richtext.flow import Resolver
from minhdinh.lib.richtext.html import MISSING, unresolved
from minhdinh.lib.richtext.reading import walk

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")

Words = tuple[str, ...]


def diff_html(
    old: Mapping[str, Any] | None, new: Mapping[str, Any] | None, resolve: Resolver = unresolved
) -> Markup:
    """Return the new text as HTML paragraphs with `ins` and `del` around the words that changed."""
    before, after = _paragraphs(old, resolve), _paragraphs(new, resolve)
    html: list[Markup] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            html.extend(Markup("<p>{}</p>").format("".join(words)) for words in after[j1:j2])
        else:
            html.extend(_changed(before[i1:i2], after[j1:j2]))
    return Markup("").join(html)


def _changed(before: Sequence[Words], after: Sequence[Words]) -> Iterator[Markup]:
    """Pair replaced paragraphs in order; what is left over was removed or added whole."""
    paired = min(len(before), len(after))
    for one, other in zip(before[:paired], after[:paired], strict=True):
        yield Markup("<p>{}</p>").format(_words(one, other))
    for words in before[paired:]:
        yield Markup("<p><del>{}</del></p>").format("".join(words))
    for words in after[paired:]:
        yield Markup("<p><ins>{}</ins></p>").format("".join(words))


def _words(before: Words, after: Words) -> Markup:
    out: list[Markup] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(
        None, before, after, autojunk=len(before) > 2000
    ).get_opcodes():
        if tag == "equal":
            out.append(escape("".join(after[j1:j2])))
            continue
        if i1 < i2:
            out.append(Markup("<del>{}</del>").format("".join(before[i1:i2])))
        if j1 < j2:
            out.append(Markup("<ins>{}</ins>").format("".join(after[j1:j2])))
    return Markup("").join(out)


def _paragraphs(body: Mapping[str, Any] | None, resolve: Resolver) -> list[Words]:
    found = (tuple(_tokens(node, resolve)) for node in walk(body) if node.get("type") == "paragraph")
    return [words for words in found if words]


def _tokens(paragraph: Mapping[str, Any], resolve: Resolver) -> Iterator[str]:
    for node in paragraph.get("content") or ():
        if node["type"] == "text":
            yield from _TOKEN.findall(node["text"])
        elif node["type"] == "hard_break":
            yield "\n"
        else:
            citation = resolve(str(node["attrs"]["evidence"]))
            yield f"({citation.code if citation else MISSING})"
