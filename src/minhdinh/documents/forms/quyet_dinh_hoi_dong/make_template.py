"""Makes template.docx of the council's decision; run it after a change and commit both."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument
from docx.shared import Pt

from minhdinh.documents.authoring.blocks import RECIPIENTS, letterhead, page_break, signature, statement, text
from minhdinh.documents.authoring.margins import footer, watermark
from minhdinh.documents.authoring.styles import new_document
from minhdinh.documents.authoring.tables import CELL, CENTRE, HEAD, grid, loop, row

_DUTIES = (
    "a) Xây dựng kế hoạch tự đánh giá, phân công nhiệm vụ cụ thể cho từng thành viên;",
    "b) Thu thập, phân tích, xác minh thông tin và minh chứng; đối chiếu với yêu cầu của từng tiêu chí, xác định mức đạt;",
    "c) Viết, thảo luận và thông qua báo cáo tự đánh giá{{ deadline }};",
    "d) Theo dõi, đánh giá việc thực hiện kế hoạch cải tiến chất lượng.",
)


def make() -> WordDocument:
    """Return the template of the decision."""
    document = new_document()
    watermark(document.sections[0])
    footer(document.sections[0])
    letterhead(document, number="Số: {{ number }}", place="{{ place_date }}")
    _decision(document)
    page_break(document)
    _list(document)
    return document


def _decision(document: WordDocument) -> None:
    text(document, "QUYẾT ĐỊNH", "MD Title").paragraph_format.space_before = Pt(18)
    text(document, "**Về việc thành lập Hội đồng tự đánh giá năm học {{ year }}**", "MD Centre")
    text(document, "{{ signers.head_position|upper }} {{ school.name|upper }}", "MD Title")
    text(document, "Căn cứ {{ set.legal_basis }};")
    statement(document, "if guidance")
    text(document, "Căn cứ {{ guidance }};")
    statement(document, "endif")
    text(
        document,
        "Xét yêu cầu của công tác tự đánh giá và năng lực, nhiệm vụ của cán bộ, giáo viên, nhân viên,",
    )
    text(document, "QUYẾT ĐỊNH:", "MD Title")
    text(
        document,
        "**Điều 1.** Thành lập Hội đồng tự đánh giá {{ school.name }} năm học {{ year }} gồm {{ size }} ông (bà) "
        "có tên trong danh sách kèm theo Quyết định này."
        "{% if guidance and groups %} Giúp việc Hội đồng có nhóm thư ký và các nhóm công tác theo danh sách kèm theo."
        "{% endif %}",
    )
    text(document, "**Điều 2.** Hội đồng tự đánh giá có nhiệm vụ:")
    for duty in _DUTIES:
        text(document, duty)
    text(
        document,
        "**Điều 3.** Các ông (bà) có tên tại Điều 1, các tổ, bộ phận và cá nhân liên quan chịu trách nhiệm thi hành "
        "Quyết định này. Quyết định có hiệu lực kể từ ngày ký./.",
    )
    signature(
        document,
        [RECIPIENTS, "- Như Điều 3;", "- {{ school.managing_body }} (để báo cáo);", "- Lưu: VT."],
        ["**{{ signers.head_position|upper }}**", "(Ký tên, đóng dấu)", "**{{ signers.head }}**"],
    )


def _list(document: WordDocument) -> None:
    text(document, "DANH SÁCH HỘI ĐỒNG TỰ ĐÁNH GIÁ", "MD Title")
    note = text(document, "(Kèm theo Quyết định số {{ number }} {{ date }})", "MD Centre")
    note.paragraph_format.space_after = Pt(8)
    table = grid(document, (12, 46, 40, 27, 40))
    row(table, ("TT", "Họ và tên", "Chức vụ", "Vai trò", "Nhiệm vụ"), HEAD, head=True)
    loop(
        table,
        "for one in members",
        ("{{ one.number }}", "{{ one.name }}", "{{ one.position }}", "{{ one.role }}", "{{ one.task }}"),
        (CENTRE, CELL, CELL, CELL, CELL),
    )
    statement(document, "if groups")
    text(document, "CÁC NHÓM CÔNG TÁC", "MD Title")
    table = grid(document, (12, 33, 40, 50, 30))
    row(table, ("TT", "Nhóm", "Nhóm trưởng", "Thành viên", "Tiêu chí"), HEAD, head=True)
    loop(
        table,
        "for one in groups",
        ("{{ one.number }}", "{{ one.name }}", "{{ one.lead }}", "{{ one.members }}", "{{ one.criteria }}"),
        (CENTRE, CELL, CELL, CELL, CELL),
    )
    statement(document, "endif")


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
