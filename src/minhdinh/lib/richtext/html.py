"""Rich text as safe HTML for reading on a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from minhdinh.lib.richtext.flow import Break, Citation, CitationStyle, Group, Piece, Resolver, pieces

_BLOCK_TAGS = {"bullet_list": "ul", "ordered_list": "ol", "list_item": "li", "table_row": "tr"}
_CELL_TAGS = {"table_cell": "td", "table_header": "th"}
_SAFE_PREFIXES = ("https://", "http://", "/")
MISSING = "minh chứng không còn"


def unresolved(_evidence: str) -> Citation | None:
    """Resolve nothing: every citation shows as missing."""
    return None


def to_html(
    body: Mapping[str, Any] | None, resolve: Resolver = unresolved, style: CitationStyle | None = None
) -> Markup:
    """Return `body` as escaped HTML; citations become `a.citation[data-evidence]` inside `span.citations`."""
    style = style or CitationStyle()
    return Markup("").join(_block(node, resolve, style) for node in (body or {}).get("content") or ())


def citation_html(evidence: str, citation: Citation | None) -> Markup:
    """Return one citation as a chip that links to its evidence when an address is known."""
    if citation is None:
        return Markup('<a class="citation citation-missing" data-evidence="{}">{}</a>').format(
            evidence, MISSING
        )
    href = Markup(' href="{}"').format(citation.url) if citation.url.startswith(_SAFE_PREFIXES) else ""
    title = Markup(' title="{}"').format(citation.name) if citation.name else ""
    return Markup('<a class="citation" data-evidence="{}"{}{}>{}</a>').format(
        evidence, href, title, citation.code
    )


def _block(node: Mapping[str, Any], resolve: Resolver, style: CitationStyle) -> Markup:
    kind = node.get("type")
    if kind == "paragraph":
        inline = Markup("").join(_piece(piece, resolve, style) for piece in pieces(node, style))
        return Markup("<p>{}</p>").format(inline)
    inner = Markup("").join(_block(child, resolve, style) for child in node.get("content") or ())
    if kind == "table":
        return Markup("<table><tbody>{}</tbody></table>").format(inner)
    if kind in _CELL_TAGS:
        return Markup("<{0}{1}>{2}</{0}>").format(_CELL_TAGS[kind], _spans(node), inner)
    if kind in _BLOCK_TAGS:
        return Markup("<{0}>{1}</{0}>").format(_BLOCK_TAGS[kind], inner)
    return inner


def _spans(cell: Mapping[str, Any]) -> Markup:
    attrs = cell.get("attrs") or {}
    spans = [(name, int(attrs.get(name, 1))) for name in ("colspan", "rowspan")]
    return Markup("").join(Markup(' {}="{}"').format(name, span) for name, span in spans if span > 1)


def _piece(piece: Piece, resolve: Resolver, style: CitationStyle) -> Markup:
    if isinstance(piece, Break):
        return Markup("<br>")
    html = _group(piece, resolve, style) if isinstance(piece, Group) else escape(piece.text)
    if piece.em:
        html = Markup("<em>{}</em>").format(html)
    if piece.strong:
        html = Markup("<strong>{}</strong>").format(html)
    return html


def _group(group: Group, resolve: Resolver, style: CitationStyle) -> Markup:
    around = style.around(len(group.evidence))
    chips = (
        Markup("{}{}{}").format(before, citation_html(evidence, resolve(evidence)), after)
        for evidence, (before, after) in zip(group.evidence, around, strict=True)
    )
    return Markup('<span class="citations">{}</span>').format(Markup("").join(chips))
