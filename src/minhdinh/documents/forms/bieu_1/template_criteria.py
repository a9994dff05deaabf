"""Part II of the template of Biểu 1: standards, criteria, general remarks."""

from __future__ import annotations

from docx.document import Document as WordDocument

from minhdinh.documents.authoring.blocks import rich, statement, text
from minhdinh.documents.authoring.tables import (
    BOLD,
    CELL,
    CENTRE,
    HEAD,
    KEPT,
    KEPT_CENTRE,
    grid,
    loop,
    merge_across,
    merge_down,
    row,
    tag,
)


def criteria(document: WordDocument) -> None:
    """Add Part II, repeated for each part of the context."""
    statement(document, "for part in parts")
    heading = document.add_paragraph("{{ part.heading }}", style="Heading 1")
    heading.paragraph_format.page_break_before = True
    statement(document, "if not official_texts and loop.first")
    text(
        document,
        "Nội dung các mức dưới đây được diễn đạt gọn theo từng yêu cầu; nguyên văn theo {{ set.legal_basis }}.",
        "MD Small",
    )
    statement(document, "endif")
    statement(document, "for standard in part.standards")
    document.add_paragraph("{{ standard.heading }}", style="Heading 2")
    statement(document, "for criterion in standard.criteria")
    _criterion(document)
    statement(document, "endfor")
    statement(document, "if standard.remarks")
    _remarks(document)
    statement(document, "endif")
    statement(document, "if standard.results")
    _results(document)
    statement(document, "endif")
    statement(document, "endfor")
    statement(document, "endfor")


def _criterion(document: WordDocument) -> None:
    document.add_paragraph("{{ criterion.heading }}", style="Heading 3")
    statement(document, "for level in criterion.levels")
    text(document, "**{{ level.label }}:** {{ level.text }}")
    statement(document, "endfor")
    text(document, "{{ criterion.below }}")
    text(document, "Mô tả hiện trạng", "MD Title")
    table = grid(document, (18, 119, 28))
    row(
        table,
        (
            "Mức",
            "Hiện trạng, kết quả đạt được của tiêu chí đến thời điểm đánh giá (kèm theo mã minh chứng)",
            "Đánh giá (Đạt/ Không đạt)",
        ),
        HEAD,
        head=True,
    )
    loop(
        table,
        "for row in criterion.rows",
        ("{{ row.label }}", "{{p row.text }}", "{{ row.verdict }}"),
        (CENTRE, CELL, CENTRE),
        whole=False,
    )
    closing = text(document, "**{{ criterion.closing }}**")
    closing.paragraph_format.keep_with_next = False


def _remarks(document: WordDocument) -> None:
    document.add_paragraph("Đánh giá chung về Tiêu chuẩn {{ standard.code }}", style="Heading 4")
    document.add_paragraph("1. Điểm mạnh nổi bật", style="Heading 4")
    rich(document, "standard.remarks.strengths")
    document.add_paragraph("2. Điểm hạn chế trọng tâm và nguyên nhân cốt lõi", style="Heading 4")
    rich(document, "standard.remarks.limits")
    document.add_paragraph("3. Định hướng cải tiến chất lượng", style="Heading 4")
    document.add_paragraph("a) Xu hướng qua 03 năm học liên tiếp", style="Heading 5")
    rich(document, "standard.remarks.trend")
    document.add_paragraph("b) Vấn đề ưu tiên cải tiến", style="Heading 5")
    rich(document, "standard.remarks.priorities")


def _results(document: WordDocument) -> None:
    document.add_paragraph(
        "{% if standard.remarks %}4. {% endif %}Kết quả đánh giá các tiêu chí của Tiêu chuẩn {{ standard.code }}",
        style="Heading 4",
    )
    mark_table(document, "for result in standard.results", "result")


def mark_table(document: WordDocument, loop_over: str, name: str, totals: str = "") -> None:
    """Add the table of crosses: Không đạt, then Đạt split into Mức 1 and Mức 2; `totals` adds Cộng chung."""
    table = grid(document, (75, 30, 30, 30))
    row(table, ("Tiêu chí", "Kết quả đánh giá tiêu chí", "", ""), HEAD, head=True)
    row(table, ("", "Không đạt", "Đạt", ""), HEAD, head=True)
    row(table, ("", "", "Mức 1", "Mức 2"), HEAD, head=True)
    tag(table, loop_over)
    if totals:
        tag(table, f"if {name}.standard")
        row(table, (f"{{{{ {name}.title }}}}", "", "", ""), (BOLD, HEAD, HEAD, HEAD))
        tag(table, "else")
    cells = [f"{{{{ {name}.{key} }}}}" for key in ("title", "none", "first", "second")]
    cells[0] += f"{{% if {name}.missing %}} {{{{ {name}.missing }}}}{{% endif %}}"
    label, mark = (CELL, CENTRE) if totals else (KEPT, KEPT_CENTRE)
    row(table, cells, (label, mark, mark, mark))
    if totals:
        tag(table, "endif")
    tag(table, "endfor")
    if totals:
        cells = [f"{{{{ {totals}.{key} }}}}" for key in ("title", "none", "first", "second")]
        row(table, cells, HEAD)
    merge_down(table, 0, 0, 2)
    merge_across(table, 0, 1, 3)
    merge_down(table, 1, 1, 2)
    merge_across(table, 1, 2, 3)
