"""Makes template.docx of a department's yearly report; run it after a change and commit both."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docx.document import Document as WordDocument
from docx.shared import Pt
from docx.table import Table

from minhdinh.documents.authoring.blocks import RECIPIENTS, page_break, statement, text
from minhdinh.documents.authoring.case_blocks import begin, heading, keep, paragraphs, signed, title
from minhdinh.documents.authoring.tables import BOLD, CELL, CENTRE, HEAD, grid, merge_across, row, tag

SUBJECT = "Công tác bảo đảm chất lượng giáo dục và công nhận trường đạt chuẩn quốc gia năm học {{ year }}"
NOT_SENT = "(Không có bảng số liệu này trong báo cáo đã ban hành.)"
TOTAL = "MD Cell Head"

Columns = Sequence[tuple[str, str, float]]  # heading, name of the cell, millimetres
ASSESSED: Columns = (
    ("Cấp học, bậc học", "label", 45),
    ("TS trường", "schools", 20),
    ("Hoàn thành báo cáo tự đánh giá", "completed", 29),
    ("Tỉ lệ (%)", "completed_share", 20),
    ("Được đánh giá ngoài, thẩm định", "evaluated", 31),
    ("Tỉ lệ (%)", "evaluated_share", 20),
)
LEVELS: Columns = (
    ("Cấp học, bậc học", "label", 45),
    ("Hoàn thành báo cáo", "completed", 22),
    ("Chưa đạt Mức 1", "level_0", 20),
    ("Mức 1", "level_1", 17),
    ("Mức 2", "level_2", 17),
    ("Mức 3, 4 (quy định 2018)", "level_34", 24),
    ("Chưa rõ mức", "level_none", 20),
)
RECOGNISED: Columns = (
    ("Phân theo", "label", 41),
    ("TS trường", "schools", 18),
    ("Công nhận trong năm", "recognised", 20),
    ("Lũy kế", "holding", 16),
    ("Tỉ lệ (%)", "holding_share", 18),
    ("Mức độ 1", "degree_1", 16),
    ("Mức độ 2", "degree_2", 16),
    ("Hết hạn trong 12 tháng", "expiring", 20),
)
PLAN: Columns = (
    ("Năm học", "label", 28),
    ("Hết hạn mức độ 1", "degree_1", 26),
    ("Hết hạn mức độ 2", "degree_2", 26),
    ("Hết hạn cấp độ kiểm định", "grade", 29),
    ("Số trường cần công nhận lại", "again", 28),
    ("Đủ thời gian xét mức độ 2", "raise", 28),
)


def make() -> WordDocument:
    """Return the template of the report."""
    document = begin("{{ number }}")
    title(document, "BÁO CÁO", SUBJECT)
    paragraphs(document, "opening")
    _done(document)
    _recognition(document)
    _ahead(document)
    signed(
        document,
        [RECIPIENTS, "{% for one in recipients %}- {{ one }}{% if not loop.last %}\n{% endif %}{% endfor %}"],
        ["**{{ office.titles }}**", "(Ký tên, đóng dấu)", "**{{ signer }}**"],
    )
    _annex(document)
    return document


def _done(document: WordDocument) -> None:
    statement(document, "if last_tasks")
    heading(document, "I. Nhiệm vụ đã đề ra")
    paragraphs(document, "last_tasks")
    statement(document, "endif")
    heading(document, "II. Kết quả bảo đảm chất lượng giáo dục")
    text(document, "(Số liệu tính đến {{ counted_on }}.)", "MD Small")
    heading(document, "1. Tình hình chung", 3)
    paragraphs(document, "results", "Không có nội dung.")
    heading(document, "2. Thực hiện tự đánh giá", 3)
    _figures(document, "assessed", ASSESSED)
    heading(document, "3. Mức đạt được qua tự đánh giá", 3)
    _figures(document, "levels", LEVELS)


def _recognition(document: WordDocument) -> None:
    heading(document, "III. Công nhận trường đạt chuẩn quốc gia")
    heading(document, "1. Kết quả công nhận", 3)
    _figures(document, "recognised", RECOGNISED)
    heading(document, "2. Hiệu lực công nhận trong các năm học tới", 3)
    _figures(document, "plan", PLAN)


def _ahead(document: WordDocument) -> None:
    heading(document, "IV. Phương hướng, nhiệm vụ năm học {{ next_year }}")
    paragraphs(document, "key_tasks")
    paragraphs(document, "specific_tasks")
    statement(document, "if not key_tasks and not specific_tasks")
    text(document, "Không có nội dung.")
    statement(document, "endif")
    heading(document, "V. Kiến nghị, đề xuất")
    paragraphs(document, "proposals", "Không có.")
    keep(document, f"Trên đây là báo cáo {SUBJECT[0].lower()}{SUBJECT[1:]}./.")


def _annex(document: WordDocument) -> None:
    statement(document, "if by_office")
    page_break(document)
    text(document, "PHỤ LỤC", "MD Title")
    text(document, "**Kết quả công nhận theo đơn vị, năm học {{ year }}**", "MD Centre")
    document.paragraphs[-1].paragraph_format.space_after = Pt(6)
    columns = (("Đơn vị", "label", 41), *RECOGNISED[1:])
    table = _head(document, columns)
    tag(table, "for one in by_office")
    row(table, _cells(columns), _styles(columns, CELL, CENTRE))
    tag(table, "endfor")
    statement(document, "endif")


def _figures(document: WordDocument, name: str, columns: Columns) -> None:
    """Add a table of figures with its notes; where the report has none, one line says so."""
    statement(document, f"if {name}")
    table = _head(document, columns)
    tag(table, f"for one in {name}.rows")
    tag(table, "if one.heading")
    at = len(table.rows)
    row(table, ["{{ one.label }}", *[""] * (len(columns) - 1)], [BOLD] * len(columns))
    merge_across(table, at, 0, len(columns) - 1)
    tag(table, "endif")
    tag(table, "if one.total")
    row(table, _cells(columns), _styles(columns, BOLD, TOTAL))
    tag(table, "endif")
    tag(table, "if not one.heading and not one.total")
    row(table, _cells(columns), _styles(columns, CELL, CENTRE))
    tag(table, "endif")
    tag(table, "endfor")
    statement(document, f"for note in {name}.footnotes")
    text(document, "{{ note }}", "MD Small")
    statement(document, "endfor")
    statement(document, "endif")
    statement(document, f"if not {name}")
    text(document, NOT_SENT)
    statement(document, "endif")


def _head(document: WordDocument, columns: Columns) -> Table:
    table = grid(document, [width for _title, _key, width in columns])
    row(table, [words for words, _key, _width in columns], HEAD, head=True)
    return table


def _cells(columns: Columns) -> list[str]:
    return [f"{{{{ one.{key} }}}}" for _title, key, _width in columns]


def _styles(columns: Columns, words: str, figures: str) -> list[str]:
    return [words, *[figures] * (len(columns) - 1)]


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
