"""Makes template.docx of the criterion sheets of 2018; run it after a change and commit both."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument
from docx.shared import Pt

from minhdinh.documents.authoring.blocks import rich, signature, statement, text
from minhdinh.documents.authoring.margins import footer, watermark
from minhdinh.documents.authoring.styles import new_document
from minhdinh.documents.forms.phieu_danh_gia_2018.template_criterion import situation, verdict_table

LINES = 3
_FINAL_PARTS = (
    ("situation", "1. Mô tả hiện trạng"),
    ("strengths", "2. Điểm mạnh"),
    ("weaknesses", "3. Điểm yếu"),
    ("plan", "4. Kế hoạch cải tiến chất lượng"),
)
_SIGNERS = (
    ["**TRƯỞNG NHÓM**", "(Xác nhận, ký, ghi rõ họ tên)", "………………………"],
    ["**NGƯỜI VIẾT**", "(Ký, ghi rõ họ tên)", "………………………"],
)


def make() -> WordDocument:
    """Return the template: a sheet for each criterion, then one for Mức 4 where it is assessed."""
    document = new_document()
    watermark(document.sections[0])
    footer(document.sections[0])
    statement(document, "for sheet in sheets")
    _head(document, "PHIẾU ĐÁNH GIÁ TIÊU CHÍ (MỨC 1, 2, 3)")
    text(document, "Nhóm (cá nhân) thực hiện: {{ sheet.who }}", "MD Plain")
    statement(document, "if sheet.track")
    text(document, "Cấp học: {{ sheet.track }}", "MD Plain")
    statement(document, "endif")
    text(document, "Tiêu chuẩn {{ sheet.standard }}", "MD Plain")
    text(document, "**Tiêu chí {{ sheet.title }}**", "MD Plain")
    statement(document, "for level in sheet.wording")
    text(document, "**{{ level.label }}:**")
    statement(document, "for line in level.lines")
    text(document, "{{ line }}")
    statement(document, "endfor")
    statement(document, "endfor")
    situation(document, "sheet")
    verdict_table(document, "sheet")
    signature(document, *_SIGNERS)
    statement(document, "endfor")
    _finals(document)
    return document


def _head(document: WordDocument, title: str) -> None:
    text(document, "**{{ school.name|upper }}**", "MD Plain").paragraph_format.page_break_before = True
    text(document, title, "MD Title")
    text(document, "Năm học {{ year }}", "MD Centre").paragraph_format.space_after = Pt(6)


def _finals(document: WordDocument) -> None:
    """Add Phụ lục 5b: a sheet for each item of Mức 4, parts that nobody wrote with lines for the hand, its verdict as it was pressed."""
    statement(document, "for one in finals")
    _head(document, "PHIẾU ĐÁNH GIÁ TIÊU CHÍ MỨC 4")
    text(document, "Nhóm (cá nhân) thực hiện: {{ by_hand }}", "MD Plain")
    text(document, "**Tiêu chí ({{ one.reference }})**", "MD Plain")
    text(document, "{{ one.text }}.")
    for name, title in _FINAL_PARTS:
        document.add_paragraph(title, style="Heading 4")
        statement(document, f"if one.parts.{name}")
        rich(document, f"one.parts.{name}")
        statement(document, "else")
        for _line in range(LINES):
            text(document, "{{ by_hand }}")
        statement(document, "endif")
    document.add_paragraph("5. Tự đánh giá", style="Heading 4")
    text(document, "**Kết quả: {{ one.verdict }}.**").paragraph_format.keep_with_next = False
    signature(document, *_SIGNERS)
    statement(document, "endfor")


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
