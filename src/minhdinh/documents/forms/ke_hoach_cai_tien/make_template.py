"""Makes template.docx of the three-column improvement plan; run it after a change and commit both."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument
from docx.shared import Pt

from minhdinh.documents.authoring.blocks import RECIPIENTS, letterhead, signature, statement, text
from minhdinh.documents.authoring.margins import footer, watermark
from minhdinh.documents.authoring.styles import new_document
from minhdinh.documents.authoring.tables import CELL, CENTRE, HEAD, grid, loop, row


def make() -> WordDocument:
    """Return the template of the plan."""
    document = new_document()
    watermark(document.sections[0])
    footer(document.sections[0])
    letterhead(document, number="Số: {{ plan.number }}", place="{{ plan.place_date }}")
    text(document, "KẾ HOẠCH", "MD Title").paragraph_format.space_before = Pt(18)
    text(document, "**Thực hiện cải tiến chất lượng giáo dục năm học {{ plan.year }}**", "MD Centre")
    document.paragraphs[-1].paragraph_format.space_after = Pt(8)
    statement(document, "if plan.legal_basis")
    text(document, "Căn cứ {{ plan.legal_basis }};")
    statement(document, "endif")
    statement(document, "for line in grounds")
    text(document, "Căn cứ {{ line }};")
    statement(document, "endfor")
    text(
        document,
        "{{ school.name }} xây dựng kế hoạch cải tiến chất lượng giáo dục năm học {{ plan.year }} như sau:",
    )
    _texts(document, "I. MỤC ĐÍCH, YÊU CẦU", "purpose")
    _results(document)
    document.add_paragraph("III. ĐÁNH GIÁ CHUNG", style="Heading 2")
    _listed(document, "1. Ưu điểm", "strengths")
    _listed(document, "2. Hạn chế", "limits")
    _texts(document, "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ, GIẢI PHÁP", "direction")
    _table(document)
    _texts(document, "VI. TỔ CHỨC THỰC HIỆN", "organising")
    last = text(
        document,
        "Trên đây là kế hoạch cải tiến chất lượng giáo dục năm học {{ plan.year }}. Các tổ, bộ phận và cá nhân thực "
        "hiện nghiêm túc; nếu có khó khăn, vướng mắc, báo cáo kịp thời để Hội đồng tự đánh giá và lãnh đạo "
        "{{ words.school }} giải quyết./.",
    )
    last.paragraph_format.keep_with_next = True
    signature(
        document,
        [
            RECIPIENTS,
            "- {{ school.managing_body }} (để báo cáo);",
            "- Cán bộ, giáo viên, nhân viên (để thực hiện);",
            "- Niêm yết, trang thông tin của {{ words.school }};",
            "- Lưu: VT.",
        ],
        ["**{{ signers.head_position|upper }}**", "(Ký tên, đóng dấu)", "**{{ signers.head }}**"],
    )
    return document


def _texts(document: WordDocument, title: str, name: str) -> None:
    document.add_paragraph(title, style="Heading 2")
    statement(document, f"for line in {name}")
    text(document, "{{ loop.index }}. {{ line }}")
    statement(document, "endfor")


def _listed(document: WordDocument, title: str, name: str) -> None:
    document.add_paragraph(title, style="Heading 4")
    statement(document, f"for line in {name}")
    text(document, "- {{ line }}")
    statement(document, "endfor")


def _results(document: WordDocument) -> None:
    document.add_paragraph("II. KẾT QUẢ ĐẠT ĐƯỢC", style="Heading 2")
    document.add_paragraph("1. Kết quả tự đánh giá năm học {{ plan.source_year }}", style="Heading 4")
    text(
        document,
        "- Đánh giá {{ standard_count }} tiêu chuẩn, {{ criterion_count }} tiêu chí. Kết quả của {{ words.school }}: "
        "{{ level }}.",
    )
    statement(document, "for line in level_lines")
    text(document, "- {{ line }}.")
    statement(document, "endfor")
    _listed(document, "2. Công tác chỉ đạo và kết quả thực hiện các biện pháp cải tiến", "achieved")


def _table(document: WordDocument) -> None:
    document.add_paragraph("V. KẾ HOẠCH, THỜI GIAN THỰC HIỆN", style="Heading 2")
    table = grid(document, (13, 110, 42))
    row(table, ("TT", "Nội dung công việc", "Thời điểm thực hiện"), HEAD, head=True)
    loop(
        table,
        "for one in rows",
        ("{{ one.number }}", "{{ one.content }}", "{{ one.when }}"),
        (CENTRE, CELL, CENTRE),
    )
    statement(document, "if no_rows")
    text(document, "{{ no_rows }}", "MD Centre")
    statement(document, "endif")


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
