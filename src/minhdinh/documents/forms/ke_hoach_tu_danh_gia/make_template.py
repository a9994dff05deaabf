"""Makes template.docx of the self-assessment plan; run it after a change and commit both."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument
from docx.shared import Pt

from minhdinh.documents.authoring.blocks import RECIPIENTS, letterhead, rich, signature, statement, text
from minhdinh.documents.authoring.margins import footer, watermark
from minhdinh.documents.authoring.styles import new_document
from minhdinh.documents.authoring.tables import CELL, CENTRE, HEAD, grid, loop, row

_PROCESS = (
    ("Lập kế hoạch tự đánh giá", "Thành lập Hội đồng tự đánh giá; ban hành kế hoạch; phân công nhiệm vụ."),
    ("Tổ chức thực hiện", "Phân tích yêu cầu của từng tiêu chí; thu thập, mã hóa và xác minh minh chứng."),
    (
        "Kiểm tra, phân tích",
        "Đối chiếu minh chứng với yêu cầu của từng mức; mô tả hiện trạng; xác định mức đạt.",
    ),
    (
        "Tổng hợp và xác nhận kết quả",
        "Viết báo cáo; Hội đồng thảo luận, thông qua; {{ words.head }} xác nhận.",
    ),
    (
        "Xây dựng, điều chỉnh kế hoạch cải tiến chất lượng",
        (
            "Lập kế hoạch cải tiến từ báo cáo; thực hiện và giám sát nội bộ ít nhất 02 lần trong năm học; dùng kết quả cho "
            "chu kỳ sau."
        ),
    ),
)


def make() -> WordDocument:
    """Return the template of the plan."""
    document = new_document()
    watermark(document.sections[0])
    footer(document.sections[0])
    letterhead(document, number="Số: {{ number }}", place="{{ place_date }}")
    text(document, "KẾ HOẠCH", "MD Title").paragraph_format.space_before = Pt(18)
    text(document, "**Tự đánh giá năm học {{ year }}**", "MD Centre").paragraph_format.space_after = Pt(8)
    text(document, "Căn cứ {{ set.legal_basis }};")
    text(document, "Căn cứ Quyết định {{ decision }} về việc thành lập Hội đồng tự đánh giá;")
    text(
        document,
        "Hội đồng tự đánh giá {{ school.name }} xây dựng kế hoạch tự đánh giá năm học {{ year }} như sau:",
    )
    for number, title, name in (
        ("I", "MỤC ĐÍCH", "purpose"),
        ("II", "PHẠM VI", "scope"),
        ("III", "CÔNG CỤ", "tools"),
        ("IV", "NGUỒN LỰC", "resources"),
    ):
        document.add_paragraph(f"{number}. {title}", style="Heading 2")
        rich(document, name)
    _people(document)
    _process(document)
    _calendar(document)
    signature(
        document,
        [RECIPIENTS, "- {{ school.managing_body }} (để báo cáo);", "- Thành viên Hội đồng;", "- Lưu: VT."],
        ["**TM. HỘI ĐỒNG TỰ ĐÁNH GIÁ**", "**CHỦ TỊCH**", "(Ký, ghi rõ họ tên)", "**{{ signers.chair }}**"],
    )
    return document


def _people(document: WordDocument) -> None:
    document.add_paragraph("V. PHÂN CÔNG NHIỆM VỤ", style="Heading 2")
    table = grid(document, (12, 50, 30, 33, 40))
    row(table, ("TT", "Họ và tên", "Vai trò", "Tiêu chí phụ trách", "Nhiệm vụ"), HEAD, head=True)
    loop(
        table,
        "for one in members",
        ("{{ one.number }}", "{{ one.name }}", "{{ one.role }}", "{{ one.criteria }}", "{{ one.task }}"),
        (CENTRE, CELL, CELL, CELL, CELL),
    )
    statement(document, "if not members")
    text(document, "[chưa có dữ liệu]", "MD Centre")
    statement(document, "endif")


def _process(document: WordDocument) -> None:
    document.add_paragraph("VI. QUY TRÌNH TỰ ĐÁNH GIÁ", style="Heading 2")
    for number, (title, content) in enumerate(_PROCESS, start=1):
        text(document, f"**Bước {number}. {title}:** {content}")


def _calendar(document: WordDocument) -> None:
    document.add_paragraph("VII. TIẾN ĐỘ THỰC HIỆN", style="Heading 2")
    table = grid(document, (12, 62, 43, 48))
    row(table, ("TT", "Nội dung công việc", "Thời gian", "Người, bộ phận phụ trách"), HEAD, head=True)
    loop(
        table,
        "for step in steps",
        ("{{ step.number }}", "{{ step.content }}", "{{ step.when }}", "{{ step.owner }}"),
        (CENTRE, CELL, CELL, CELL),
    )
    statement(document, "if no_steps")
    text(document, "{{ no_steps }}", "MD Centre")
    statement(document, "endif")
    text(
        document,
        "Báo cáo tự đánh giá được Hội đồng thông qua trước ngày 15 tháng 6 của năm học. Trong quá trình thực hiện, nếu "
        "có vướng mắc, các thành viên báo cáo Chủ tịch Hội đồng để điều chỉnh kịp thời.",
    )


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
