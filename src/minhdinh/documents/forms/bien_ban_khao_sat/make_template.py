"""Makes template.docx of the minutes of a visit; run it after a change and commit both."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument

from minhdinh.documents.authoring.blocks import statement, text
from minhdinh.documents.authoring.case_blocks import (
    BODY,
    begin,
    heading,
    keep,
    paragraphs,
    signed_by_three,
    title,
)


def make() -> WordDocument:
    """Return the template of the minutes."""
    document = begin("Số: {{ number }}", names=BODY)
    title(document, "BIÊN BẢN", "{{ kind }}: {{ school.name }}")
    heading(document, "I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN")
    text(document, "1. Bắt đầu: {{ starts }}. Kết thúc: {{ ends }}.")
    text(document, "2. Địa điểm: {{ place }}.")
    text(document, "3. Thành phần dự:")
    paragraphs(document, "present")
    statement(document, "if absent")
    text(document, "4. Vắng mặt:")
    paragraphs(document, "absent")
    statement(document, "endif")
    heading(document, "II. NỘI DUNG LÀM VIỆC")
    statement(document, "if plan")
    text(document, "**Nội dung, lịch làm việc đã thống nhất**")
    paragraphs(document, "plan")
    text(document, "**Diễn biến**")
    statement(document, "endif")
    paragraphs(document, "content")
    heading(document, "III. KẾT LUẬN, YÊU CẦU")
    paragraphs(document, "conclusion", "…" * 70)
    keep(document, "Biên bản được đọc lại cho những người dự cùng nghe, thống nhất và ký tên dưới đây.")
    signed_by_three(
        document,
        ["**NHÀ TRƯỜNG**", "(Ký, ghi rõ họ tên)", "**{{ school.head }}**"],
        ["**THƯ KÝ**", "(Ký, ghi rõ họ tên)", "**{{ body.secretary }}**"],
        ["**{{ body.leader_title|upper }}**", "(Ký, ghi rõ họ tên)", "**{{ body.leader }}**"],
    )
    return document


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
