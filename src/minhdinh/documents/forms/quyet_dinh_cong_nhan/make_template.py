"""Makes template.docx of the decision that recognises; run it after a change and commit both."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument
from docx.shared import Pt

from minhdinh.documents.authoring.blocks import RECIPIENTS, letterhead, signature, statement, text
from minhdinh.documents.authoring.margins import watermark
from minhdinh.documents.authoring.styles import new_document

NAMES = ("{{ office.above|upper }}", "{{ office.name|upper }}")
SIGNING = ["**{{ titles }}**", "(Ký tên, đóng dấu)", "**{{ signer }}**"]


def make() -> WordDocument:
    """Return the template of the decision."""
    document = new_document()
    watermark(document.sections[0])
    letterhead(document, number="Số: {{ number }}", place="{{ place_date }}", names=NAMES)
    text(document, "QUYẾT ĐỊNH", "MD Title").paragraph_format.space_before = Pt(18)
    text(document, "**Về việc công nhận {{ school.name }} {{ what }}**", "MD Centre")
    text(document, "{{ authority|upper }}", "MD Title").paragraph_format.space_before = Pt(12)
    statement(document, "for one in basis")
    text(document, "Căn cứ {{ one }};")
    statement(document, "endfor")
    statement(document, "if case")
    text(
        document,
        "Căn cứ hồ sơ đăng ký {{ case.number }} và kết quả {{ case.examined }} đối với {{ school.name }};",
    )
    statement(document, "endif")
    text(document, "Xét đề nghị của bộ phận chuyên môn,")
    text(document, "QUYẾT ĐỊNH:", "MD Title")
    text(document, "**Điều 1.** Công nhận {{ school.name }} {{ what }}.")
    text(
        document,
        "**Điều 2.** Kết quả công nhận có giá trị đến hết ngày {{ ends }}. Trường có trách nhiệm duy trì, cải tiến chất "
        "lượng và công khai kết quả theo quy định.",
    )
    text(
        document,
        "**Điều 3.** {{ school.name }}, các đơn vị và cá nhân liên quan chịu trách nhiệm thi hành Quyết định này. Quyết "
        "định có hiệu lực kể từ ngày ký./.",
    )
    signature(document, [RECIPIENTS, "- Như Điều 3;", "- Lưu: VT."], SIGNING)
    return document


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
