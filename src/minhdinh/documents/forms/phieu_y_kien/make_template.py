"""Makes template.docx of an opinion slip; run it after a change and commit both."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument

from minhdinh.documents.authoring.blocks import statement, text
from minhdinh.documents.authoring.case_blocks import BODY, begin, heading, signed, title
from minhdinh.documents.authoring.tables import CENTRE, HEAD, grid, row


def make() -> WordDocument:
    """Return the template of the opinion slip."""
    document = begin(names=BODY)
    title(document, "PHIẾU Ý KIẾN", "Thẩm định đề nghị công nhận đạt chuẩn quốc gia của {{ school.name }}")
    text(document, "Họ và tên thành viên: **{{ member.name }}**. Vai trò: {{ member.role }}.")
    text(document, "Chức vụ, đơn vị công tác: {{ member.place }}.")
    text(
        document,
        "Hồ sơ số {{ case.number }}; báo cáo tự đánh giá năm học {{ year }}; mức trường tự đánh giá: {{ declared }}.",
    )
    heading(document, "1. Ý kiến về đề nghị của nhà trường")
    table = grid(document, (55, 55, 55))
    row(table, ("Đồng ý", "Không đồng ý", "Ý kiến khác"), HEAD, head=True)
    row(table, ("{{ crosses.agree }}", "{{ crosses.disagree }}", "{{ crosses.abstain }}"), CENTRE)
    heading(document, "2. Nhận xét, lý do, đề nghị")
    statement(document, "for one in texts")
    text(document, "**{{ one.label }}**")
    statement(document, "for line in one.lines")
    text(document, "{{ line }}")
    statement(document, "endfor")
    statement(document, "endfor")
    statement(document, "if not texts")
    text(document, "…" * 140)
    statement(document, "endif")
    signed(document, [""], ["**THÀNH VIÊN HỘI ĐỒNG**", "(Ký, ghi rõ họ tên)", "**{{ member.name }}**"])
    return document


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
