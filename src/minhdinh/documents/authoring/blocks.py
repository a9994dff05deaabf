"""Blocks that several templates share: letterhead, signature, contents field, page breaks."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from minhdinh.documents.authoring.styles import TEXT_WIDTH
from minhdinh.documents.authoring.tables import grid, new_row

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
MOTTO_WIDTH = 57  # millimetres at 13 points
RECIPIENTS = "Nơi nhận:"


def text(document: WordDocument, content: str, style: str = "MD Body") -> Paragraph:
    """Add a paragraph; `**…**` inside it prints bold."""
    paragraph = document.add_paragraph(style=style)
    add_marked(paragraph, content)
    return paragraph


def add_marked(paragraph: Paragraph, content: str) -> None:
    """Add runs to a paragraph; every second part between `**` is bold."""
    for index, part in enumerate(content.split("**")):
        if part:
            run = paragraph.add_run(part)
            run.bold = True if index % 2 else None


def statement(document: WordDocument, tag: str) -> None:
    """Add a paragraph that only carries a Jinja statement; it does not print."""
    document.add_paragraph(f"{{%p {tag} %}}", style="MD Plain")


def rich(document: WordDocument, expression: str) -> None:
    """Add the place where a rich text prints its own paragraphs and tables."""
    document.add_paragraph(f"{{{{p {expression} }}}}", style="MD Body")


def page_break(document: WordDocument) -> None:
    """Begin a new page."""
    document.add_paragraph(style="MD Plain").add_run().add_break(WD_BREAK.PAGE)


SCHOOL_NAMES = ("{{ school.managing_head|upper }}", "{{ school.name|upper }}")


def letterhead(
    document: WordDocument,
    number: str = "",
    place: str = "",
    *,
    widths: tuple[float, float] = (72, 93),
    names: tuple[str, str] = SCHOOL_NAMES,
) -> None:
    """Add the head of NĐ 30/2020: managing body and school left, state and motto right, number and place below.

    ``names`` are the body above, which may be "", and whoever writes.
    """
    table = grid(document, widths, ruled=False)
    left, right = new_row(table).cells
    for cell, width in zip((left, right), widths, strict=True):
        cell.width = Mm(width)
    above, own = names
    _lines(left, [*([(above, False)] if above else []), (own, True)])
    _rule(left, (widths[0] - 30) / 2)
    _lines(right, [(STATE, True), (MOTTO, True)])
    right.paragraphs[-1].runs[0].font.size = Pt(13)
    _rule(right, (widths[1] - MOTTO_WIDTH) / 2)
    if number or place:
        left, right = new_row(table).cells
        for cell, width, content in ((left, widths[0], number), (right, widths[1], place)):
            cell.width = Mm(width)
            paragraph = cell.paragraphs[0]
            paragraph.style = "MD Letterhead"
            paragraph.paragraph_format.space_before = Pt(4)
            paragraph.add_run(content).italic = content == place


def signature(document: WordDocument, left: list[str], right: list[str]) -> None:
    """Add two signing columns: `**…**` prints bold, the rest in italics; room to sign stands above the last line."""
    table = grid(document, (70, 95), ruled=False)
    cells = new_row(table).cells
    for cell, lines, width in zip(cells, (left, right), (70, 95), strict=True):
        cell.width = Mm(width)
        if lines and lines[0] == RECIPIENTS:
            _small_lines(cell, lines)
        else:
            _signing_lines(cell, lines)


def _small_lines(cell: _Cell, lines: list[str]) -> None:
    """Write the recipients of NĐ 30/2020: a bold head, then small lines."""
    for index, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.style = "MD Recipients"
        run = paragraph.add_run(line)
        if index == 0:
            run.bold = run.italic = True
            run.font.size = Pt(12)
            paragraph.paragraph_format.space_before = Pt(12)


def _signing_lines(cell: _Cell, lines: list[str]) -> None:
    for index, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.style = "MD Centre"
        paragraph.paragraph_format.keep_with_next = True
        if index == 0:
            paragraph.paragraph_format.space_before = Pt(12)
        add_marked(paragraph, line)
        for run in paragraph.runs:
            run.italic = not run.bold
    if len(lines) > 1:
        cell.paragraphs[-1].paragraph_format.space_before = Pt(62)


def contents_field(document: WordDocument) -> None:
    """Add the table of contents as a field of the headings 1 to 3; its entries are filled in after rendering."""
    paragraph = document.add_paragraph(style="TOC 1")
    for kind, content in (("begin", None), (None, r' TOC \o "1-3" \h \z '), ("separate", None)):
        run = paragraph.add_run()._r  # noqa: SLF001 - python-docx has no API for fields
        if kind:
            char = OxmlElement("w:fldChar")
            char.set(qn("w:fldCharType"), kind)
            run.append(char)
        else:
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = content
            run.append(instruction)
    paragraph.add_run("…")
    end = OxmlElement("w:fldChar")
    end.set(qn("w:fldCharType"), "end")
    paragraph.add_run()._r.append(end)  # noqa: SLF001


def contents_head(document: WordDocument, left: str, right: str) -> None:
    """Add the head line of the contents: its two column names."""
    paragraph = document.add_paragraph(style="MD Plain")
    paragraph.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{left}\t{right}").bold = True


def _lines(cell: _Cell, lines: list[tuple[str, bool]]) -> None:
    for index, (content, bold) in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.style = "MD Letterhead"
        paragraph.add_run(content).bold = bold


def _rule(cell: _Cell, indent: float) -> None:
    """Draw the short line under the last line of a letterhead column; `indent` mm stay free on either side."""
    paragraph = cell.add_paragraph(style="MD Letterhead")
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = Mm(indent)
    layout.space_before, layout.line_spacing = Pt(3), Pt(4)
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001 - no API for borders
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
