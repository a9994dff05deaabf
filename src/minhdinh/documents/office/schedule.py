"""The schedule of external evaluations as an annex in Word: the four columns of offices' plans."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.shared import Mm

from minhdinh.common.language import in_vietnamese
from minhdinh.documents.authoring.blocks import RECIPIENTS, signature, text
from minhdinh.documents.authoring.styles import new_document
from minhdinh.documents.authoring.tables import CELL, CENTRE, HEAD, grid, row

WIDTHS = (14, 66, 50, 35)
STYLES = (CENTRE, CELL, CENTRE, CELL)


@in_vietnamese
def schedule_document(
    *, office: str, year: str, header: Sequence[str], rows: Sequence[Sequence[str]], version: int = 0
) -> bytes:
    """Return the annex as a Word file; ``version`` is the published one that is printed, 0 for the rows of now."""
    document = new_document()
    text(document, "**PHỤ LỤC**", "MD Centre")
    text(document, f"LỊCH ĐÁNH GIÁ NGOÀI NĂM HỌC {year}", "MD Title")
    text(document, "(Kèm theo …… số ……/…… ngày …… tháng …… năm …… của ……)", "MD Centre")
    document.paragraphs[-1].runs[0].italic = True
    if version > 1:
        text(document, f"(Bản điều chỉnh, công bố lần {version})", "MD Centre")
    document.paragraphs[-1].paragraph_format.space_after = Mm(4)
    _table(document, header, rows)
    signature(
        document,
        [RECIPIENTS, "- Các trường có tên trên (để thực hiện);", "- Lưu: VT."],
        ["**THỦ TRƯỞNG CƠ QUAN**", "(Ký tên, đóng dấu)", "……………………………"],
    )
    document.core_properties.title = f"Lịch đánh giá ngoài năm học {year}"
    document.core_properties.author = office
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _table(document: WordDocument, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = grid(document, WIDTHS)
    row(table, header, HEAD, head=True)
    for cells in rows:
        row(table, cells, STYLES)
