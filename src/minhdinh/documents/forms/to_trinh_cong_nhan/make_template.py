"""Makes template.docx of the submission; run it after a change and commit both."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument

from minhdinh.documents.authoring.blocks import RECIPIENTS, statement, text
from minhdinh.documents.authoring.case_blocks import begin, heading, keep, paragraphs, signed, title
from minhdinh.documents.authoring.tables import CELL, CENTRE, HEAD, grid, loop, row


def make() -> WordDocument:
    """Return the template of the submission."""
    document = begin("Số: ……/TTr-……")
    title(document, "TỜ TRÌNH", "Về việc đề nghị công nhận đối với {{ school.name }}")
    text(document, "Kính gửi: {{ authority }}", "MD Centre")
    text(document, "Căn cứ {{ case.law }};")
    text(
        document,
        "Căn cứ hồ sơ đăng ký số {{ case.number }} của {{ school.name }} và kết quả làm việc của {{ body.title }} (Quyết "
        "định số {{ body.number }} {{ body.date }}), xin trình như sau:",
    )
    heading(document, "1. Kết quả đánh giá, thẩm định")
    text(document, "Báo cáo tự đánh giá năm học {{ year }}; {{ case.kind }}; {{ case.wish }}.")
    text(document, "Mức kết luận: **{{ result }}**.")
    statement(document, "for one in counts")
    text(document, "- {{ one.label }}: {{ one.count }} tiêu chí.")
    statement(document, "endfor")
    statement(document, "if opinions")
    text(
        document,
        "Phiếu ý kiến của thành viên: {{ opinions.cast }}/{{ opinions.size }}; đồng ý {{ opinions.agreed }}, không đồng "
        "ý {{ opinions.against }}, ý kiến khác {{ opinions.blank }}.",
    )
    statement(document, "endif")
    statement(document, "if conditions")
    heading(document, "2. Điều kiện công nhận")
    table = grid(document, (15, 80, 30, 40))
    row(table, ("Mục", "Điều kiện", "Tình trạng", "Căn cứ, ghi chú"), HEAD, head=True)
    loop(
        table,
        "for one in conditions",
        ("{{ one.key }}", "{{ one.title }}", "{{ one.state }}", "{{ one.note }}"),
        (CENTRE, CELL, CENTRE, CELL),
    )
    statement(document, "endif")
    heading(document, "3. Đề nghị")
    paragraphs(document, "proposal")
    keep(
        document, "Kính trình {{ authority }} xem xét, quyết định đối với {{ school.name }}: {{ result }}./."
    )
    signed(
        document,
        [RECIPIENTS, "- Như trên;", "- Lưu: VT."],
        ["**NGƯỜI TRÌNH**", "(Ký, ghi rõ họ tên, chức vụ)", ""],
    )
    return document


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
