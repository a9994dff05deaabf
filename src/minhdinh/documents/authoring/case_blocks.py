"""Blocks that the papers of an examination share: heads of offices and bodies, plain texts, signatures that stay whole."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.table import Table

from minhdinh.documents.authoring.blocks import add_marked, letterhead, signature, statement, text
from minhdinh.documents.authoring.margins import footer, watermark
from minhdinh.documents.authoring.styles import new_document
from minhdinh.documents.authoring.tables import (
    BOLD,
    CELL,
    CENTRE,
    HEAD,
    grid,
    loop,
    merge_across,
    new_row,
    row,
    tag,
)

OFFICE = ("{{ office.above }}", "{{ office.head }}")
BODY = ("{{ office.head }}", "{{ body.title|upper }}")
PLACE = "{{ place_date }}"
SIGNERS = (60, 45, 60)  # millimetres of three signing columns: the middle title is the shortest
_MEMBER = ("TT", "Họ và tên", "Chức vụ, đơn vị công tác", "Vai trò")


def begin(number: str = "", *, names: tuple[str, str] = OFFICE, place: str = PLACE) -> WordDocument:
    """Return a document with watermark, page numbers and the head of whoever writes."""
    document = new_document()
    watermark(document.sections[0])
    footer(document.sections[0])
    letterhead(document, number=number, place=place, names=names)
    return document


def title(document: WordDocument, head: str, subject: str = "") -> None:
    """Add the name of the paper and, below it, what it is about."""
    text(document, head, "MD Title").paragraph_format.space_before = Pt(14)
    if subject:
        text(document, f"**{subject}**", "MD Centre").paragraph_format.space_after = Pt(8)


def heading(document: WordDocument, words: str, level: int = 2) -> None:
    """Add a heading of a level."""
    document.add_paragraph(words, style=f"Heading {level}")


def paragraphs(document: WordDocument, name: str, instead: str = "") -> None:
    """Add a text of people, one paragraph a line; ``name`` is the list in the context, ``instead`` prints for none."""
    statement(document, f"for line in {name}")
    text(document, "{{ line }}")
    statement(document, "endfor")
    if instead:
        statement(document, f"if not {name}")
        text(document, instead)
        statement(document, "endif")


def member_table(document: WordDocument, *, tasks: bool = True) -> None:
    """Add the list of the body's members; with ``tasks`` their criteria and duties too."""
    if tasks:
        table = grid(document, (11, 45, 44, 30, 35))
        heads: tuple[str, ...] = (*_MEMBER, "Nhiệm vụ, tiêu chí được giao")
    else:
        table = grid(document, (13, 62, 55, 35))
        heads = _MEMBER
    row(table, heads, HEAD, head=True)
    cells = ["{{ one.number }}", "{{ one.name }}", "{{ one.place }}", "{{ one.role }}", "{{ one.duties }}"]
    styles = [CENTRE, CELL, CELL, CELL, CELL]
    loop(table, "for one in member_rows", cells[: len(heads)], styles[: len(heads)])


def result_table(document: WordDocument) -> None:
    """Add the table of criteria: what the school said of itself beside what was concluded, by standard."""
    table = grid(document, (18, 85, 31, 31))
    row(table, ("Tiêu chí", "Nội dung", "Trường tự đánh giá", "Kết luận"), HEAD, head=True)
    tag(table, "for one in compared")
    tag(table, "if one.heading")
    at = len(table.rows)
    row(table, ("{{ one.heading }}", "", "", ""), [BOLD] * 4)
    merge_across(table, at, 0, 3)
    tag(table, "else")
    row(
        table,
        ("{{ one.code }}", "{{ one.title }}", "{{ one.own }}", "{{ one.level }}"),
        (CENTRE, CELL, CENTRE, CENTRE),
    )
    tag(table, "endif")
    tag(table, "endfor")


def signed(document: WordDocument, left: Sequence[str], right: Sequence[str]) -> None:
    """Add the signing columns in one piece: no signature goes to a page alone without what stands beside it."""
    signature(document, list(left), list(right))
    _whole(document.tables[-1])


def signed_by_three(document: WordDocument, *columns: Sequence[str]) -> None:
    """Add three signing columns side by side, in one piece."""
    table = grid(document, SIGNERS, ruled=False)
    for cell, lines, width in zip(new_row(table).cells, columns, SIGNERS, strict=True):
        cell.width = Mm(width)
        for index, line in enumerate(lines):
            paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
            paragraph.style = "MD Centre"
            add_marked(paragraph, line)
            for run in paragraph.runs:
                run.italic = not run.bold
        cell.paragraphs[0].paragraph_format.space_before = Pt(12)
        cell.paragraphs[-1].paragraph_format.space_before = Pt(62)
    _whole(table)


def _whole(table: Table) -> None:
    properties = table.rows[-1]._tr.get_or_add_trPr()  # noqa: SLF001 - no API for row flags
    properties.append(OxmlElement("w:cantSplit"))


def keep(document: WordDocument, words: str) -> None:
    """Add a sentence that stays with what is below it: signatures, a table, the text it announces."""
    text(document, words).paragraph_format.keep_with_next = True
