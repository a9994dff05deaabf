"""Makes template.docx of the decision that revokes; run it after a change and commit both."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument
from docx.shared import Pt

from minhdinh.documents.authoring.blocks import RECIPIENTS, letterhead, signature, text
from minhdinh.documents.authoring.margins import watermark
from minhdinh.documents.authoring.styles import new_document

NAMES = ("{{ office.above|upper }}", "{{ office.name|upper }}")


def make() -> WordDocument:
    """Return the template of the decision."""
    document = new_document()
    watermark(document.sections[0])
    letterhead(document, number="{{ revoked.number }}", place="{{ place_date }}", names=NAMES)
    text(document, "QUYẾT ĐỊNH", "MD Title").paragraph_format.space_before = Pt(18)
    text(document, "**Về việc thu hồi kết quả công nhận đối với {{ school.name }}**", "MD Centre")
    text(document, "{{ authority|upper }}", "MD Title").paragraph_format.space_before = Pt(12)
    text(document, "Căn cứ {{ revoked.basis or law }};")
    text(
        document,
        "Căn cứ Quyết định số {{ number }} {{ day }} về việc công nhận {{ school.name }} {{ what }};",
    )
    text(document, "Xét đề nghị của bộ phận chuyên môn,")
    text(document, "QUYẾT ĐỊNH:", "MD Title")
    text(
        document,
        "**Điều 1.** Thu hồi kết quả công nhận {{ school.name }} {{ what }} theo Quyết định số {{ number }} {{ day }}, kể "
        "từ {{ revoked.day }}.",
    )
    text(document, "Lý do: {{ revoked.reason }}{% if revoked.ground %} ({{ revoked.ground }}){% endif %}.")
    text(
        document,
        "**Điều 2.** Trường không sử dụng bằng, giấy chứng nhận đã cấp kể từ ngày thu hồi. Việc thu hồi được công khai "
        "trong sổ công nhận và trang xác minh của văn bản.",
    )
    text(
        document,
        "**Điều 3.** {{ school.name }}, các đơn vị và cá nhân liên quan chịu trách nhiệm thi hành Quyết định này. Quyết "
        "định có hiệu lực kể từ ngày ký./.",
    )
    signature(
        document,
        [RECIPIENTS, "- Như Điều 3;", "- Lưu: VT."],
        ["**{{ titles }}**", "(Ký tên, đóng dấu)", ""],
    )
    return document


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
