"""Parts III and IV of the template of Biểu 1: conclusion, signature, appendices."""

from __future__ import annotations

from docx.document import Document as WordDocument

from minhdinh.documents.authoring.blocks import rich, signature, statement, text
from minhdinh.documents.authoring.tables import (
    CELL,
    CENTRE,
    HEAD,
    grid,
    loop,
    merge_across,
    merge_down,
    row,
    tag,
)
from minhdinh.documents.forms.bieu_1.template_criteria import mark_table

CUMULATIVE = "Ghi chú: tiêu chí đạt Mức 2 được tính cả ở cột Mức 1."


def conclusion(document: WordDocument) -> None:
    """Add Part III and the signature."""
    heading = document.add_paragraph("Phần III. KẾT LUẬN", style="Heading 1")
    heading.paragraph_format.page_break_before = True
    document.add_paragraph("1. Đánh giá tổng quát về mức độ đáp ứng các tiêu chuẩn", style="Heading 4")
    rich(document, "conclusion.overview")
    document.add_paragraph("2. Tổng hợp kết quả tự đánh giá", style="Heading 4")
    statement(document, "for table in conclusion.tables")
    statement(document, "if table.label")
    text(document, "Cấp học: {{ table.label }}", "MD Title")
    statement(document, "endif")
    document.add_paragraph("a) Kết quả đánh giá các tiêu chuẩn, tiêu chí", style="Heading 5")
    mark_table(document, "for result in table.rows", "result", "table.totals")
    document.add_paragraph("b) Tổng hợp theo tiêu chuẩn", style="Heading 5")
    _counts(document)
    text(document, CUMULATIVE, "MD Small")
    statement(document, "endfor")
    _level(document)
    _proposals(document)
    promise = text(
        document,
        "{{ signers.head_position }} chịu trách nhiệm về tính trung thực, chính xác của thông tin, số liệu và minh "
        "chứng nêu trong báo cáo này.",
    )
    promise.paragraph_format.keep_with_next = True
    signature(
        document,
        [""],
        [
            "{{ place_date }}",
            "**{{ signers.head_position|upper }}**",
            "(Ký tên, đóng dấu)",
            "**{{ signers.head }}**",
        ],
    )


def _counts(document: WordDocument) -> None:
    table = grid(document, (39, 24, 16, 18, 16, 18, 16, 18))
    row(table, ("Tiêu chuẩn", "Tổng số tiêu chí", "Không đạt", "", "Mức 1", "", "Mức 2", ""), HEAD, head=True)
    row(table, ("", "", "SL", "%", "SL", "%", "SL", "%"), HEAD, head=True)
    cells = ["{{ count.title }}", "{{ count.total }}"]
    for name in ("none", "first", "second"):
        cells += [f"{{{{ count.{name} }}}}", f"{{{{ count.{name}_share }}}}"]
    loop(table, "for count in table.counts", cells, [CELL] + [CENTRE] * 7)
    merge_down(table, 0, 0, 1)
    merge_down(table, 1, 0, 1)
    for column in (2, 4, 6):
        merge_across(table, 0, column, column + 1)


def _level(document: WordDocument) -> None:
    document.add_paragraph("3. Mức đạt của cơ sở giáo dục", style="Heading 4")
    statement(document, "for one in conclusion.track_levels")
    text(document, "- Cấp học {{ one.label }}: {{ one.level }}.")
    statement(document, "endfor")
    statement(document, "if conclusion.track_levels")
    text(document, "Kết quả chung của {{ words.school }} là mức thấp nhất trong các cấp học.")
    statement(document, "endif")
    text(document, "**Kết quả tự đánh giá của {{ words.school }}: {{ conclusion.level }}.**")
    statement(document, "for reason in conclusion.reasons")
    text(document, "- {{ reason }}")
    statement(document, "endfor")


def _proposals(document: WordDocument) -> None:
    document.add_paragraph("4. Đề xuất, kiến nghị", style="Heading 4")
    statement(document, "for proposal in conclusion.proposals")
    document.add_paragraph("{{ proposal.letter }}) {{ proposal.title }}", style="Heading 5")
    rich(document, "proposal.text")
    statement(document, "endfor")


def appendix(document: WordDocument) -> None:
    """Add Part IV: data of three years, papers, evidence catalogue, other documents."""
    heading = document.add_paragraph("Phần IV. PHỤ LỤC", style="Heading 1")
    heading.paragraph_format.page_break_before = True
    document.add_paragraph("1. Cơ sở dữ liệu", style="Heading 2")
    text(
        document,
        "Cơ sở dữ liệu dùng để phân tích, đối chiếu minh chứng và xác định mức đạt của tiêu chí. Ba năm học gần nhất "
        "gồm cả năm học được đánh giá, xếp từ năm học xa nhất.",
        "MD Small",
    )
    facts(document)
    rich(document, "data_tables")
    document.add_paragraph("2. Các văn bản, bảng tổng hợp kèm theo", style="Heading 2")
    statement(document, "for paper in papers")
    text(document, "- {{ paper }}")
    statement(document, "endfor")
    heading = document.add_paragraph("3. Danh mục minh chứng", style="Heading 2")
    catalogue_table(document)
    document.add_paragraph("4. Các tài liệu liên quan khác", style="Heading 2")
    rich(document, "others")


def facts(document: WordDocument) -> None:
    """Add what the data form says of the school itself."""
    for line in (
        "Tên {{ words.school }} (theo quyết định mới nhất): **{{ school.name }}**",
        "Tên trước đây (nếu có): {{ school.former_name }}",
        "Cơ quan quản lý trực tiếp: {{ school.managing_body }}",
    ):
        text(document, line, "MD Plain")
    table = grid(document, (41, 42, 41, 41))
    for left, left_value, right, right_value in (
        ("Tỉnh, thành phố", "{{ school.province }}", "{{ signers.head_position }}", "{{ school.head }}"),
        ("Xã, phường, đặc khu", "{{ school.commune }}", "Điện thoại", "{{ school.phone }}"),
        (
            "Đạt chuẩn quốc gia (năm, mức độ)",
            "{{ school.national_standard }}",
            "Trang thông tin",
            "{{ school.website }}",
        ),
        ("Năm thành lập", "{{ school.founded_year }}", "Số điểm trường", "{{ school.site_count }}"),
        ("Công lập", "{{ school.public }}", "Ngoài công lập", "{{ school.private }}"),
        ("Trường chuyên biệt", "{{ school.special }}", "Thuộc vùng khó khăn", "{{ school.difficult_area }}"),
        (
            "Liên kết với nước ngoài",
            "{{ school.foreign_linked }}",
            "Thuộc vùng đặc biệt khó khăn",
            "{{ school.very_difficult_area }}",
        ),
    ):
        row(table, (left, left_value, right, right_value))


def catalogue_table(document: WordDocument) -> None:
    """Add the five-column evidence catalogue."""
    table = grid(document, (12, 28, 56, 45, 24))
    row(
        table,
        (
            "TT",
            "Mã minh chứng",
            "Tên minh chứng",
            "Định dạng, vị trí lưu trữ hoặc đường dẫn điện tử",
            "Ghi chú",
        ),
        HEAD,
        head=True,
    )
    tag(table, "if not catalogue")
    row(table, ("", "[chưa có dữ liệu]", "", "", ""), (CENTRE, CENTRE, CELL, CELL, CELL))
    tag(table, "endif")
    loop(
        table,
        "for item in catalogue",
        ("{{ item.number }}", "{{r item.code }}", "{{ item.name }}", "{{p item.where }}", "{{ item.note }}"),
        (CENTRE, CENTRE, CELL, CELL, CELL),
    )
