"""Makes template.docx of the self-assessment plan of 2018; run it after a change and commit both."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument
from docx.shared import Pt

from minhdinh.documents.authoring.blocks import RECIPIENTS, letterhead, rich, signature, statement, text
from minhdinh.documents.authoring.margins import footer, watermark
from minhdinh.documents.authoring.styles import new_document
from minhdinh.documents.authoring.tables import CELL, CENTRE, HEAD, grid, loop, row

_STEPS = (
    "Thành lập hội đồng tự đánh giá",
    "Lập kế hoạch tự đánh giá",
    "Thu thập, xử lý và phân tích các minh chứng",
    "Đánh giá các mức đạt được theo từng tiêu chí",
    "Viết báo cáo tự đánh giá",
    "Công bố báo cáo tự đánh giá",
    "Triển khai các hoạt động sau khi hoàn thành báo cáo tự đánh giá",
)


def make() -> WordDocument:
    """Return the template of the plan."""
    document = new_document()
    watermark(document.sections[0])
    footer(document.sections[0])
    letterhead(document, number="Số: {{ number }}", place="{{ place_date }}")
    text(document, "KẾ HOẠCH TỰ ĐÁNH GIÁ", "MD Title").paragraph_format.space_before = Pt(18)
    text(document, "**Năm học {{ year }}**", "MD Centre").paragraph_format.space_after = Pt(8)
    text(document, "Căn cứ {{ set.legal_basis }};")
    text(document, "Căn cứ {{ guidance }};")
    text(document, "Căn cứ Quyết định {{ decision }} về việc thành lập Hội đồng tự đánh giá;")
    text(document, "Hội đồng tự đánh giá {{ school.name }} xây dựng kế hoạch tự đánh giá như sau:")
    for title, name in (
        ("I. MỤC ĐÍCH TỰ ĐÁNH GIÁ", "purpose"),
        ("II. PHẠM VI TỰ ĐÁNH GIÁ", "scope"),
        ("III. CÔNG CỤ TỰ ĐÁNH GIÁ", "tools"),
    ):
        document.add_paragraph(title, style="Heading 2")
        rich(document, name)
    _council(document)
    _means(document)
    _calendar(document)
    signature(
        document,
        [RECIPIENTS, "- {{ school.managing_body }} (để báo cáo);", "- Thành viên Hội đồng;", "- Lưu: VT."],
        ["**TM. HỘI ĐỒNG TỰ ĐÁNH GIÁ**", "**CHỦ TỊCH**", "(Ký, ghi rõ họ tên)", "**{{ signers.chair }}**"],
    )
    return document


def _council(document: WordDocument) -> None:
    document.add_paragraph("IV. HỘI ĐỒNG TỰ ĐÁNH GIÁ", style="Heading 2")
    document.add_paragraph("1. Thành phần Hội đồng tự đánh giá", style="Heading 4")
    table = grid(document, (13, 57, 57, 38))
    row(table, ("TT", "Họ và tên", "Chức vụ", "Nhiệm vụ"), HEAD, head=True)
    loop(
        table,
        "for one in members",
        ("{{ one.number }}", "{{ one.name }}", "{{ one.position }}", "{{ one.role }}"),
        (CENTRE, CELL, CELL, CELL),
    )
    statement(document, "if no_members")
    text(document, "{{ no_members }}", "MD Centre")
    statement(document, "endif")
    document.add_paragraph("2. Nhóm thư ký và các nhóm công tác", style="Heading 4")
    statement(document, "if groups")
    table = grid(document, (13, 42, 45, 65))
    row(table, ("TT", "Nhóm", "Nhóm trưởng", "Thành viên"), HEAD, head=True)
    loop(
        table,
        "for one in groups",
        ("{{ one.number }}", "{{ one.name }}", "{{ one.lead }}", "{{ one.members }}"),
        (CENTRE, CELL, CELL, CELL),
    )
    statement(document, "else")
    text(document, "{{ by_hand }}")
    statement(document, "endif")
    document.add_paragraph("3. Phân công thực hiện", style="Heading 4")
    table = grid(document, (82, 58, 25))
    row(table, ("Tiêu chí", "Nhóm, cá nhân chịu trách nhiệm", "Ghi chú"), HEAD, head=True)
    loop(table, "for one in duties", ("{{ one.criterion }}", "{{ one.who }}", ""), (CELL, CELL, CELL))


def _means(document: WordDocument) -> None:
    document.add_paragraph("V. TẬP HUẤN NGHIỆP VỤ TỰ ĐÁNH GIÁ", style="Heading 2")
    statement(document, "if training")
    table = grid(document, (13, 42, 45, 65))
    row(table, ("TT", "Thời gian", "Thành phần", "Nội dung"), HEAD, head=True)
    loop(
        table,
        "for one in training",
        ("{{ loop.index }}", "{{ one.when }}", "{{ one.who }}", "{{ one.content }}"),
        (CENTRE, CELL, CELL, CELL),
    )
    statement(document, "else")
    text(document, "Thời gian, thành phần, nội dung:")
    text(document, "{{ by_hand }}")
    statement(document, "endif")
    document.add_paragraph("VI. DỰ KIẾN CÁC NGUỒN LỰC VÀ THỜI ĐIỂM CẦN HUY ĐỘNG", style="Heading 2")
    statement(document, "if words_of_means")
    rich(document, "resources")
    statement(document, "endif")
    statement(document, "if means")
    _table_of_means(document)
    statement(document, "endif")
    document.add_paragraph("VII. DỰ KIẾN THUÊ CHUYÊN GIA TƯ VẤN (NẾU CÓ)", style="Heading 2")
    text(document, "{{ experts }}")
    document.add_paragraph("VIII. DỰ KIẾN DANH MỤC MINH CHỨNG", style="Heading 2")
    statement(document, "if evidence")
    table = grid(document, (10, 20, 48, 26, 29, 32))
    heads = ("TT", "Tiêu chí", "Minh chứng", "Mã", "Nơi thu thập", "Nhóm, cá nhân thu thập")
    row(table, heads, HEAD, head=True)
    loop(
        table,
        "for one in evidence",
        (
            "{{ one.number }}",
            "{{ one.criteria }}",
            "{{ one.name }}",
            "{{ one.code }}",
            "{{ one.where }}",
            "{{ one.who }}",
        ),
        (CENTRE, CENTRE, CELL, CENTRE, CELL, CELL),
    )
    statement(document, "else")
    text(document, "Lập theo phiếu xác định nội hàm của từng tiêu chí.")
    statement(document, "endif")


def _table_of_means(document: WordDocument) -> None:
    table = grid(document, (22, 20, 63, 35, 25))
    heads = ("Tiêu chuẩn", "Tiêu chí", "Nguồn lực cần huy động", "Thời điểm huy động", "Ghi chú")
    row(table, heads, HEAD, head=True)
    loop(
        table,
        "for one in means",
        (
            "{{ one.standard }}",
            "{{ one.criterion }}",
            "{{ one.resource }}",
            "{{ one.when }}",
            "{{ one.note }}",
        ),
        (CENTRE, CENTRE, CELL, CELL, CELL),
    )


def _calendar(document: WordDocument) -> None:
    document.add_paragraph("IX. THỜI GIAN VÀ NỘI DUNG HOẠT ĐỘNG", style="Heading 2")
    text(document, "Tự đánh giá được tiến hành theo 07 bước:")
    for number, step in enumerate(_STEPS, start=1):
        text(document, f"Bước {number}. {step}{'.' if number == len(_STEPS) else ';'}")
    table = grid(document, (13, 22, 60, 35, 35))
    row(table, ("TT", "Tuần", "Nội dung", "Thời gian", "Người, nhóm phụ trách"), HEAD, head=True)
    loop(
        table,
        "for step in steps",
        (
            "{{ step.number }}",
            "{{ step.weeks }}",
            "{{ step.content }}",
            "{{ step.when }}",
            "{{ step.owner }}",
        ),
        (CENTRE, CENTRE, CELL, CELL, CELL),
    )
    statement(document, "if no_steps")
    text(document, "{{ no_steps }}", "MD Centre")
    statement(document, "endif")


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
