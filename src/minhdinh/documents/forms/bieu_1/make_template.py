"""Makes template.docx of Biểu 1; run it after a change and commit both."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument
from docx.shared import Pt

from minhdinh.documents.authoring.blocks import (
    contents_field,
    contents_head,
    letterhead,
    page_break,
    rich,
    statement,
    text,
)
from minhdinh.documents.authoring.margins import footer, frame, new_section, watermark
from minhdinh.documents.authoring.styles import new_document
from minhdinh.documents.authoring.tables import CELL, CENTRE, HEAD, grid, loop, row
from minhdinh.documents.forms.bieu_1.template_conclusion import appendix, conclusion
from minhdinh.documents.forms.bieu_1.template_criteria import criteria


def make() -> WordDocument:
    """Return the template of Biểu 1."""
    document = new_document()
    covers(document)
    body = new_section(document)
    footer(body)
    council(document)
    contents(document)
    _overview(document)
    criteria(document)
    conclusion(document)
    appendix(document)
    return document


def covers(document: WordDocument) -> None:
    """Add the outer and the inner cover."""
    section = document.sections[0]
    watermark(section)
    footer(section, page_numbers=False)
    frame(section)
    letterhead(document, place="{{ place_date }}")
    _title(document, space=150)
    page_break(document)
    text(document, "{{ school.managing_head|upper }}", "MD Centre")
    text(document, "**{{ school.name|upper }}**", "MD Centre")
    _title(document, space=170)
    place = text(document, "{{ school.place }}, năm {{ closing_year }}", "MD Centre")
    place.paragraph_format.space_before = Pt(300)


def _title(document: WordDocument, *, space: float) -> None:
    title = text(document, "BÁO CÁO TỰ ĐÁNH GIÁ", "MD Cover Title")
    title.paragraph_format.space_before = Pt(space)
    text(document, "NĂM HỌC {{ year }}", "MD Title")


def council(document: WordDocument) -> None:
    """Add the list of the council with room to sign."""
    statement(document, "if signatures")
    text(document, "DANH SÁCH VÀ CHỮ KÝ HỘI ĐỒNG TỰ ĐÁNH GIÁ", "MD Title")
    table = grid(document, (12, 52, 44, 30, 27))
    row(table, ("TT", "Họ và tên", "Chức vụ", "Vai trò", "Chữ ký"), HEAD, head=True)
    loop(
        table,
        "for member in members",
        ("{{ member.number }}", "{{ member.name }}", "{{ member.position }}", "{{ member.role }}", ""),
        (CENTRE, CELL, CELL, CELL, CENTRE),
    )
    statement(document, "if not members")
    text(document, "[chưa có dữ liệu]", "MD Centre")
    statement(document, "endif")
    page_break(document)
    statement(document, "endif")


def contents(document: WordDocument) -> None:
    """Add the table of contents and the abbreviations."""
    text(document, "MỤC LỤC", "MD Title")
    contents_head(document, "NỘI DUNG", "Trang")
    contents_field(document)
    page_break(document)
    statement(document, "if abbreviations")
    document.add_paragraph("DANH MỤC CÁC CHỮ VIẾT TẮT", style="Heading 1")
    table = grid(document, (15, 45, 105))
    row(table, ("TT", "Chữ viết tắt", "Nội dung"), HEAD, head=True)
    loop(
        table,
        "for one in abbreviations",
        ("{{ loop.index }}", "{{ one.short }}", "{{ one.long }}"),
        (CENTRE, CENTRE, CELL),
    )
    page_break(document)
    statement(document, "endif")


def _overview(document: WordDocument) -> None:
    document.add_paragraph("Phần I. TỔNG QUAN", style="Heading 1")
    _general(document)
    document.add_paragraph("2. Bối cảnh và đặc điểm", style="Heading 4")
    for letter, title, name in (
        ("a", "Điều kiện kinh tế - xã hội của địa phương", "locality"),
        ("b", "Thuận lợi", "advantages"),
        ("c", "Khó khăn", "difficulties"),
        ("d", "Đặc điểm {{ words.learners }}", "learners"),
    ):
        document.add_paragraph(f"{letter}) {title}", style="Heading 5")
        rich(document, f"overview.{name}")
    document.add_paragraph("3. Mục đích, phạm vi, thời gian thực hiện tự đánh giá", style="Heading 4")
    for letter, title, name, lines in _PRINTED:
        document.add_paragraph(f"{letter}) {title}", style="Heading 5")
        statement(document, f"if overview.{name}")
        rich(document, f"overview.{name}")
        statement(document, "else")
        for line in lines:
            text(document, line)
        statement(document, "endif")
    document.add_paragraph("4. Quá trình thực hiện tự đánh giá", style="Heading 4")
    for letter, title, name in (
        ("a", "Lập kế hoạch tự đánh giá", "planning"),
        ("b", "Tổ chức thực hiện", "doing"),
        ("c", "Kiểm tra, phân tích", "checking"),
        ("d", "Tổng hợp và xác nhận kết quả tự đánh giá", "confirming"),
    ):
        document.add_paragraph(f"{letter}) {title}", style="Heading 5")
        rich(document, f"overview.{name}")


def _general(document: WordDocument) -> None:
    document.add_paragraph("1. Thông tin chung", style="Heading 4")
    for line in (
        "a) Tên {{ words.school }}: {{ school.name }}.",
        "b) Địa chỉ: {{ school.address }}. Điện thoại: {{ school.phone }}. Thư điện tử: {{ school.email }}.",
        (
            "c) Cơ quan quản lý trực tiếp: {{ school.managing_body }}. "
            "Cơ quan quản lý chuyên môn: {{ school.professional_body }}."
        ),
        "d) Loại hình: {{ school.type }} ({{ school.ownership_label|lower }}). Cấp học: {{ school.levels }}.",
        "đ) Năm thành lập: {{ school.founded_year }}.",
        (
            "e) Quy mô trong năm học {{ year }}: {{ school.size.classes }} lớp; {{ school.size.pupils }} "
            "{{ words.learners }}; tổng số cán bộ quản lý, giáo viên và nhân sự hỗ trợ giáo dục: {{ school.size.staff }} "
            "người, trong đó: cán bộ quản lý {{ school.size.managers }}, giáo viên {{ school.size.teachers }}, "
            "nhân sự hỗ trợ giáo dục {{ school.size.support }}."
        ),
    ):
        text(document, line)


_PRINTED = (
    (
        "a",
        "Mục đích",
        "purpose",
        (
            "- Xem xét, phân tích thực trạng chất lượng của {{ words.school }} theo các tiêu chuẩn, tiêu chí.",
            "- Xác định điểm mạnh, điểm hạn chế và nguyên nhân của hạn chế.",
            "- Tạo cơ sở để xây dựng và thực hiện kế hoạch cải tiến chất lượng giáo dục.",
            "- Phát huy tính tự chủ và trách nhiệm giải trình của {{ words.school }} về chất lượng giáo dục.",
        ),
    ),
    (
        "b",
        "Phạm vi",
        "scope",
        (
            "- Điều kiện bảo đảm chất lượng giáo dục;",
            "- Việc thực hiện chương trình giáo dục;",
            "- Hoạt động giáo dục và hoạt động hỗ trợ {{ words.learners }};",
            "- Kết quả giáo dục;",
            "- Công tác quản lý và cải tiến chất lượng.",
            (
                "Việc tự đánh giá được tiến hành theo từng tiêu chuẩn, tiêu chí, trên cơ sở thông tin, dữ liệu và "
                "minh chứng."
            ),
        ),
    ),
    (
        "c",
        "Thời gian",
        "timing",
        (
            "- Tự đánh giá được thực hiện hằng năm, gắn với kế hoạch năm học của {{ words.school }}.",
            (
                "- Báo cáo được tổng hợp vào cuối năm học hoặc vào thời điểm khác theo kế hoạch bảo đảm chất lượng của "
                "{{ words.school }}."
            ),
            "- Kết quả tự đánh giá được cập nhật thường xuyên và là căn cứ cho kế hoạch của năm học tiếp theo.",
        ),
    ),
)


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
