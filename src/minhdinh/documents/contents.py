"""The table of contents: a field that Word refreshes, its entries written from the headings themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree
from markupsafe import Markup, escape

LEVELS = 3
_PARAGRAPH = qn("w:p")


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of the document: its level from 1, its text and the bookmark that stands on it."""

    level: int
    text: str
    bookmark: str


def fill_contents(document: WordDocument, pages: Sequence[int] = ()) -> list[Heading]:
    """Write the entries of the contents field; `pages` gives each heading's page where it is known.

    Returns the headings in order (also those below the levels that the contents list). A document without the
    field is left as it is.
    """
    body = document.element.body
    field = _field_paragraphs(body)
    headings = _bookmarked(body)
    if not field:
        return headings
    numbers = [str(page) for page in pages] if len(pages) == len(headings) else [""] * len(headings)
    listed = [
        (heading, number)
        for heading, number in zip(headings, numbers, strict=True)
        if heading.level <= LEVELS
    ]
    for entry in _entries(listed):
        field[0].addprevious(entry)
    for paragraph in field:
        body.remove(paragraph)
    return headings


def _field_paragraphs(body: etree._Element) -> list[etree._Element]:
    """Return the paragraphs of the contents field, from its beginning to its end."""
    found: list[etree._Element] = []
    depth = 0
    for paragraph in body.iterchildren(_PARAGRAPH):
        is_contents = any(
            (one.text or "").strip().startswith("TOC") for one in paragraph.iter(qn("w:instrText"))
        )
        if not found and not is_contents:
            continue
        found.append(paragraph)
        for char in paragraph.iter(qn("w:fldChar")):
            depth += {"begin": 1, "end": -1}.get(char.get(qn("w:fldCharType"), ""), 0)
        if depth == 0:
            return found
    return []


def _bookmarked(body: etree._Element) -> list[Heading]:
    """Find the headings and put a bookmark on each that has none yet."""
    headings: list[Heading] = []
    for paragraph in body.iter(_PARAGRAPH):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = style.get(qn("w:val"), "") if style is not None else ""
        text = "".join(one.text or "" for one in paragraph.iter(qn("w:t"))).strip()
        if name.startswith("Heading") and name[7:].isdigit() and text:
            headings.append(Heading(int(name[7:]), text, _bookmark(paragraph, len(headings) + 1)))
    return headings


def _bookmark(paragraph: etree._Element, number: int) -> str:
    known = paragraph.find(qn("w:bookmarkStart"))
    if known is not None:
        return str(known.get(qn("w:name")))
    name = f"_Toc{number:08d}"
    identity = 9000 + number
    start = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{identity}" w:name="{name}"/>')
    properties = paragraph.find(qn("w:pPr"))
    paragraph.insert(0 if properties is None else 1, start)
    paragraph.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{identity}"/>'))
    return name


def _entries(listed: Sequence[tuple[Heading, str]]) -> list[etree._Element]:
    opening = Markup(
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve">'
        r' TOC \o "1-3" \h \z </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    closing = Markup('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    last = len(listed) - 1
    return [
        _entry(heading, number, opening if index == 0 else "", closing if index == last else "")
        for index, (heading, number) in enumerate(listed)
    ]


def _entry(heading: Heading, number: str, before: Markup | str, after: Markup | str) -> etree._Element:
    xml = Markup(
        '<w:p {ns}><w:pPr><w:pStyle w:val="TOC{level}"/></w:pPr>{before}<w:hyperlink w:anchor="{bookmark}" w:history="1">'
        '<w:r><w:t xml:space="preserve">{text}</w:t></w:r><w:r><w:tab/></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGEREF {bookmark} \\h '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{number}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:hyperlink>{after}</w:p>'
    ).format(
        ns=Markup(nsdecls("w")),  # noqa: S704 - a constant of the library
        level=heading.level,
        before=before,
        bookmark=heading.bookmark,
        text=escape(heading.text),
        number=number,
        after=after,
    )
    element: etree._Element = parse_xml(str(xml))
    return element
