"""Makes template.docx of the receipt; run it after a change and commit both."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument

from minhdinh.documents.authoring.blocks import text
from minhdinh.documents.authoring.case_blocks import begin, heading, keep, signed, title
from minhdinh.documents.authoring.tables import CELL, CENTRE, HEAD, grid, loop, row


def make() -> WordDocument:
    """Return the template of the receipt."""
    document = begin("Số: {{ case.number }}")
    title(document, "PHIẾU TIẾP NHẬN HỒ SƠ", "Đăng ký: {{ case.wish }}")
    for line in (
        "1. Cơ sở giáo dục gửi hồ sơ: **{{ school.name }}**.",
        "2. Địa chỉ: {{ school.address }}.",
        "3. Báo cáo tự đánh giá năm học {{ year }}; loại đăng ký: {{ case.kind }}; mức trường tự nhận: {{ declared }}.",
        "4. Công văn đăng ký {{ case.letter }}.",
        "5. Số tiếp nhận: {{ case.number }}; ngày tiếp nhận: {{ case.received }}.",
        "6. Giấy tờ đã nhận:",
    ):
        text(document, line)
    table = grid(document, (13, 82, 35, 35))
    row(table, ("TT", "Tên giấy tờ, tệp", "Loại", "Ghi chú"), HEAD, head=True)
    loop(
        table,
        "for one in files",
        ("{{ one.number }}", "{{ one.name }}", "{{ one.kind }}", "{{ one.note }}"),
        (CENTRE, CELL, CELL, CELL),
    )
    heading(document, "Tình trạng", 3)
    keep(
        document,
        "{% if accepted %}Hồ sơ đã được tiếp nhận.{% else %}Hồ sơ đã nhận, đang được kiểm tra.{% endif %} "
        "Việc tiếp nhận không phải là kết luận về nội dung hồ sơ.",
    )
    signed(
        document,
        ["**NGƯỜI NỘP HỒ SƠ**", "(Ký, ghi rõ họ tên)", ""],
        ["**NGƯỜI TIẾP NHẬN**", "(Ký, ghi rõ họ tên)", "**{{ receiver }}**"],
    )
    return document


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
