"""Rich text and tables as WordprocessingML, for the places a template leaves open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from minhdinh.documents.wordtable import Cell, table_xml
from minhdinh.lib.richtext import Citation, CitationStyle, Resolver, is_empty
from minhdinh.lib.richtext.flow import Break, Group, Piece, Text, pieces

MISSING = "[chưa có dữ liệu]"
NO_CODE = "[minh chứng không còn]"

_BULLETS = ("-", "+", "•")
_EMPTY_PARAGRAPH = Markup(
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>'
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text prints: the style of its paragraphs and the indent of one list level in millimetres."""

    style: str
    indent: float


BODY = Place("MDBody", 5)
CELL = Place("MDCell", 4)


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes rich text; `link_id` gives the relationship id of a web address in the document being made."""

    resolve: Resolver
    style: CitationStyle
    link_id: Callable[[str], str]

    def rich(self, body: Mapping[str, Any] | None, place: Place = BODY, *, instead: str = MISSING) -> Markup:
        """Return the body as paragraphs and tables; an empty one prints `instead`."""
        if is_empty(body) or body is None:
            return self.paragraph(instead, place)
        return self._closed(self._blocks(body.get("content") or (), place, 0))

    def paragraph(self, text: str, place: Place = BODY) -> Markup:
        """Return one paragraph of plain text."""
        return _paragraph(text_run(text), place)

    def together(
        self, bodies: Sequence[Mapping[str, Any] | None], place: Place, *, instead: str = MISSING
    ) -> Markup:
        """Return several bodies one after the other; all of them empty prints `instead`."""
        written = [body for body in bodies if body and not is_empty(body)]
        if not written:
            return self.paragraph(instead, place)
        blocks = [one for body in written for one in self._blocks(body.get("content") or (), place, 0)]
        return self._closed(blocks)

    def link(self, text: str, url: str, hint: str = "") -> Markup:
        """Return a run that opens `url`; without an address it is plain text."""
        if not url:
            return text_run(text)
        tooltip = Markup(' w:tooltip="{}"').format(hint[:200]) if hint else ""
        return Markup(
            '<w:hyperlink r:id="{}" w:history="1"{}><w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>'
            '<w:t xml:space="preserve">{}</w:t></w:r></w:hyperlink>'
        ).format(self.link_id(url), tooltip, text)

    def _blocks(self, nodes: Sequence[Mapping[str, Any]], place: Place, depth: int) -> list[Markup]:
        out: list[Markup] = []
        for node in nodes:
            kind = node.get("type")
            if kind == "paragraph":
                out.append(self._inline(node, place, depth))
            elif kind in {"bullet_list", "ordered_list"}:
                out.extend(self._list(node, place, depth))
            elif kind == "table":
                out.extend((self._table(node), _EMPTY_PARAGRAPH))
        return out

    def _list(self, node: Mapping[str, Any], place: Place, depth: int) -> list[Markup]:
        out: list[Markup] = []
        for number, item in enumerate(node.get("content") or (), start=1):
            ordered = node["type"] == "ordered_list"
            marker = f"{number}." if ordered else _BULLETS[min(depth, len(_BULLETS) - 1)]
            first, *rest = item.get("content") or ({"type": "paragraph"},)
            out.append(self._inline(first, place, depth, f"{marker} "))
            out.extend(self._blocks(rest, place, depth + 1))
        return out

    def _table(self, node: Mapping[str, Any]) -> Markup:
        rows = [
            [
                Cell(
                    self._closed(self._blocks(cell.get("content") or (), CELL, 0)),
                    columns=int((cell.get("attrs") or {}).get("colspan", 1)),
                    rows=int((cell.get("attrs") or {}).get("rowspan", 1)),
                    head=cell["type"] == "table_header",
                )
                for cell in row.get("content") or ()
            ]
            for row in node.get("content") or ()
        ]
        return table_xml(rows)

    def _inline(self, node: Mapping[str, Any], place: Place, depth: int, marker: str = "") -> Markup:
        runs = Markup("").join(self._piece(piece) for piece in pieces(node, self.style))
        return _paragraph(text_run(marker) + runs if marker else runs, place, depth)

    def _piece(self, piece: Piece) -> Markup:
        if isinstance(piece, Break):
            return Markup("<w:r><w:br/></w:r>")
        if isinstance(piece, Text):
            return text_run(piece.text, strong=piece.strong, em=piece.em)
        return self._group(piece)

    def _group(self, group: Group) -> Markup:
        around = self.style.around(len(group.evidence))
        out = Markup("")
        for evidence, (before, after) in zip(group.evidence, around, strict=True):
            known = self.resolve(evidence) or Citation(NO_CODE)
            out += text_run(before) + self.link(known.code, known.url, known.name) + text_run(after)
        return out

    @staticmethod
    def _closed(blocks: Sequence[Markup]) -> Markup:
        """Join blocks; Word wants a paragraph at the end of a cell, which a table alone is not."""
        return Markup("").join(blocks) or _EMPTY_PARAGRAPH


def text_run(text: str, *, strong: bool = False, em: bool = False) -> Markup:
    """Return a run of characters, nothing for no text."""
    if not text:
        return Markup("")
    marks = ("<w:b/>" if strong else "") + ("<w:i/>" if em else "")
    look = Markup(f"<w:rPr>{marks}</w:rPr>" if marks else "")  # noqa: S704 - made of constants
    return Markup('<w:r>{}<w:t xml:space="preserve">{}</w:t></w:r>').format(look, escape(text))


def _paragraph(runs: Markup, place: Place, depth: int = 0) -> Markup:
    indent = Markup('<w:ind w:left="{}"/>').format(round(place.indent * depth * 56.7)) if depth else ""
    return Markup('<w:p><w:pPr><w:pStyle w:val="{}"/>{}</w:pPr>{}</w:p>').format(place.style, indent, runs)
