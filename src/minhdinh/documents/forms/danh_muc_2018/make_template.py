"""Makes template.docx of the evidence catalogue of 2018, on its side; run it after a change and commit both."""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as WordDocument
from docx.shared import Pt

from minhdinh.documents.authoring.blocks import statement, text
from minhdinh.documents.authoring.margins import footer, watermark
from minhdinh.documents.authoring.styles import new_document
from minhdinh.documents.authoring.tables import CENTRE, HEAD, SMALL, grid, loop, row
from minhdinh.documents.forms.danh_muc_2018.form import TITLES

WIDTHS = (28, 12, 32, 72, 48, 37, 28)


def make() -> WordDocument:
    """Return the template of the catalogue."""
    document = new_document(wide=True)
    watermark(document.sections[0])
    footer(document.sections[0])
    text(document, "**{{ school.name|upper }}**", "MD Plain")
    text(document, "BẢNG DANH MỤC MÃ MINH CHỨNG", "MD Title")
    text(document, "Năm học {{ year }}", "MD Centre").paragraph_format.space_after = Pt(6)
    code_table(document)
    return document


def code_table(document: WordDocument, inside: str = "") -> None:
    """Add the seven columns; `inside` names where the rows stand in the context, with its dot."""
    table = grid(document, WIDTHS)
    row(table, TITLES, HEAD, head=True)
    loop(
        table,
        f"for one in {inside}rows",
        (
            "{{ one.criterion }}", "{{ one.number }}", "{{r one.code }}", "{{ one.name }}", "{{ one.dated }}",
            "{{ one.issuer }}", "{{ one.note }}",
        ),
        (SMALL, CENTRE, SMALL, SMALL, SMALL, SMALL, SMALL),
    )  # fmt: skip
    statement(document, f"if {inside}no_rows")
    text(document, f"{{{{ {inside}no_rows }}}}", "MD Centre")
    statement(document, "endif")
    text(document, f"Tổng số minh chứng: {{{{ {inside}total }}}}; mỗi minh chứng mang một mã.", "MD Plain")


if __name__ == "__main__":
    make().save(str(Path(__file__).with_name("template.docx")))
