"""Makes template.docx of the sheets that give each member his work; run it after a change and commit both."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument
from docx.shared import Pt

from minhdinh.documents.authoring.blocks import signature as sign
from minhdinh.documents.authoring.blocks import statement, text
from minhdinh.documents.authoring.margins import footer, watermark
from minhdinh.documents.authoring.styles import new_document
from minhdinh.documents.authoring.tables import CELL, CENTRE, HEAD, grid, loop, row


def make() -> WordDocument:
    """Return the template: one page for each member."""
    document = new_document()
    watermark(document.sections[0])
    footer(document.sections[0])
    statement(document, "if nobody")
    text(document, "{{ nobody }}", "MD Centre")
    statement(document, "endif")
    statement(document, "for sheet in sheets")
    text(document, "**{{ school.name|upper }}**", "MD Plain").paragraph_format.page_break_before = True
    text(document, "**HỘI ĐỒNG TỰ ĐÁNH GIÁ**", "MD Plain")
    text(document, "PHIẾU GIAO VIỆC", "MD Title").paragraph_format.space_before = Pt(12)
    text(document, "Tự đánh giá năm học {{ year }}", "MD Centre").paragraph_format.space_after = Pt(8)
    text(document, "Thực hiện Quyết định {{ decision }} về việc thành lập Hội đồng tự đánh giá.")
    text(document, "Chủ tịch Hội đồng tự đánh giá giao việc cho ông (bà):")
    text(
        document,
        "**{{ sheet.name }}**, {{ sheet.position }}; vai trò{% if sheet.seat %} trong Hội đồng{% endif %}: "
        "{{ sheet.role }}.",
    )
    _work(document)
    sign(
        document,
        ["**NGƯỜI NHẬN VIỆC**", "(Ký, ghi rõ họ tên)", "**{{ sheet.name }}**"],
        ["**CHỦ TỊCH HỘI ĐỒNG**", "(Ký, ghi rõ họ tên)", "**{{ signers.chair }}**"],
    )
    statement(document, "endfor")
    return document


def _work(document: WordDocument) -> None:
    document.add_paragraph("1. Nhiệm vụ", style="Heading 4")
    statement(document, "if sheet.task")
    text(document, "{{ sheet.task }}.")
    statement(document, "endif")
    statement(document, "if sheet.group")
    text(
        document,
        "Làm việc trong {{ sheet.group }}{% if sheet.lead %}, nhóm trưởng: {{ sheet.lead }}{% endif %}"
        "{% if sheet.others %}; cùng nhóm: {{ sheet.others }}{% endif %}.",
    )
    statement(document, "endif")
    statement(document, "if sheet.criteria")
    text(
        document,
        "Phụ trách chính {{ sheet.count }} tiêu chí dưới đây: phân tích nội hàm, thu thập và xác minh minh chứng, viết mô "
        "tả hiện trạng, đề nghị mức đạt.",
    )
    table = grid(document, (13, 22, 100, 30))
    row(table, ("TT", "Tiêu chí", "Tên tiêu chí", "Ghi chú"), HEAD, head=True)
    loop(
        table,
        "for one in sheet.criteria",
        (
            "{{ one.number }}",
            "{{ one.code }}",
            "{{ one.title }}{% if one.track %} ({{ one.track }}){% endif %}",
            "{{ one.must }}",
        ),
        (CENTRE, CENTRE, CELL, CENTRE),
    )
    statement(document, "else")
    text(document, "Không phụ trách riêng tiêu chí nào.")
    statement(document, "endif")
    document.add_paragraph("2. Thời hạn theo kế hoạch", style="Heading 4")
    statement(document, "for step in sheet.steps")
    text(document, "- {{ step.when }}: {{ step.content }}")
    statement(document, "endfor")
    statement(document, "if not sheet.steps")
    text(document, "[chưa có dữ liệu]")
    statement(document, "endif")
    document.add_paragraph("3. Yêu cầu", style="Heading 4")
    text(
        document,
        "Viết trung thực, đúng thực trạng, mỗi nhận định có minh chứng; trình phiếu đúng hạn; có vướng mắc thì báo ngay "
        "cho nhóm trưởng, Thư ký hoặc Chủ tịch Hội đồng.",
    )


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
