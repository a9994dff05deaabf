"""Makes template.docx of the report of 2018; run it after a change and commit both."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument

from minhdinh.documents.authoring.blocks import rich, signature, statement, text
from minhdinh.documents.authoring.margins import footer, new_section
from minhdinh.documents.authoring.styles import new_document
from minhdinh.documents.authoring.tables import (
    BOLD,
    CELL,
    CENTRE,
    HEAD,
    grid,
    loop,
    merge_across,
    merge_down,
    row,
    tag,
)  # fmt: skip
from minhdinh.documents.forms.bieu_1.make_template import contents, council, covers
from minhdinh.documents.forms.bieu_1.template_conclusion import facts
from minhdinh.documents.forms.danh_muc_2018.make_template import code_table
from minhdinh.documents.forms.phieu_danh_gia_2018.template_criterion import situation, verdict_table

_PURPOSES = (
    "- Xác định mức độ đáp ứng mục tiêu giáo dục trong từng giai đoạn;",
    "- Lập và thực hiện kế hoạch cải tiến chất lượng, duy trì và nâng cao chất lượng các hoạt động;",
    "- Thông báo công khai với cơ quan quản lý và xã hội về thực trạng chất lượng của {{ words.school }};",
    "- Làm cơ sở đề nghị đánh giá, công nhận hoặc không công nhận.",
)


def make() -> WordDocument:
    """Return the template of the report."""
    document = new_document()
    covers(document)
    footer(new_section(document))
    council(document)
    contents(document)
    _synthesis(document)
    _data(document)
    _self_assessment(document)
    _conclusion(document)
    _appendix(document)
    return document


def _synthesis(document: WordDocument) -> None:
    document.add_paragraph("TỔNG HỢP KẾT QUẢ TỰ ĐÁNH GIÁ", style="Heading 1")
    document.add_paragraph("1. Kết quả đánh giá", style="Heading 4")
    statement(document, "for one in syntheses")
    statement(document, "if one.label")
    text(document, "Cấp học: {{ one.label }}", "MD Title")
    statement(document, "endif")
    document.add_paragraph("1.1. Đánh giá tiêu chí Mức 1, 2 và 3", style="Heading 5")
    _marks(document)
    text(document, "Ghi chú: ô gạch ngang là mức mà tiêu chí không quy định.", "MD Small")
    text(document, "**Kết quả: {{ one.level }}.**")
    statement(document, "if one.finals")
    document.add_paragraph("1.2. Đánh giá tiêu chí Mức 4", style="Heading 5")
    table = grid(document, (90, 22, 26, 27))
    row(table, ("Tiêu chí (Khoản, Điều)", "Đạt", "Không đạt", "Ghi chú"), HEAD, head=True)
    loop(
        table,
        "for item in one.finals",
        ("{{ item.reference }}", "{{ item.met }}", "{{ item.unmet }}", ""),
        (CELL, CENTRE, CENTRE, CELL),
    )
    statement(document, "endif")
    statement(document, "endfor")
    document.add_paragraph("2. Kết luận: {{ level }}", style="Heading 4")


def _marks(document: WordDocument) -> None:
    table = grid(document, (85, 23, 19, 19, 19))
    row(table, ("Tiêu chuẩn, tiêu chí", "Kết quả", "", "", ""), HEAD, head=True)
    row(table, ("", "Không đạt", "Đạt", "", ""), HEAD, head=True)
    row(table, ("", "", "Mức 1", "Mức 2", "Mức 3"), HEAD, head=True)
    tag(table, "for line in one.rows")
    tag(table, "if line.standard")
    row(table, ("{{ line.title }}", "", "", "", ""), (BOLD, HEAD, HEAD, HEAD, HEAD))
    tag(table, "else")
    cells = [f"{{{{ line.{name} }}}}" for name in ("title", "none", "level_1", "level_2", "level_3")]
    cells[0] += "{% if line.missing %} {{ line.missing }}{% endif %}"
    row(table, cells, (CELL, CENTRE, CENTRE, CENTRE, CENTRE))
    tag(table, "endif")
    tag(table, "endfor")
    merge_down(table, 0, 0, 2)
    merge_across(table, 0, 1, 4)
    merge_down(table, 1, 1, 2)
    merge_across(table, 1, 2, 4)


def _data(document: WordDocument) -> None:
    heading = document.add_paragraph("Phần I. CƠ SỞ DỮ LIỆU", style="Heading 1")
    heading.paragraph_format.page_break_before = True
    facts(document)
    text(
        document,
        "Số liệu của 05 năm học liền kề đến thời điểm tự đánh giá, xếp từ năm học xa nhất.",
        "MD Small",
    )
    rich(document, "data_tables")


def _self_assessment(document: WordDocument) -> None:
    heading = document.add_paragraph("Phần II. TỰ ĐÁNH GIÁ", style="Heading 1")
    heading.paragraph_format.page_break_before = True
    document.add_paragraph("A. ĐẶT VẤN ĐỀ", style="Heading 2")
    document.add_paragraph("1. Tình hình chung của {{ words.school }}", style="Heading 4")
    rich(document, "preamble.situation")
    document.add_paragraph("2. Mục đích tự đánh giá", style="Heading 4")
    for line in _PURPOSES:
        text(document, line)
    document.add_paragraph(
        "3. Tóm tắt quá trình và những vấn đề nổi bật trong tự đánh giá", style="Heading 4"
    )
    rich(document, "preamble.course")
    statement(document, "for part in parts")
    document.add_paragraph("{{ part.heading }}", style="Heading 2")
    document.add_paragraph("I. TỰ ĐÁNH GIÁ TIÊU CHÍ MỨC 1, 2 VÀ 3", style="Heading 2")
    statement(document, "for standard in part.standards")
    _standard(document)
    statement(document, "endfor")
    statement(document, "if part.finals")
    document.add_paragraph("II. TỰ ĐÁNH GIÁ TIÊU CHÍ MỨC 4", style="Heading 2")
    statement(document, "for item in part.finals")
    text(document, "**{{ item.reference }}:** {{ item.text }}. **{{ item.verdict }}.**")
    for name, title in (
        ("situation", "Mô tả hiện trạng"),
        ("strengths", "Điểm mạnh"),
        ("weaknesses", "Điểm yếu"),
        ("plan", "Kế hoạch cải tiến chất lượng"),
    ):
        statement(document, f"if item.parts.{name}")
        text(document, f"{title}:", "MD Plain")
        rich(document, f"item.parts.{name}")
        statement(document, "endif")
    statement(document, "endfor")
    text(document, "**Kết luận:** số yêu cầu Mức 4 đạt: {{ part.final_count }}.")
    statement(document, "endif")
    statement(document, "endfor")


def _standard(document: WordDocument) -> None:
    document.add_paragraph("{{ standard.heading }}", style="Heading 2")
    document.add_paragraph("Mở đầu", style="Heading 4")
    rich(document, "standard.opening")
    statement(document, "for criterion in standard.criteria")
    document.add_paragraph("Tiêu chí {{ criterion.title }}", style="Heading 3")
    statement(document, "for level in criterion.wording")
    text(document, "**{{ level.label }}:**")
    statement(document, "for line in level.lines")
    text(document, "{{ line }}")
    statement(document, "endfor")
    statement(document, "endfor")
    situation(document, "criterion")
    verdict_table(document, "criterion")
    statement(document, "endfor")
    document.add_paragraph("Kết luận về Tiêu chuẩn {{ standard.code }}", style="Heading 4")
    text(document, "**Điểm mạnh nổi bật:**")
    rich(document, "standard.strengths")
    text(document, "**Điểm yếu cơ bản:**")
    rich(document, "standard.limits")
    statement(document, "for line in standard.counts")
    text(document, "- {{ line }}.")
    statement(document, "endfor")


def _conclusion(document: WordDocument) -> None:
    heading = document.add_paragraph("Phần III. KẾT LUẬN CHUNG", style="Heading 1")
    heading.paragraph_format.page_break_before = True
    rich(document, "conclusion")
    statement(document, "for one in syntheses")
    statement(document, "if one.label")
    text(document, "**Cấp học {{ one.label }}:**")
    statement(document, "endif")
    statement(document, "for line in one.counts")
    text(document, "- {{ line }}.")
    statement(document, "endfor")
    statement(document, "endfor")
    text(document, "**Mức đánh giá của {{ words.school }}: {{ level }}.**")
    statement(document, "if proposal")
    text(document, "**{{ words.School }} đề nghị được công nhận: {{ proposal }}.**")
    statement(document, "endif")
    signature(
        document,
        [""],
        ["{{ place_date }}", "**{{ signers.head_position|upper }}**", "(Ký tên, đóng dấu)", "**{{ signers.head }}**"],
    )  # fmt: skip


def _appendix(document: WordDocument) -> None:
    section = new_section(document, wide=True)
    footer(section)
    document.add_paragraph("Phần IV. PHỤ LỤC", style="Heading 1")
    document.add_paragraph("Bảng danh mục mã minh chứng", style="Heading 2")
    code_table(document, "catalogue.")


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
