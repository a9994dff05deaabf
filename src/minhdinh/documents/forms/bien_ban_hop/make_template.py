"""Makes template.docx of the council's minutes; run it after a change and commit both."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument
from docx.shared import Pt

from minhdinh.documents.authoring.blocks import letterhead, signature, statement, text
from minhdinh.documents.authoring.margins import footer, watermark
from minhdinh.documents.authoring.styles import new_document
from minhdinh.documents.authoring.tables import CELL, CENTRE, HEAD, grid, loop, row


def make() -> WordDocument:
    """Return the template of the minutes."""
    document = new_document()
    watermark(document.sections[0])
    footer(document.sections[0])
    letterhead(document, number="Số: {{ number }}")
    text(document, "BIÊN BẢN", "MD Title").paragraph_format.space_before = Pt(18)
    subject = "**Họp Hội đồng tự đánh giá thông qua báo cáo tự đánh giá năm học {{ year }}**"
    text(document, subject, "MD Centre").paragraph_format.space_after = Pt(8)
    _people(document)
    _course(document)
    signature(
        document,
        ["**THƯ KÝ**", "(Ký, ghi rõ họ tên)", "**{{ signers.secretary }}**"],
        ["**CHỦ TỌA**", "(Ký, ghi rõ họ tên)", "**{{ signers.chair }}**"],
    )
    return document


def _people(document: WordDocument) -> None:
    document.add_paragraph("I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN", style="Heading 2")
    for line in (
        "1. Thời gian: {{ held_on }}.",
        "2. Địa điểm: {{ place }}.",
        "3. Chủ tọa: {{ signers.chair or '…………………………' }}. Thư ký: {{ signers.secretary or '…………………………' }}.",
        "4. Số thành viên Hội đồng: {{ size }}; có mặt {{ present_count }}, vắng {{ absent_count }}.",
    ):
        text(document, line)
    statement(document, "if named")
    table = grid(document, (13, 60, 57, 35))
    row(table, ("TT", "Thành viên có mặt", "Chức vụ", "Vai trò"), HEAD, head=True)
    loop(
        table,
        "for one in present",
        ("{{ one.number }}", "{{ one.name }}", "{{ one.position }}", "{{ one.role }}"),
        (CENTRE, CELL, CELL, CELL),
    )
    statement(document, "if absent")
    text(document, "Thành viên vắng:")
    statement(document, "for one in absent")
    text(document, "- {{ one.name }}, {{ one.position }}: {{ one.reason or 'không ghi lý do' }}.")
    statement(document, "endfor")
    statement(document, "endif")
    statement(document, "endif")


def _course(document: WordDocument) -> None:
    document.add_paragraph("II. NỘI DUNG", style="Heading 2")
    text(
        document,
        "Thư ký trình bày dự thảo báo cáo tự đánh giá năm học {{ year }} theo {{ set.legal_basis }}. Kết quả tự đánh giá "
        "đề nghị thông qua: {{ level }}{% if track_levels %}, lấy theo cấp học có mức thấp nhất{% endif %}.",
    )
    statement(document, "for one in track_levels")
    text(document, "- {{ one.label }}: {{ one.level }}.")
    statement(document, "endfor")
    statement(document, "for line in summary")
    text(document, "{{ line }}")
    statement(document, "endfor")
    document.add_paragraph("III. BIỂU QUYẾT", style="Heading 2")
    statement(document, "if votes")
    text(
        document,
        "Số phiếu: {{ votes.cast }}; tán thành {{ votes.agreed }}, không tán thành {{ votes.against }}, không có ý kiến "
        "{{ votes.blank }}.",
    )
    statement(document, "else")
    text(document, "Số phiếu: ……; tán thành ……, không tán thành ……, không có ý kiến …….")
    statement(document, "endif")
    statement(document, "if conclusion")
    document.add_paragraph("IV. KẾT LUẬN CỦA CHỦ TỌA", style="Heading 2")
    statement(document, "for line in conclusion")
    text(document, "{{ line }}")
    statement(document, "endfor")
    statement(document, "endif")
    last = text(document, "Biên bản được đọc lại, các thành viên dự họp nhất trí và cùng ký tên dưới đây.")
    last.paragraph_format.keep_with_next = True


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
