"""Makes template.docx of the report on carrying out the improvement plan; run it after a change and commit both."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument
from docx.shared import Pt

from minhdinh.documents.authoring.blocks import RECIPIENTS, letterhead, signature, statement, text
from minhdinh.documents.authoring.margins import footer, watermark
from minhdinh.documents.authoring.styles import new_document
from minhdinh.documents.authoring.tables import CENTRE, HEAD, SMALL, grid, loop, row


def make() -> WordDocument:
    """Return the template of the report, on its side for the table of actions."""
    document = new_document(wide=True)
    watermark(document.sections[0])
    footer(document.sections[0])
    letterhead(document, number="Số: {{ number }}", place="{{ place_date }}", widths=(115, 142))
    text(document, "BÁO CÁO", "MD Title").paragraph_format.space_before = Pt(14)
    subject = "**Kết quả thực hiện kế hoạch cải tiến chất lượng giáo dục năm học {{ plan.year }}**"
    text(document, subject, "MD Centre").paragraph_format.space_after = Pt(8)
    text(
        document,
        "Thực hiện Kế hoạch số {{ plan.number }} {{ plan.long_date }} về cải tiến chất lượng giáo dục năm học "
        "{{ plan.year }}, {{ school.name }} báo cáo kết quả như sau:",
    )
    _overview(document)
    _actions(document)
    _monitorings(document)
    _unfinished(document)
    signature(
        document,
        [RECIPIENTS, "- {{ school.managing_body }} (để báo cáo);", "- Hội đồng tự đánh giá;", "- Lưu: VT."],
        ["**{{ signers.head_position|upper }}**", "(Ký tên, đóng dấu)", "**{{ signers.head }}**"],
    )
    return document


def _overview(document: WordDocument) -> None:
    document.add_paragraph("I. TÌNH HÌNH CHUNG", style="Heading 2")
    text(
        document,
        "Kế hoạch có {{ counts.issues }} vấn đề trọng tâm, {{ counts.actions }} hoạt động. Đến thời điểm báo cáo: "
        "{{ counts.done }} hoạt động đã hoàn thành, {{ counts.doing }} đang thực hiện, {{ counts.not_started }} chưa "
        "bắt đầu, {{ counts.blocked }} gặp vướng mắc, {{ counts.not_done }} không thực hiện được; {{ counts.late }} "
        "hoạt động chậm so với thời gian đã định. Số lần giám sát nội bộ: {{ counts.monitorings }}/02.",
    )
    statement(document, "if publications")
    text(document, "Kế hoạch đã được công khai: {{ publications|join('; ') }}.")
    statement(document, "endif")


def _actions(document: WordDocument) -> None:
    document.add_paragraph("II. KẾT QUẢ THỰC HIỆN TỪNG HOẠT ĐỘNG", style="Heading 2")
    table = grid(document, (12, 52, 45, 26, 30, 50, 42))
    row(
        table,
        (
            "TT",
            "Nội dung cải tiến",
            "Mục tiêu, chỉ số",
            "Thời gian",
            "Mức độ thực hiện",
            "Kết quả đạt được",
            "Minh chứng",
        ),
        HEAD,
        head=True,
    )
    cells = [
        "{{ one.number }}", "{{ one.content }}", "{{ one.indicator }}", "{{ one.when }}",
        "{{ one.state or 'Chưa bắt đầu' }}", "{{ one.achieved }}", "{{ one.proof }}",
    ]  # fmt: skip
    loop(table, "for one in actions", cells, (CENTRE, *[SMALL] * 6))
    statement(document, "if no_actions")
    text(document, "{{ no_actions }}", "MD Centre")
    statement(document, "endif")


def _monitorings(document: WordDocument) -> None:
    document.add_paragraph("III. GIÁM SÁT NỘI BỘ", style="Heading 2")
    statement(document, "for one in monitorings")
    text(document, "**{{ one.label }}** ({{ one.assessor }}): {{ one.result }}")
    statement(document, "endfor")
    statement(document, "if not monitorings")
    text(document, "Chưa giám sát lần nào.")
    statement(document, "endif")


def _unfinished(document: WordDocument) -> None:
    document.add_paragraph("IV. HOẠT ĐỘNG CHƯA HOÀN THÀNH VÀ NGUYÊN NHÂN", style="Heading 2")
    statement(document, "for line in unfinished")
    text(document, "- {{ line }}.")
    statement(document, "endfor")
    statement(document, "if not unfinished")
    text(document, "Không có.")
    statement(document, "endif")
    statement(document, "if left_open")
    text(document, "**Góp ý, kiến nghị nhà trường để ngỏ:**")
    statement(document, "for one in left_open")
    text(document, "- {{ one.limit }} Lý do: {{ one.reason }}.")
    statement(document, "endfor")
    statement(document, "endif")
    document.add_paragraph("V. ĐIỀU CHỈNH, ĐỀ XUẤT", style="Heading 2")
    statement(document, "for one in adjustments")
    text(document, "- {{ one.label }}: {{ one.adjustment }}")
    statement(document, "endfor")
    statement(document, "if not adjustments")
    text(document, "Không có điều chỉnh.")
    statement(document, "endif")


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
