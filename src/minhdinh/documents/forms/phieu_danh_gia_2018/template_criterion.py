"""What the sheet of 2018 and the report of 2018 both print of a criterion."""

from __future__ import annotations

from docx.document import Document as WordDocument

from minhdinh.documents.authoring.blocks import rich, statement, text
from minhdinh.documents.authoring.tables import HEAD, KEPT_CENTRE, grid, loop, merge_across, row


def situation(document: WordDocument, name: str, style: str = "Heading 4") -> None:
    """Add the five parts of a criterion; `name` is the loop's variable."""
    document.add_paragraph("1. Mô tả hiện trạng", style=style)
    statement(document, f"for level in {name}.situation")
    text(document, "**{{ level.label }}**")
    statement(document, "for part in level.parts")
    rich(document, "part")
    statement(document, "endfor")
    statement(document, "endfor")
    for title, key in (
        ("2. Điểm mạnh", "strengths"),
        ("3. Điểm yếu", "weaknesses"),
        ("4. Kế hoạch cải tiến chất lượng", "plan"),
    ):
        document.add_paragraph(title, style=style)
        rich(document, f"{name}.{key}")
    document.add_paragraph("5. Tự đánh giá", style=style)


def verdict_table(document: WordDocument, name: str) -> None:
    """Add the six-column table of self-rating and its result line."""
    table = grid(document, (22, 33, 22, 33, 22, 33))
    row(table, ("Mức 1", "", "Mức 2", "", "Mức 3", ""), HEAD, head=True)
    row(table, ("Chỉ báo", "Đạt/ Không đạt") * 3, HEAD, head=True)
    cells = [f"{{{{ row.{part}_{level} }}}}" for level in (1, 2, 3) for part in ("label", "verdict")]
    loop(table, f"for row in {name}.rows", cells, KEPT_CENTRE)
    for column in (0, 2, 4):
        merge_across(table, 0, column, column + 1)
    text(document, f"**Kết quả: {{{{ {name}.outcome }}}}.**").paragraph_format.keep_with_next = False
