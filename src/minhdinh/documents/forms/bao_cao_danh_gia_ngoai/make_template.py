"""Makes template.docx of the body's report; run it after a change and commit both."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument

from minhdinh.documents.authoring.blocks import page_break, rich, statement, text
from minhdinh.documents.authoring.case_blocks import (
    BODY,
    begin,
    heading,
    keep,
    member_table,
    paragraphs,
    result_table,
    signed,
    title,
)
from minhdinh.documents.authoring.tables import CELL, CENTRE, HEAD, grid, loop, row


def make() -> WordDocument:
    """Return the template of the report."""
    document = begin("Số: ……/BC-……", names=BODY)
    title(document, "{{ heading }}", "{{ school.name }}, năm học {{ year }}")
    text(document, "({{ state }})", "MD Centre")
    _opening(document)
    _results(document)
    _ending(document)
    signed(
        document,
        ["**THƯ KÝ**", "(Ký, ghi rõ họ tên)", "**{{ body.secretary }}**"],
        ["**{{ body.leader_title|upper }}**", "(Ký, ghi rõ họ tên)", "**{{ body.leader }}**"],
    )
    statement(document, "if fingerprint")
    text(document, "Nội dung lập từ bản đã lưu, mã SHA-256: {{ fingerprint }}", "MD Small")
    statement(document, "endif")
    statement(document, "if site_annex")
    page_break(document)
    text(document, "PHỤ LỤC", "MD Title")
    text(document, "(Theo báo cáo tự đánh giá đã niêm phong của nhà trường)", "MD Centre")
    rich(document, "site_annex")
    statement(document, "endif")
    return document


def _opening(document: WordDocument) -> None:
    heading(document, "I. GIỚI THIỆU")
    text(
        document,
        "{{ body.title }} được thành lập theo Quyết định số {{ body.number }} {{ body.date }} của {{ body.issuer }}, làm "
        "việc từ ngày {{ body.starts_on }} đến ngày {{ body.ends_on }}, đánh giá {{ school.name }} ({{ school.address }}) "
        "theo hồ sơ đăng ký số {{ case.number }}: {{ case.wish }}. Mức trường tự nhận: {{ declared }}.",
    )
    member_table(document, tasks=False)
    paragraphs(document, "parts.introduction")
    heading(document, "II. TÓM TẮT QUÁ TRÌNH LÀM VIỆC")
    paragraphs(document, "parts.process", "…" * 70)
    statement(document, "if objections")
    keep(document, "Ý kiến của nhà trường về dự thảo và việc xử lý:")
    statement(document, "for one in objections")
    keep(document, "**- {{ one.place }}**")
    statement(document, "for line in one.lines")
    text(document, "{{ line }}")
    statement(document, "endfor")
    text(document, "Xử lý: {{ one.reply }}.")
    statement(document, "for line in one.reason")
    text(document, "{{ line }}")
    statement(document, "endfor")
    statement(document, "endfor")
    statement(document, "endif")


def _results(document: WordDocument) -> None:
    heading(document, "III. KẾT QUẢ THEO TIÊU CHUẨN, TIÊU CHÍ")
    keep(document, "1. Bảng tổng hợp")
    result_table(document)
    keep(document, "2. Nhận xét từng tiêu chí")
    statement(document, "for standard in standards")
    heading(document, "{{ standard.heading }}", 3)
    statement(document, "if not standard.criteria")
    text(document, "Chưa có kết luận.")
    statement(document, "endif")
    statement(document, "for one in standard.criteria")
    _criterion(document)
    statement(document, "endfor")
    statement(document, "endfor")
    statement(document, "if items")
    heading(document, "Mức 4", 3)
    statement(document, "for one in items")
    _criterion(document)
    statement(document, "endfor")
    statement(document, "endif")


def _criterion(document: WordDocument) -> None:
    heading(document, "{{ one.heading }}", 4)
    statement(document, "for text in one.texts")
    text(document, "**{{ text.label }}:**").paragraph_format.keep_with_next = True
    statement(document, "for line in text.lines")
    text(document, "{{ line }}")
    statement(document, "endfor")
    statement(document, "endfor")
    text(document, "Trường tự đánh giá: {{ one.own }}. **Kết luận: {{ one.level }}.**")


def _ending(document: WordDocument) -> None:
    heading(document, "IV. ĐÁNH GIÁ CHUNG")
    keep(document, "**1. Điểm mạnh**")
    paragraphs(document, "parts.strengths", "…" * 70)
    keep(document, "**2. Điểm yếu**")
    paragraphs(document, "parts.weaknesses", "…" * 70)
    heading(document, "V. KIẾN NGHỊ")
    keep(document, "**1. Với nhà trường**")
    paragraphs(document, "parts.to_school", "Không có.")
    keep(document, "**2. Với cơ quan quản lý**")
    paragraphs(document, "parts.to_office", "Không có.")
    heading(document, "VI. KẾT LUẬN VÀ ĐỀ NGHỊ")
    table = grid(document, (110, 55))
    row(table, ("Kết luận tiêu chí", "Số tiêu chí"), HEAD, head=True)
    loop(table, "for one in counts", ("{{ one.label }}", "{{ one.count }}"), (CELL, CENTRE))
    paragraphs(document, "parts.proposal")
    keep(document, "Mức kết luận: **{{ result }}**.")


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
