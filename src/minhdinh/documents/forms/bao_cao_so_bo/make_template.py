"""Makes template.docx of a member's preliminary report; run it after a change and commit both."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument

from minhdinh.documents.authoring.blocks import statement, text
from minhdinh.documents.authoring.case_blocks import BODY, begin, heading, signed, title


def make() -> WordDocument:
    """Return the template of the preliminary report."""
    document = begin(names=BODY)
    title(
        document,
        "BÁO CÁO SƠ BỘ",
        "Kết quả nghiên cứu hồ sơ tự đánh giá năm học {{ year }} của {{ school.name }}",
    )
    text(document, "Họ và tên thành viên: **{{ member.name }}**. Vai trò: {{ member.role }}.")
    text(document, "Chức vụ, đơn vị công tác: {{ member.place }}.")
    statement(document, "if member.criteria")
    text(document, "Tiêu chí được phân công nghiên cứu sâu: {{ member.criteria }}.")
    statement(document, "endif")
    statement(document, "for one in texts")
    heading(document, "{{ loop.index }}. {{ one.label }}")
    statement(document, "for line in one.lines")
    text(document, "{{ line }}")
    statement(document, "endfor")
    statement(document, "endfor")
    statement(document, "if not texts")
    for words in ("1. Nhận xét chung về báo cáo tự đánh giá", "2. Nội dung cần làm rõ khi khảo sát"):
        heading(document, words)
        text(document, "…" * 70)
    statement(document, "endif")
    signed(document, [""], ["**NGƯỜI VIẾT BÁO CÁO**", "(Ký, ghi rõ họ tên)", "**{{ member.name }}**"])
    return document


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
