"""Makes template.docx of the requirement sheet; run it after a change and commit both."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument
from docx.shared import Pt

from minhdinh.documents.authoring.blocks import statement, text
from minhdinh.documents.authoring.margins import footer, watermark
from minhdinh.documents.authoring.styles import new_document
from minhdinh.documents.authoring.tables import CENTRE, HEAD, SMALL, grid, loop, merge_across, merge_down, row


def make() -> WordDocument:
    """Return the template of the sheet, one criterion a page, on its side."""
    document = new_document(wide=True)
    watermark(document.sections[0])
    footer(document.sections[0])
    statement(document, "for criterion in criteria")
    text(document, "**{{ school.name|upper }}**", "MD Plain").paragraph_format.page_break_before = True
    text(document, "PHIẾU XÁC ĐỊNH NỘI HÀM, PHÂN TÍCH TIÊU CHÍ TÌM MINH CHỨNG", "MD Title")
    text(document, "Năm học {{ year }}", "MD Centre")
    for line in (
        "Nhóm (cá nhân) thực hiện: {{ criterion.who }}",
        "Tiêu chuẩn {{ criterion.standard }}",
        "**Tiêu chí {{ criterion.title }}**",
    ):
        last = text(document, line, "MD Plain")
    last.paragraph_format.space_after = Pt(6)
    statement(document, "for level in criterion.wording")
    text(document, "**{{ level.label }}:**", "MD Plain")
    statement(document, "for line in level.lines")
    text(document, "{{ line }}", "MD Plain")
    statement(document, "endfor")
    statement(document, "endfor")
    _table(document)
    statement(document, "endfor")
    _finals(document)
    return document


def _finals(document: WordDocument) -> None:
    """Add the sheet of Mức 4 for the sets that have it; its questions are written by hand."""
    statement(document, "if finals")
    text(document, "**{{ school.name|upper }}**", "MD Plain").paragraph_format.page_break_before = True
    text(document, "PHIẾU XÁC ĐỊNH NỘI HÀM, PHÂN TÍCH TIÊU CHÍ TÌM MINH CHỨNG (MỨC 4)", "MD Title")
    text(document, "Năm học {{ year }}", "MD Centre").paragraph_format.space_after = Pt(6)
    table = grid(document, (33, 70, 49, 40, 35, 30))
    row(
        table,
        ("Tiêu chí", "Nội hàm", "Các câu hỏi đặt ra", "Minh chứng cần thu thập", "Nơi thu thập", "Ghi chú"),
        HEAD,
        head=True,
    )
    loop(
        table,
        "for one in finals",
        ("{{ one.reference }}", "{{ one.text }}", "", "", "", ""),
        (CENTRE, SMALL, SMALL, SMALL, SMALL, SMALL),
    )
    statement(document, "endif")


def _table(document: WordDocument) -> None:
    table = grid(document, (17, 54, 58, 41, 37, 50))
    row(table, ("Mức", "Nội hàm", "Các câu hỏi đặt ra", "Minh chứng", "", "Ghi chú"), HEAD, head=True)
    row(table, ("", "", "", "Cần thu thập", "Nơi thu thập", ""), HEAD, head=True)
    cells = [f"{{{{ row.{name} }}}}" for name in ("level", "text", "ask", "kinds", "where", "note")]
    loop(table, "for row in criterion.rows", cells, (CENTRE, *[SMALL] * 5))
    for column in (0, 1, 2, 5):
        merge_down(table, column, 0, 1)
    merge_across(table, 0, 3, 4)


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
