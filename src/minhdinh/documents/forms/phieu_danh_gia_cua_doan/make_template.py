"""Makes template.docx of a member's criterion slips; run it after a change and commit both."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument

from minhdinh.documents.authoring.blocks import page_break, statement, text
from minhdinh.documents.authoring.case_blocks import BODY, begin, heading, signed, title


def make() -> WordDocument:
    """Return the template of the slips: the head once, then a page for each criterion."""
    document = begin(names=BODY)
    title(document, "PHIẾU ĐÁNH GIÁ TIÊU CHÍ", "{{ school.name }}, năm học {{ year }}")
    text(document, "Họ và tên thành viên: **{{ member.name }}**. Vai trò: {{ member.role }}.")
    text(document, "Chức vụ, đơn vị công tác: {{ member.place }}.")
    statement(document, "if not slips")
    text(document, "Chưa có phiếu nào được gửi.")
    statement(document, "endif")
    statement(document, "for slip in slips")
    statement(document, "if slip.next")
    page_break(document)
    statement(document, "endif")
    heading(document, "{{ slip.heading }}")
    text(document, "Trường tự đánh giá: {{ slip.own }}.")
    statement(document, "for one in slip.texts")
    heading(document, "{{ one.label }}", 4)
    statement(document, "for line in one.lines")
    text(document, "{{ line }}")
    statement(document, "endfor")
    statement(document, "endfor")
    text(document, "**Mức thành viên đề xuất: {{ slip.level }}.**").paragraph_format.keep_with_next = True
    statement(document, "endfor")
    signed(document, [""], ["**NGƯỜI VIẾT PHIẾU**", "(Ký, ghi rõ họ tên)", "**{{ member.name }}**"])
    return document


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
