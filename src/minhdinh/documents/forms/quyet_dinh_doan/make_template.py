"""Makes template.docx of the decision that forms a team or council; run it after a change and commit both."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument
from docx.shared import Pt

from minhdinh.documents.authoring.blocks import RECIPIENTS, page_break, statement, text
from minhdinh.documents.authoring.case_blocks import begin, member_table, signed, title


def make() -> WordDocument:
    """Return the template of the decision."""
    document = begin("Số: {{ body.number }}")
    _decision(document)
    page_break(document)
    text(document, "DANH SÁCH {{ body.title|upper }}", "MD Title")
    note = text(document, "(Kèm theo Quyết định số {{ body.number }} {{ body.date }})", "MD Centre")
    note.paragraph_format.space_after = Pt(8)
    member_table(document)
    return document


def _decision(document: WordDocument) -> None:
    title(document, "QUYẾT ĐỊNH", "Về việc thành lập {{ body.title }} đối với {{ school.name }}")
    text(document, "{{ authority|upper }}", "MD Title")
    text(document, "Căn cứ {{ case.law }};")
    text(
        document, "Căn cứ hồ sơ đăng ký của {{ school.name }} (công văn {{ case.letter }}; {{ case.wish }});"
    )
    text(document, "Xét năng lực, nhiệm vụ của cán bộ, công chức, viên chức,")
    text(document, "QUYẾT ĐỊNH:", "MD Title")
    text(
        document,
        "**Điều 1.** Thành lập {{ body.title }} đối với {{ school.name }} gồm {{ body.size }} ông (bà) có tên trong "
        "danh sách kèm theo. Thời gian làm việc từ ngày {{ body.starts_on }} đến hết ngày {{ body.ends_on }}.",
    )
    text(document, "**Điều 2.** {{ body.title }} có nhiệm vụ:")
    statement(document, "for line in duties")
    text(document, "{{ line }}")
    statement(document, "endfor")
    text(
        document,
        "**Điều 3.** Các ông (bà) có tên tại Điều 1, {{ school.name }} và các đơn vị liên quan chịu trách nhiệm thi "
        "hành Quyết định này. Quyết định có hiệu lực kể từ ngày ký./.",
    )
    signed(
        document,
        [RECIPIENTS, "- Như Điều 3;", "- {{ school.managing_body }};", "- Lưu: VT."],
        ["**{{ signing|upper }}**", "(Ký tên, đóng dấu)", "**{{ body.signer }}**"],
    )


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
