"""Makes template.docx of the assignment table; run it after a change and commit both."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument
from docx.shared import Pt

from minhdinh.documents.authoring.blocks import letterhead, signature, statement, text
from minhdinh.documents.authoring.margins import footer, watermark
from minhdinh.documents.authoring.styles import new_document
from minhdinh.documents.authoring.tables import CELL, CENTRE, HEAD, grid, loop, row


def make() -> WordDocument:
    """Return the template of the assignment table, on its side for seven columns."""
    document = new_document(wide=True)
    watermark(document.sections[0])
    footer(document.sections[0])
    letterhead(document, place="{{ place_date }}", widths=(115, 142))
    text(document, "BẢNG PHÂN CÔNG NHIỆM VỤ TỰ ĐÁNH GIÁ", "MD Title")
    text(document, "Năm học {{ year }}", "MD Centre").paragraph_format.space_after = Pt(8)
    table = grid(document, (12, 48, 45, 28, 34, 40, 50))
    row(
        table,
        ("TT", "Họ và tên", "Chức vụ", "Vai trò", "Nhóm công tác", "Tiêu chí phụ trách", "Nhiệm vụ"),
        HEAD,
        head=True,
    )
    cells = [
        f"{{{{ one.{name} }}}}"
        for name in ("number", "name", "position", "role", "group", "criteria", "task")
    ]
    loop(table, "for one in members", cells, (CENTRE, CELL, CELL, CELL, CELL, CELL, CELL))
    statement(document, "if nobody")
    text(document, "{{ nobody }}", "MD Centre")
    statement(document, "endif")
    statement(document, "if open_criteria")
    text(document, "Tiêu chí chưa có người phụ trách: {{ open_criteria }}.")
    statement(document, "endif")
    signature(
        document,
        [""],
        ["**TM. HỘI ĐỒNG TỰ ĐÁNH GIÁ**", "**CHỦ TỊCH**", "(Ký, ghi rõ họ tên)", "**{{ signers.chair }}**"],
    )
    return document


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
