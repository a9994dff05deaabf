"""Makes template.docx of the certificate; run it after a change and commit both."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from minhdinh.documents.authoring.blocks import MOTTO, STATE, add_marked, text
from minhdinh.documents.authoring.margins import frame, watermark
from minhdinh.documents.authoring.styles import new_document
from minhdinh.documents.authoring.tables import grid, new_row

RED = RGBColor(0xA6, 0x1C, 0x1C)
WIDTHS = (110, 147)


def make() -> WordDocument:
    """Return the template of the certificate: one page on its side, framed."""
    document = new_document(wide=True)
    watermark(document.sections[0])
    frame(document.sections[0])
    _line(document, f"**{STATE}**", 13)
    _line(document, f"**{MOTTO}**", 14, after=20)
    _line(document, "**{{ authority|upper }}**", 15, after=6)
    _line(document, "CẤP", 14, after=6)
    _line(document, "**{{ paper|upper }}**", 24, after=16, colour=RED)
    _line(document, "**{{ school.name|upper }}**", 22, after=4)
    _line(document, "{{ school.commune }}, {{ school.province }}", 14, after=12)
    _line(document, "**{{ certified }}**", 18, after=8)
    _line(document, "(Theo Quyết định số {{ number }} {{ day }})", 14, after=4)
    _line(document, "Có giá trị đến hết ngày {{ ends }}", 14, after=14)
    _foot(document)
    return document


def _line(
    document: WordDocument, content: str, size: float, *, after: float = 0, colour: RGBColor | None = None
) -> Paragraph:
    paragraph = text(document, content, "MD Centre")
    paragraph.paragraph_format.space_after = Pt(after)
    for run in paragraph.runs:
        run.font.size = Pt(size)
        if colour is not None:
            run.font.color.rgb = colour
    return paragraph


def _foot(document: WordDocument) -> None:
    """Put the number and the QR on the left, place, day and signature on the right."""
    table = grid(document, WIDTHS, ruled=False)
    left, right = new_row(table).cells
    for cell, width in zip((left, right), WIDTHS, strict=True):
        cell.width = Mm(width)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.TOP
    _cell(
        left,
        ["Số vào sổ: {{ certificate_number }}", "{{ qr }}", "Kiểm tra tại: {{ verify_url }}"],
        "MD Plain",
    )
    for run in left.paragraphs[-1].runs:
        run.font.size = Pt(9)
    _cell(
        right, ["{{ place_date }}", "**{{ titles }}**", "(Ký tên, đóng dấu)", "**{{ signer }}**"], "MD Centre"
    )
    for paragraph in (right.paragraphs[0], right.paragraphs[2]):
        for run in paragraph.runs:
            run.italic = True
    right.paragraphs[-1].paragraph_format.space_before = Pt(58)


def _cell(cell: _Cell, lines: list[str], style: str) -> None:
    for index, content in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.style = style
        add_marked(paragraph, content)


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
